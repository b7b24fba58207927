"""The words by which the passages about resolutions are told: leads, notes, talk, approvals, motions carried."""

from __future__ import annotations

import re

from sightline.work.imports.reading.minutes import words
from sightline.work.imports.reading.minutes.verbs import ADVERB

OPEN_QUOTE = re.compile(r"^\s*[“\"]")
LEAD = re.compile(
    r"^(?P<lead>(?:that|to)?(?:,? (?:it|the|this|subject|having|following|in)\b[^:]{0,160}|"
    r"\s+[A-Z][\w ’'&]{2,60})?)\s*[:\-–—]+\s*$|^(?P<bare>that|to)\s*[:\-–—]*\s*$",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\b(?:had|have|has|having)\b(?:\s\w+){0,2}\s*$|\bpreviously\b|\bat (?:its|their|the|a) "
    r"(?:[\w-]+ ){0,4}meeting (?:held )?(?:on|in|of)\b|"
    r"\b(?:was|were) (?:informed|advised|reminded|told) (?:that|of)\b|\bat (?:its|their|the) (?:last|previous) (?:\w+ )?meeting\b",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"^(?:[\[(]|reasons?\b.{0,40}(?::|$)|note\b|notes?:|voting\b|votes?\b|for:|against:|"
    r"supporting documents|additional documents|the meeting (?:closed|ended|finished|adjourned|"
    r"concluded)|"
    r"councillors?\b.{0,80}\b(?:left|joined|returned|arrived|voted|asked|abstained)|alternative "
    r"options|other options|chair(?:man)?\b.{0,40}$|date\b.{0,30}$|duration|signed|"
    r"action(?:s|ed)?\s*(?:by|:|[-–—])|\*+|_+$|-{3,}$|background\b.{0,30}$|supporting documents)",
    re.IGNORECASE,
)
TALK = re.compile(
    r"\b(?:points?|questions?|comments?|issues?|concerns?|observations?|matters?|responses?|"
    r"queries|views|following|including|include|included|such as|raised|noted|discussed|made|"
    r"highlighted|advised|explained|reported|asked|said|stated|announcements?|interests?|"
    r"substitut\w+|apologies|members? of)\b[^:]{0,80}[:\-–—]+\s*$",
    re.IGNORECASE,
)
MID = re.compile(
    r"(?:,|;|\band|\bwas|\bwere|\bit was)\s+(?P<verb>(?:it "
    r"was\s+)?(?:unanimously\s+)?(?:resolved|RESOLVED))\s*[:,\-–—]?\s+(?P<text>(?:that|to|That|"
    r"To|THAT)\b.+)$"
)
APPROVED = re.compile(
    r"^(?:[\w’']+[\s,]+){0,24}?(?:minutes|record|notes|decisions and minutes|"
    r"they)\b.{0,260}?\b(?:was|were|be)\b(?:\s+\w+ly)?\s+(?:(?:then|submitted|considered|"
    r"received|taken as read|read|presented|checked|reviewed)[\s,]+(?:for "
    r"approval\s+)?(?:and\s+)?(?:\w+ly\s+)?)*"
    r"(?P<verb>approved|agreed|confirmed|accepted|signed|ratified|adopted|AGREED|APPROVED|CONFIRMED)\b.{0,400}$",
    re.IGNORECASE,
)
SOFT = re.compile(
    rf"^(?P<verb>{words.SUBJECT}\s+{ADVERB}(?:approved|endorsed|adopted|supported|ratified|"
    rf"accepted|authorised|APPROVED|ENDORSED))\s+(?P<text>(?:the|its|a|an|this|that|both|all|to|"
    rf"recommendations?)\b.{{5,600}})$"
)
SIGNED = re.compile(
    r"^(?:the )?(?:chair(?:man|person|woman)?|mayor|convener|provost|committee|panel|board|cabinet|forum|members)\s+"
    r"(?:duly |then )?(?P<verb>signed|approved and signed|approved|agreed|confirmed)\s+(?:as [\w ]{3,60}? )?the minutes\b.{3,400}$",
    re.IGNORECASE,
)
CARRIED = re.compile(
    r"^(?:the )?(?:recommendations?|motion|substantive motion|proposals?|"
    r"report)\b.{0,120}\b(?:was|were)\b(?:\s+\w+ly)?(?: then| put to the vote and| duly| moved, "
    r"seconded and)*\s+(?P<verb>agreed|approved|carried|accepted|supported|endorsed|CARRIED|"
    r"AGREED|adopted)\b.{0,60}$",
    re.IGNORECASE,
)

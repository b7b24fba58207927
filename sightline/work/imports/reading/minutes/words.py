"""The words that minutes are made of: bodies, labels of a page, the beginnings of agenda texts and of titles."""

from __future__ import annotations

import re

BODY_NOUN = (
    r"(?:Committee|Sub-?\s?Committee|Board|Panel|Cabinet|Executive|Council|Forum|Members|Meeting|"
    r"Group|Partnership|Commission|Assembly|"
    r"Trust|Authority|Sub-?Group|Task Group|Working Group|Working Party|Trustees|Councillors|Governors|Joint Committee|"
    r"Scrutiny|Committee Members|Board Members|Panel Members|Cabinet Members)"
)
SUBJECT = rf"(?:(?:the|this|that|all|our)\s+)?(?:[\w&’'\-]+\s+){{0,6}}?{BODY_NOUN}"

MINUTES_MARK = re.compile(r"^minutes\s*:\s*", re.IGNORECASE)
DECISION_MARK = re.compile(r"^decisions?\s*:\s*", re.IGNORECASE)
ADDITIONAL = re.compile(r"^additional documents\s*:?\s*$", re.IGNORECASE)
SUPPORTING = re.compile(r"^(?:supporting|accompanying|background) documents\s*:?", re.IGNORECASE)
NO_ITEM = re.compile(r"^\|?\s*(?:note\s+)?no\.?\s*\|?\s*item[\s|]*$|^items$", re.IGNORECASE)
AGENDA_ITEM = re.compile(r"^agenda item(?:\s+[-–]\s+(?P<title>.{3,300}))?$", re.IGNORECASE)
MEETING_LINE = re.compile(
    r"^meeting:\s*(?P<date>\d{1,2}/\d{1,2}/\d{4})\s*[-–]\s*(?P<body>.{3,200}?)(?:\s*\(item\s+(?P<item>[^)]{1,20})\))?$",
    re.IGNORECASE,
)
# "Children's Panel - Tuesday 5th March 2024 9.30 am": the head of a page, and nothing else.
PAGE_OF = re.compile(
    r"^.{3,120}\b(?:committee|board|panel|cabinet|executive|council|forum)\b.{0,60}\s[-–—]\s.{0,12}\d{1,2}(?:st|nd|rd|th)?\s"
    r"\w{3,9},?\s(?:19|20)\d\d.{0,12}$",
    re.IGNORECASE,
)
PAGE_KIND = re.compile(
    r"^(?:note\s+)?(?:agenda|decisions?|minutes|draft minutes|printed minutes|confirmed minutes)"
    r"(?:,?\s*(?:and|&|,)\s*(?:draft\s+|printed\s+|confirmed\s+)?(?:minutes|decisions?|agenda))*"
    r"(?:,?\s*(?:and|&)\s*(?:draft\s+)?minutes)?$",
    re.IGNORECASE,
)

# How the text of an agenda begins: what the meeting was asked to do, printed between an item's title and its minutes.
AGENDA_TEXT = re.compile(
    r"^(?:\([A-Z][^()]{2,120}\)\s*)?(?:to\s+(?!be\b)[a-z]+(?:ly)?\b|(?:joint |verbal |briefing |"
    r"exempt |annual |progress |update |covering )*reports?\s+(?:of|by|from)\b|"
    r"(?:the\s+)?(?:committee|board|panel|cabinet|executive|council|forum|members?|councillors?|"
    r"sub-committee)(?:\s+(?:and officers|members?))?\s+"
    r"(?:(?:is|are|will be)\s+(?:asked|invited|requested|recommended|reminded|required)|"
    r"to\s+(?:consider|receive|note|agree|approve|declare|discuss|review|hear|give|be))\b|"
    r"in accordance with\b|(?:a|an) (?:(?:total )?period|maximum|opportunity) (?:of|to|for)\b|"
    r"members of (?:the )?[^.]{3,80}? are (?:asked|invited|requested|reminded)\b|briefing note\b|"
    r"presentation (?:by|from|on|of)\b|verbal (?:update|report|item)\b|a (?:verbal|report|"
    r"presentation)\b|"
    r"the (?:purpose|aim) of this (?:report|item)\b|this report\b|members must\b|attached\b|"
    r"minutes of (?:the )?(?:[\w ,]{0,60})?meeting\w* (?:held )?(?:on|of)\b|"
    r"recommend(?:ed|ation)s?\b\s*[:–-]|pursuant to\b|any (?:item|member|other)s? (?:of|who|"
    r"which|that)\b|if any member\b|such other business\b)",
    re.IGNORECASE,
)

# Titles that councils give to the standing items of a meeting.
USUAL_TITLE = re.compile(
    r"^(?:(?:to receive )?apolog(?:y|ies)\b.{0,80}|(?:declarations?|"
    r"disclosures?)\b.{0,60}\b(?:interests?|lobbying|party whip|substitut\w+|whip)\b.{0,160}|"
    r"minutes(?:\s+(?:of|from)\s+.{3,80}|\s*[-–].{3,80}|\s+\d.{3,30})?|(?:record|notes) of "
    r"(?:the )?(?:last |previous )?meeting|matters arising.{0,40}|"
    r"(?:forward )?work(?:ing)? (?:programme|plan)\b.{0,60}|forward (?:work )?(?:plan|"
    r"programme)\b.{0,60}|public (?:question|participation|speak|speaking|questions)\b.{0,60}|"
    r"questions? (?:from|by|to)\b.{0,60}|exclusion of\b.{0,60}|exempt (?:information|items?|"
    r"business)\b.{0,60}|urgent (?:items?|business|matters?)\b.{0,60}|"
    r"any other (?:urgent )?(?:business|items?)\b.{0,60}|a\.?o\.?b\.?|(?:date|time)s? (?:and "
    r"(?:time|venue) )?of (?:the )?(?:next|future)\b.{0,60}|next meeting|"
    r"(?:chair|chairman|chairperson|mayor|leader)[’']?s?[’']? (?:announcement|communication|"
    r"update|opening|welcome|business)s?\b.{0,40}|announcements|membership(?: changes)?|"
    r"substitut(?:e|es|ions?)(?: members)?|election of (?:a )?(?:vice[- ])?chair\w*\b.{0,60}|"
    r"appointment of (?:a )?(?:vice[- ])?chair\w*\b.{0,60}|"
    r"welcome(?: and (?:introductions|apologies)).{0,40}|introductions?(?: and apologies)?|"
    r"petitions?|deputations?|late items|call-?ins?|fire evacuation.{0,60}|"
    r"evacuation procedure|action (?:log|tracker|sheet|list)|actions? from .{3,60}|part (?:i|ii|1|2|a|b)\b.{0,60})$",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"^(?:RESOLVED|Resolved|AGREED|Agreed|RECOMMENDED|Recommended)\s*(?:[:\-–—(]|that\b|That\b|$)"
)
_SENTENCE = re.compile(
    r"\b(?:was|were|had|has|have|is|are|would|will|could|should|said|reported|noted|agreed|advised|presented|considered|received|"
    r"introduced|explained|asked|stated|declared|attended|resolved|confirmed|welcomed|gave|provided|thanked)\b"
)
_SMALL = {
    "a",
    "an",
    "and",
    "at",
    "by",
    "for",
    "from",
    "in",
    "into",
    "of",
    "on",
    "or",
    "the",
    "to",
    "with",
    "s",
    "per",
    "as",
    "is",
    "its",
    "-",
    "–",
    "&",
    "v",
}


def is_title_like(text: str) -> bool:
    """Whether a row could be the title of an item: short, begins with a capital, no sentence, no stop at its end."""
    words = text.split()
    if _OUTCOME.match(text):
        return False
    if not words or len(words) > 30 or len(text) > 240 or not re.match(r"[\"“‘'(\[]?[A-Z0-9]", text):
        return False
    if text.isupper():
        return True
    if re.search(r"[.;:,]$", text) and not re.search(r"\b(?:etc|Ltd|No|plc|[A-Z])\.$", text):
        return bool(USUAL_TITLE.match(text.rstrip(".:")))
    if USUAL_TITLE.match(text):
        return True
    return not (
        _SENTENCE.search(text)
        and re.match(
            r"(?:the|members?|councillors?|it|there|no|a|an|in|following|mr|mrs|ms|dr)\b", text, re.IGNORECASE
        )
    )


def capitals_share(text: str) -> float:
    """The share of a text's longer words that begin with a capital letter, 0.0 to 1.0."""
    words = [word.strip("“”‘’\"'(),:;") for word in text.split()]
    long = [word for word in words if word and word.casefold() not in _SMALL and word[0].isalpha()]
    return sum(word[0].isupper() for word in long) / len(long) if long else 0.0

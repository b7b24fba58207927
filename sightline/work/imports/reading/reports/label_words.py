"""The words of the labels in a report's head: `label_of` answers which fact a printed label brings."""

from __future__ import annotations

import re
from functools import lru_cache

_PERSON = (
    r"(?:corporate |executive |strategic |lead |responsible |relevant |accountable |reporting "
    r"|presenting |report |senior |service |assistant |interim )*"
)
_LABELS: dict[str, str] = {
    "report_to": (
        r"(?:report |paper |submitted |presented |for submission )?to|(?:committee|cabinet|board"
        r"|body|panel|meeting|decision[- ]?maker|decision (?:maker|body|taker)"
        r"|final decision[- ]?maker|decision[- ]making body|name of (?:committee|meeting|body)"
        r"|committee name and date of committee meeting|committee considering (?:the )?report"
        r"|committee name|committee/meeting"
        r"|forum)(?: \(.{0,40}\))?|for consideration by|meeting of|report to be submitted to|(?:meeting of|report for)(?: the)?"
    ),
    "relevant_officer": (
        r"relevant (?:chief )?officers?|.{0,40}(?:director"
        r"|officer) approving submission of (?:the )?report"
        r"|relevant (?:director|head of service)s?(?: details)?"
    ),
    "authorised_by": r"(?:report )?(?:authorised|approved|cleared|signed off) (?:by|for (?:submission|publication) by)",
    "report_of": (
        r"(?:joint )?report(?:ed)?(?: of| by| from)(?: the)?|submitted by|presented by"
        r"|report presented by|by|from|paper (?:from|by)|report (?:originator|presented by)"
    ),
    "lead_officer": (
        rf"(?:{_PERSON})(?:lead|responsible|accountable) (?:chief )?(?:officer|director)s?"
        rf"|(?:corporate|executive|strategic|lead|service|responsible|reporting) (?:director"
        rf"|officer|head of service)s?|(?:lead )?director|lead head of service"
        rf"|corporate directors?/directors?|chief officer|head of service|sponsor"
        rf"|senior responsible officer|service director|lead officers?(?: and report author)?"
        rf"|officer|corporate director\(s\)|report owner(?:/corporate director)?"
        rf"|(?:{_PERSON})(?:director|divisional director)(?:/(?:\w+ )?director)* contact details"
        rf"|(?:service|corporate|strategic|executive) director responsible"
    ),
    "author": (
        r"(?:report |lead |paper )?(?:authors?|writers?)(?: and (?:contact details|job title|title"
        r"|contact|lead officer))?(?: \(.{0,40}\))?|(?:report )?authors? (?:name|details)"
        r"|report compiled by|prepared by|name of report author|officer presenting"
    ),
    "relevant_cabinet_member": (
        r"relevant (?:cabinet|executive|portfolio) (?:member|holder|councillor)s?|(?:lead "
        r"|responsible )?(?:cabinet|executive|portfolio|lead"
        r"|council)(?:/\w+)?[ -](?:board )?(?:members?|holders?|councillors?|leads?|portfolios?"
        r"|portfolio holders?|member portfolio|lead member)s?(?: \(.{0,40}\))?|portfolios?"
        r"|councillor|portfolio/cabinet member|lead member/portfolio holder|portfolio area.{0,20}"
        r"|cabinet member(?:\(s\))?(?: for .{0,40})?|(?:cabinet member|portfolio holder) contact details"
        r"|cabinet member portfolio"
    ),
    "date_of_meeting": (
        r"(?:date of|meeting)(?: the)? (?:meeting|committee|cabinet|board|decision|date|council)"
        r"|date of (?:the )?(?:\w+ )?(?:meeting|committee|cabinet|board|panel)|(?:committee"
        r"|cabinet|board|decision|council) (?:meeting )?date|date|meeting/date|meeting date/time"
        r"|date and time(?: of meeting)?|date \(of meeting\)"
    ),
    "title": (
        r"(?:report )?(?:title|subject|topic)(?: of (?:the |this )?report)?|(?:title|subject"
        r"|name) of (?:the |this )?(?:report|paper|item)|report (?:title|subject)"
        r"|subject(?: matter|/title)?|re|item title|agenda item title|heading|report name"
    ),
    "agenda_item": r"agenda item(?: no| number| ref)?|item(?: no| number)|agenda (?:no|number|ref)",
    "contact": (
        r"(?:report |further |officer )?contacts?(?: officers?| persons?| points?| details?| information| name"
        r"| for (?:further |more )?(?:information|enquiries|details))*(?: \(.{0,40}\))?"
        r"|officer(?: to)? contact|for (?:further"
        r"|more) information(?:,? (?:please )?contact)?.{0,40}|enquiries to|for enquiries.{0,30}"
        r"|further information"
    ),
    "wards": (
        r"(?:electoral )?(?:wards?|divisions?|areas?)(?:/(?:wards?|divisions?|area))?(?:\(s\)"
        r"| \(s\))?(?: \w+)? ?(?:affected|involved|concerned|and divisions affected)"
        r"|affected (?:wards?|divisions?)|wards?|wards?(?: or areas?)? affected(?: by .{0,40})?"
        r"|(?:which )?wards? (?:are|is)? ?(?:affected|directly affected)|electoral divisions?"
    ),
    "exempt": (
        r"exempt(?:ions?)?(?: information| from (?:the )?(?:press and public|publication)| status"
        r"| report|/confidential(?: information)?"
        r"| or confidential(?: information)?)*(?: \(.{0,40}\))?"
        r"|(?:contains? )?confidential(?:/exempt)?(?: or exempt)?(?: information)?(?:"
        r" \(.{0,40}\))?"
        r"|confidentiality|public or exempt|open (?:or|/) ?exempt|exempt or open|public or private"
        r"|(?:report )?classification|security classification|restrictions?|part (?:1|one"
        r"|i) or part (?:2|two|ii)|exemption(?: paragraph)?|public/(?:exempt|private|confidential)"
        r"|is (?:the|this) report (?:exempt|confidential)"
    ),
    "key_decision": (
        r"(?:is (?:this|it) )?an? ?key decision(?: and .{0,60})?|key decisions?(?: \(.{0,40}\)"
        r"| required| status| reference| no| ref| number)?|(?:type of "
        r"|decision )decision(?: type)?|decision type|report for key/non key decision|is this (?:report )?a key decision"
    ),
    "reference": (
        r"(?:report |reference |decision |forward plan |paper |file )(?:reference |ref )?(?:no"
        r"|number|ref|reference)|ref(?:erence)?|ref no|forward plan.{0,40}"
    ),
    "published": (
        r"(?:date of )?(?:publication|published|report)(?: date)?|date of (?:report|publication"
        r"|issue)|for decision or scrutiny|report date|published(?: on)?|version|status"
        r"|report type|report status|type of report|for|open/part exempt"
    ),
    "person_detail": (
        r"tel(?:ephone)?(?: no| number)?|phone|e-?mail(?: address)?|name|job title"
        r"|title and contact|contact tel|fax|mobile|address|extension|ext"
    ),
    "consulted": r"(?:local |ward )(?:members?|councillors?)(?: affected| consulted)?.{0,30}",
}
_LABEL_STEMS = re.compile(
    r"\bto\b|committee|cabinet|board|body|panel|meeting|maker|forum|for\b|officer|director"
    r"|report|submitted|presented|from|paper|head of|sponsor|author|writer|prepared|member"
    r"|holder|portfolio|lead|councillor|date|title|subject|topic|\bre\b|name|item|agenda"
    r"|contact|further|enquir"
    r"|ward|division|area|exempt|confidential|public|open|classification|restrict|part"
    r"|decision|ref|forward|publi|version|status|type|tel|phone|e-?mail|job|fax|mobile|address"
    r"|ext|heading|executive|\bby\b|owner|authorised|approved|cleared|signed|private"
)
_LABEL_PATTERNS = tuple((key, re.compile(pattern)) for key, pattern in _LABELS.items())


@lru_cache(maxsize=4096)
def label_of(words: str) -> str | None:
    """The fact of the head that a label in its plain form brings, or None."""
    if not words or len(words) > 90 or not _LABEL_STEMS.search(words):
        return None
    for key, pattern in _LABEL_PATTERNS:
        if pattern.fullmatch(words):
            return key
    return None


# Labels that may stand before their value without a colon ("Date of Meeting 10 October 2018").
UNMARKED_LABEL = re.compile(
    r"^(?P<label>Report to|Relevant (?:Cabinet Member|Officer|Portfolio Holder"
    r"|Executive Member)s?|Date of (?:the )?Meeting|Meeting Date|Report of(?: the)?"
    r"|Joint Report of(?: the)?|Report by(?: the)?|Report from(?: the)?"
    r"|Contact Officers?|Lead Officers?|Portfolio Holder|Cabinet Member|Wards? Affected"
    r"|Ward\(s\) affected|Agenda Item(?: No\.?| Number)?|Item No\.?|Report Author"
    r"|Title of Report|Report Title|Subject|Date of Decision|For Consideration By|(?-i:WARDS?|TITLE))\s*[:\t]?\s+(?P<value>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)

"""The inspectorates' own words, as tables: frameworks, headings over findings, headings that end them, and grades.

To teach the reader a new layout, add a row here first. Patterns are matched on text in lower case, with curly apostrophes
made straight, without a number before it and a question mark or colon behind it (see `plain`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass


def plain(text: str) -> str:
    """Text as the patterns of this module expect it."""
    text = text.replace("’", "'").replace("‘", "'").replace("\xa0", " ")
    text = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+", "", text)
    text = re.sub(r"\s+", " ", text).strip().casefold()
    text = re.sub(r"^(?:\d{1,2}(?:\.\d{1,2})?[.)]?|[•●▪■◼])\s+", "", text)
    return text.rstrip(" ?:.–-")


@dataclass(frozen=True, slots=True)
class Framework:
    """One kind of inspection.

    name     as in the read contract
    titles   patterns, one of which stands in the title of such a paper
    grades   grades of its judgements, in its own words, best first; empty where it gives none
    letter   whether it is published as a letter, with the date at its head
    prose    headings under which plain paragraphs (no bullet, no number) are findings
    """

    name: str
    titles: tuple[str, ...]
    grades: tuple[str, ...] = ()
    letter: bool = False
    prose: tuple[str, ...] = ()


FOUR_GRADES = ("Outstanding", "Good", "Requires improvement to be good", "Inadequate")
SINGLE_GRADES = ("Outstanding", "Good", "Requires improvement", "Inadequate")
OLD_GRADES = ("Outstanding", "Good", "Adequate", "Inadequate")
PROBATION_GRADES = ("Outstanding", "Good", "Requires improvement", "Inadequate")
ALL_GRADES = tuple(dict.fromkeys(FOUR_GRADES + SINGLE_GRADES + OLD_GRADES))

# Order matters: the first whose title is found wins.
FRAMEWORKS = (
    Framework(
        "ILACS monitoring visit",
        (
            r"monitoring visit (?:to|of|for)\b",
            r"report of the (?:\w+ )?monitoring visit",
            r"findings of (?:the|your|our) (?:\w+ )?monitoring visit",
        ),
        letter=True,
        prose=("areas? for priority action",),
    ),
    Framework(
        "ILACS focused visit",
        (r"focused visit (?:to|of|report)\b", r"findings of (?:the|a|our|your) (?:recent )?focused visit"),
        letter=True,
        prose=("areas? for priority action", "what needs to improve"),
    ),
    Framework(
        "ILACS assurance visit",
        (
            r"assurance visit (?:to|of)\b",
            r"findings of (?:the|a) (?:\w+ )?assurance visit",
            r"covid-?19 assurance visit",
        ),
        letter=True,
        prose=("areas? for priority action", "what needs to improve"),
    ),
    Framework(
        "JTAI",
        (
            r"joint targeted area inspection",
            r"joint inspection of the multi-agency response to (?:abuse|child)",
        ),
        letter=True,
        prose=("areas? for priority action", "areas? for improvement", "what needs to improve"),
    ),
    Framework(
        "Area SEND",
        (
            r"(?<!local )(?<!joint )area send (?:full |monitoring )?inspection",
            r"local area partnership report",
        ),
        prose=("areas? for priority action", "areas? for improvement"),
    ),
    Framework(
        "Local area SEND",
        (
            r"joint (?:local )?area (?:send|special educational needs (?:and|and/or) disabilit(?:y|ies)) inspection",
            r"joint area (?:send )?(?:re-?)?visit",
            r"joint area revisit",
            r"inspection of the local area of",
        ),
        letter=True,
    ),
    Framework(
        "HMIP youth justice",
        (
            r"inspection of youth (?:justice|offending) (?:services|work|team)",
            r"(?:full|short) (?:joint )?inspection of youth offending",
            r"inspection of (?:the )?youth (?:justice|offending) (?:service|work)",
            r"youth (?:justice|offending) service.{0,60}inspection",
        ),
        PROBATION_GRADES,
    ),
    Framework(
        "ILACS",
        (
            r"inspection of (?:local authority )?children's social care services",
            r"inspection of .{2,60} (?:local authority )?children's services",
            r"inspection of local authority children's services",
        ),
        FOUR_GRADES,
        prose=("what needs to improve", "areas? for priority action"),
    ),
    Framework(
        "SIF",
        (
            r"inspection of services for children in need of help and",
            r"children looked after and care leavers",
        ),
        (*SINGLE_GRADES, "Requires improvement to be good"),
    ),
    Framework(
        "Child protection",
        (r"inspection of local authority arrangements for the protection of children",),
        OLD_GRADES,
    ),
    Framework(
        "SLAC",
        (
            r"inspection of safeguarding and looked[ -]after children",
            r"inspection of looked[ -]after children services",
            r"inspection of safeguarding and services for looked",
        ),
        OLD_GRADES,
    ),
    Framework(
        "Contact, referral and assessment",
        (r"inspection of contact, referral and assessment", r"unannounced inspection of contact"),
        letter=True,
    ),
)
BY_NAME = {framework.name: framework for framework in FRAMEWORKS}

FINDING_HEADINGS = tuple(
    re.compile(pattern)
    for pattern in (
        r"^what needs to improve\b(?: in (?:this|these) areas? of (?:social work )?practice| in .{0,60})?$",
        r"^(?:key )?areas? for priority action$",
        r"^(?:areas? for )?priority and immediate actions?$",
        r"^(?:key )?areas? for (?:further )?improvement$",
        r"^areas? for development$",
        r"^areas? of significant weakness(?:es)?$",
        r"^(?:key )?recommendations?(?: for improvement)?$",
        r"^what (?:does|do|must|should) the (?:local authority|authority|council|lscb|board"
        r"|partnership) need(?: to)? (?:to )?(?:improve|do)$",
        r"^what (?:does|do) the (?:local authority|lscb|local safeguarding children board) need to improve$",
        r"^priority actions?$",
    )
)
# These stand over other finding headings; alone they are a category of their own.
PARENT_HEADINGS = re.compile(r"^what (?:does|do|must|should) the")

END_HEADINGS = tuple(
    re.compile(pattern)
    for pattern in (
        r"^the experiences and progress of ",
        r"^the impact of leaders",
        r"^(?:the effectiveness of )?leaders(?:hip)?[, ](?:and management|management and governance)(?: is\b.*|: .*)?$",
        r"^(?:the )?(?:key |area |local authority's |lscb's )?strengths?(?: and weaknesses.*| and areas.*)?$",
        r"^(?:the )?(?:local authority|lscb|board|council)(?:'s)? (?:has the following )?strengths$",
        r"^the local authority has the following strengths",
        r"^key strengths and weaknesses",
        r"^(?:main|headline|inspection|key|detailed) findings?\b",
        r"^findings(?: and evaluation of progress)?$",
        r"^(?:inspection )?judgements? about",
        r"^next steps$",
        r"^progress since the last inspection",
        r"^summary (?:for children|of (?:key )?findings)",
        r"^information about this",
        r"^about (?:this|the) inspection",
        r"^(?:the )?inspection team$",
        r"^local area partnership details",
        r"^outcomes for (?:looked after )?children",
        r"^(?:the )?children's outcomes",
        r"^safeguarding (?:services|outcomes|children)",
        r"^services for looked after children",
        r"^record of main findings",
        r"^(?:overall effectiveness|capacity (?:to|for) improve(?:ment)?|quality of provision"
        r"|ambition and prioritisation)\b.{0,80}$",
        r"^(?:the )?effectiveness of the (?:help and protection|local safeguarding|local area|service)",
        r"^children who need help and protection",
        r"^children looked after and achieving permanence",
        r"^the (?:local authority|local safeguarding children board)(?: \(lscb\))?$",
        r"^what the inspection judge?ments mean",
        r"^what (?:is it like|is the area partnership|does the area partnership)",
        r"^(?:case study|evaluation of progress|background|introduction|executive summary|contents|annex|appendix|glossary)\b",
        r"^practice study",
        r"^(?:overview|conclusion|context)$",
        r"^(?:ratings?|chief inspector's overview|rationale for|key facts|methodology|inspection methodology"
        r"|further information|background and context)\b.{0,60}$",
        r"^domain (?:one|two|three|\d)\b",
        r"^yours (?:sincerely|faithfully)",
        r"^the office for standards in education",
        r"^(?:if you would like a copy|© ?crown copyright|\(c\) crown)",
        r"^the inspection raises significant concerns",
        r"^(?:i am|we are) copying this letter",
    )
)

# Names of services: as a heading they end a list of findings, unless the list goes on under them (reports of 2013 to 2015
# group their areas for improvement so).
SERVICE_NAMES = re.compile(
    r"^(?:leaders(?:hip)?[, ](?:and management|management and governance)|children who need help and protection"
    r"|children looked after and achieving permanence|safeguarding (?:services|outcomes|children)\b.*"
    r"|services for looked after children|quality of provision|outcomes for .*)$"
)
CLOSING = re.compile(r"^ofsted will take the findings\b")  # the last paragraph of a letter
DEADLINES = re.compile(
    r"^(?:immediately|within (?:one|two|three|four|six|nine|twelve|\d{1,2}) (?:week|month)s?)(?: (?:of|from) .{0,60})?$"
)
LETTER_END = re.compile(r"^yours (?:sincerely|faithfully)")
# A lead-in introduces a list and is not a finding of it.
LEAD_IN = re.compile(
    r"(?:should take the following actions?|the following actions?|in order to improve .{0,250}(?:should|must)|"
    r"as a result of (?:our|this|the) inspection(?: findings)?,? (?:we|hmi probation|hm inspectorate)|"
    r"the (?:local authority|council|partnership|service|board)(?: and its partners)? (?:should|must)(?: take| ensure)?"
    r"(?: the following)?(?: that)?|these areas for improvement|"
    r"(?:in order )?to (?:become|be|get to) good)[:.]?$|"
    r"if implemented, will have a (?:positive )?impact|needs? to take swift and decisive action to address the following|"
    r"^the following areas? for|^areas for improvement are:?$"
    r"|^(?:the )?areas? (?:identified )?for (?:priority action|improvement) (?:is|are)[: ]"
)
# Words at the end of a sentence that point to the list below it: such a sentence is no heading.
POINTS_ON = re.compile(
    r"\b(?:the following(?: areas?| points?| actions?)?|in th(?:is|ese) areas?(?: of practice)?)$"
)
NOTHING_FOUND = re.compile(
    r"^(?:none|no (?:areas?|priority)|there (?:are|were|is) no|inspectors (?:did not identify|identified no)|"
    r"(?:the|this) inspection (?:identified no|has not identified|did not identify))\b"
)
WEAKNESSES_FOLLOW = re.compile(r"(?:following )?areas of significant (?:weakness|concern)(?:es|s)?:?$")
FOR_THE_BOARD = re.compile(
    r"^(?:section \d+: )?(?:the )?(?:effectiveness of the )?(?:(?:[\w&'-]+ ){1,4}safeguarding"
    r" children(?:'s)? board|lscb)\b(?! (?:chair|was|has))|"
    r"^what (?:does|do) the (?:lscb|local safeguarding children board)\b|"
    r"^(?:inspection findings|executive summary|recommendations)\b.{0,8}(?:the )?(?:local safeguarding children board|lscb)|"
    r"^section \d+: the effectiveness of the local safeguarding"
)
FOR_THE_COUNCIL = re.compile(
    r"^(?:section \d+: )?the local authority$|^(?:information about (?:this|the) inspection|the local authority\b.*)$"
)


def is_finding_heading(text: str) -> bool:
    words = plain(text)
    return (
        text.lstrip(" 0123456789.")[:1].isupper()
        and not text.rstrip().endswith((".", ",", ";"))
        and any(pattern.match(words) for pattern in FINDING_HEADINGS)
    )


def is_end_heading(text: str) -> bool:
    words = plain(text)
    return len(words) < 120 and any(pattern.match(words) for pattern in END_HEADINGS)


def category_words(heading: str) -> str:
    """A heading over findings in its own words: without number, colon or question mark."""
    words = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+", "", heading.strip())
    words = re.sub(r"^(?:\d{1,2}(?:\.\d{1,2})?[.)]?)\s+", "", words)
    return words.rstrip(" ?:.–-")


def grade_of(text: str) -> str | None:
    """The grade that a cell holds, as printed, or None. Case and line breaks do not matter."""
    words = re.sub(r"\s+", " ", re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+", "", text)).strip(" .")
    bare = re.sub(r"^(?:grade )?\d\s*[(:–-]*\s*|\)$", "", words, flags=re.IGNORECASE).strip(" )")
    if bare.casefold() in {grade.casefold() for grade in ALL_GRADES}:
        return words if bare == words else bare
    return None

"""What the wording of an action gives away: numbers that can be measured, verbs that promise nothing.

The aim is few false alarms. A sentence that names something countable is left alone, whatever its verb.
"""

from __future__ import annotations

import re

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|spring|summer|autumn|winter)"
)

_NOT_A_MEASURE = re.compile(
    rf"""
    ^\W*(?:\d+(?:\.\d+)+[.)]?|\d+[.)])\s                                # 1.2 at the very beginning
    | \b\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}\b                        # 31/03/2025
    | \b\d{{4}}-\d{{2}}-\d{{2}}\b                                     # 2025-03-31
    | \b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}\.?(?:\s+term)?\s*,?\s*(?:20)?\d{{2}}\b   # (31st) March 2025
    | \b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\b                        # 31 March
    | \bq(?:uarter)?\s*[1-4](?:\s*(?:of\s*)?\d{{2,4}}(?:\s*[/-]\s*\d{{2,4}})?)?\b          # Q1 14/15
    | \b(?:19|20)\d{{2}}(?:\s*[/–-]\s*\d{{2,4}})?\b                   # 2025, 2025/26
    | \b\d{{2}}/\d{{2}}\b                                             # 14/15
    | \b(?:paragraph|para|recommendation|finding|section|sect|s|part|step|phase|stage|level|tier|key\s+stage|ks
        |appendix|page|priority|theme|action|regulation|article|chapter|standard|item|objective|aim)s?\.?
        \s*\d+(?:\.\d+)*[a-z]?(?:\s*(?:,|and|to|–|-)\s*\d+(?:\.\d+)*)*\b    # section 47, paragraphs 10 and 12
    | \b(?:aged?|ages)\s+\d+(?:\s*(?:to|and|–|-)\s*\d+)?\b            # aged 16 to 17
    | \b\d+(?:\s*(?:to|and|–|-)\s*\d+)?[\s-]*year[\s-]*olds?\b        # 16 and 17 year olds
    | \b\d+\s*(?:\+|plus\b)                                           # 18+
    | \b\d+(?:st|nd|rd|th)\b                                          # 2nd
    """,
    re.IGNORECASE | re.VERBOSE,
)

_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred|half|third|quarters"
    r"|once|twice|zero|nil|none|double|daily|weekly|fortnightly|monthly|quarterly|annually)\b"
    r"|\b(?:each|every)\s+(?:day|week|fortnight|month|quarter|term|year)\b",
    re.IGNORECASE,
)

_WHOLE = re.compile(r"\b(?:all|every|each|no)\b", re.IGNORECASE)

_SOFT = re.compile(
    r"\b(?:understand|understood|aware|awareness|know|feel|felt|safe|consistent(?:ly)?|effective(?:ly)?|robust(?:ly)?"
    r"|supported|empowered|confident|appropriate(?:ly)?|high[- ]quality|good quality|strong(?:er)?|better|improved?"
    r"|timely|valued|heard|embedded|clear(?:ly)?|committed|engaged?|opportunit(?:y|ies)|levels?|times)\b",
    re.IGNORECASE,
)

_CONCRETE = re.compile(
    r"\bby\s+(?!(?:improv|enhanc|strengthen|ensur|continu|support|promot|encourag|embed|rais|work|explor|consider)\w*ing)"
    r"[a-z-]+ing\b"
    r"|\b(?:recruit|appoint|publish|issue|launch|write|sign|procure|commission|train|buy|hire|open|close|replace"
    r"|audit|report\s+to|present\s+to|sample|dip[- ]sample)\b",
    re.IGNORECASE,
)

_OPENING = re.compile(
    r"^\W*(?:\d+(?:\.\d+)*[.)]?\s+)?(?:(?:we|the\s+\w+(?:\s+\w+){0,2}|officers|managers|partners|staff)\s+(?:will|to|must"
    r"|should)\s+)?(?:to\s+)?(?:further\s+|actively\s+|proactively\s+|better\s+)?",
    re.IGNORECASE,
)

VAGUE = (
    "continue",
    "ensure",
    "explore",
    "consider",
    "look at",
    "look into",
    "seek to",
    "aim to",
    "endeavour",
    "strive",
    "work towards",
    "work with",
    "work closely",
    "work together",
    "raise awareness",
    "raise the profile",
    "promote",
    "encourage",
    "support",
    "strengthen",
    "enhance",
    "improve",
    "embed",
    "maximise",
    "optimise",
    "foster",
    "drive",
    "liaise",
    "facilitate",
    "be mindful",
    "give consideration",
    "keep under review",
    "build on",
    "champion",
)
"""Verbs that an action can open with and never be found not done."""

_VAGUE = re.compile(r"(?:" + "|".join(re.escape(verb) for verb in VAGUE) + r")\b", re.IGNORECASE)

_EMPTY_MEASURE = re.compile(
    r"^\W*(?:improved?|improvement|improving|better|increased?|enhanced?|strengthened|stronger|more|greater|higher"
    r"|positive|good|robust|effective|tbc|tbd|n/?a|to be (?:confirmed|agreed|determined)|ongoing)\b",
    re.IGNORECASE,
)


def vague_verb(what: str) -> str | None:
    """The vague verb that an action opens with, in lower case, or None."""
    opening = _OPENING.match(what)
    found = _VAGUE.match(what, opening.end() if opening else 0)
    return found.group(0).lower() if found else None


def has_number(text: str | None) -> bool:
    """Whether a text holds a number or a frequency other than a date, an age or the number of a paragraph."""
    return bool(_NUMBER.search(_NOT_A_MEASURE.sub(" ", text or "")))


def has_amount(text: str | None) -> bool:
    """Whether a text says how much: a number, or the whole of something that can be counted."""
    return has_number(text) or bool(_WHOLE.search(text or "") and not _SOFT.search(text or ""))


def is_measurable(text: str | None) -> bool:
    """Whether somebody could one day say "no, that was not reached" of a success measure.

    A measure in words without a number can be (an audit finds chronologies in the files); one that opens with
    nothing but a direction ("improved practice") cannot.
    """
    text = (text or "").strip()
    return bool(text) and (has_amount(text) or not (_EMPTY_MEASURE.match(text) or _SOFT.search(text)))


def is_concrete(what: str) -> bool:
    """Whether the action says how much, how often, or by which deed."""
    return has_amount(what) or bool(_CONCRETE.search(what))


_PERCENTAGE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:%|per\s*cent\b|percent\b)", re.IGNORECASE)


def percentages(text: str | None) -> list[str]:
    """The percentages that a text states, as printed and without the sign: "95", "37.5"."""
    return _PERCENTAGE.findall(text or "")


_PLACEHOLDERS = {
    *(
        "tbc",
        "tbd",
        "tba",
        "all",
        "various",
        "everyone",
        "everybody",
        "anyone",
        "vacant",
        "vacancy",
        "none",
        "n/a",
    ),
    *("na", "nobody", "?", "-", "team", "managers", "partners", "officers", "staff", "services"),
    "to be confirmed",
    "to be agreed",
    "to be determined",
    "to be appointed",
    "all partners",
    "all staff",
    "all managers",
    "all teams",
    "all agencies",
    "all services",
    "not stated",
}


def is_placeholder(text: str) -> bool:
    """Whether a name stands for nobody in particular: "TBC", "all partners"."""
    return " ".join(text.casefold().split()).strip(" .:;") in _PLACEHOLDERS


_SAYS_NOTHING = {
    "no reason",
    "not applicable",
    "see above",
    "as above",
    "to be confirmed",
}


def says_nothing(reason: str) -> bool:
    """Whether a recorded reason is no reason: "n/a", "see above", a single word."""
    text = " ".join(reason.casefold().split()).strip(" .:;")
    return text in _SAYS_NOTHING or len(text.split()) < 2


_OF_WHAT = re.compile(
    r"(?:percentages?|per\s*cent|percent|%|proportion|share|number|majority)\s+of\b"
    r"|%\s+(?:reduction|increase|improvement|fall|rise|drop)?\s*(?!(?:by|in|at|from|or|and|to|within|on|each|per)\b)[a-z]{3,}"
    r"|\ball\b|\bevery\b",
    re.IGNORECASE,
)
_PER = re.compile(
    r"\bper\s+(?!cent)(?:[\d,]+\s*k?|hundred|thousand|[a-z]{4,})|\bper\s*1\d*0k\b|\b(?:one|1)\s+in\s+\w+",
    re.I,
)
_RATE = re.compile(r"\brates?\b|\bper\s+[\d,]{3,}", re.IGNORECASE)


def is_rate(text: str) -> bool:
    return bool(_RATE.search(text))


def says_of_what(text: str) -> bool:
    """Whether a text with a percentage says what it is a percentage of."""
    return bool(_OF_WHAT.search(text))


def says_per_what(text: str) -> bool:
    """Whether a text with a rate says per how many of whom."""
    return bool(_PER.search(text))


_NO_GOOD_DIRECTION = re.compile(
    r"\b(?:rates?|numbers?)\s+of\s+(?:our\s+)?(?:children\s+(?:who\s+are\s+)?(?:looked[- ]after|in care|in need"
    r"|(?:subject\s+to|on)\s+(?:a\s+)?child\s+protection\s+plans?)|looked[- ]after\s+children|referrals|contacts"
    r"|child\s+protection\s+plans?|section\s+47(?:\s+enquiries)?|care\s+applications|missing\s+episodes)"
    r"|\b(?:looked[- ]after\s+children|children\s+(?:looked\s+after|in\s+care|in\s+need)|child\s+protection(?:\s+plans?)?"
    r"|section\s+47(?:\s+enquiries)?|(?<!re-)(?<!re)referral)\s+rates?\b"
    r"|\b(?:children\s+looked\s+after|child\s+protection\s+plans?|referrals|section\s+47\s+enquiries)\s+per\s+[\d,]+",
    re.IGNORECASE,
)


def rate_without_direction(text: str) -> str | None:
    """A rate for which the DfE's Local Authority Interactive Tool gives no good direction, as named in the text."""
    found = _NO_GOOD_DIRECTION.search(text)
    return " ".join(found.group(0).split()).lower() if found else None


_DATE = re.compile(
    rf"\b(?:19|20)\d{{2}}\b|\b\d{{2}}/\d{{2}}\b|\b{_MONTH}\s+\d{{2}}\b|\bq[1-4]\b", re.IGNORECASE
)
_KEEPING = re.compile(
    r"\b(?:maintain\w*|sustain\w*|keep|kept|remains?|hold|held|stays?|no lower than|at or above)\b", re.I
)
_CHANGE = re.compile(r"\b(?:increase|rise|growth|more|reduction|by|of plan|up)\b|\+", re.IGNORECASE)


def has_date(text: str) -> bool:
    """Whether a text names a year, a month of a year or a quarter."""
    return bool(_DATE.search(text))


def is_keeping(text: str) -> bool:
    """Whether a text is about keeping a level rather than changing it."""
    return bool(_KEEPING.search(text))


def is_change(text: str) -> bool:
    """Whether a percentage is a change of something rather than a share of it."""
    return bool(_CHANGE.search(text))


_INITIALS = re.compile(r"(?:[A-Z]\.?\s?){2,4}(?:\s*[/,&+]\s*(?:[A-Z]\.?\s?){2,4})*")
_POSTS = frozenset(
    [
        *(
            "AD",
            "DCS",
            "PSW",
            "HOS",
            "TM",
            "SM",
            "SRO",
            "HR",
            "IT",
            "ICT",
            "QA",
            "IRO",
            "LADO",
            "CEO",
            "DMT",
            "SLT",
            "SMT",
        ),
        *(
            "CMT",
            "ICB",
            "CCG",
            "NHS",
            "DFE",
            "VSH",
            "MASH",
            "SEND",
            "LSCP",
            "YJS",
            "YOT",
            "CSC",
            "DPH",
            "DSL",
            "LA",
            "EH",
        ),
    ]
)
"""Short names of posts and teams that a reader in the field knows."""


def is_initials(printed: str) -> bool:
    """Whether an owner is printed as initials only: "JB", "J.B."; "AD" and "PSW" are posts."""
    text = printed.strip()
    letters = re.findall(r"[A-Z]+", text.replace(".", ""))
    return bool(_INITIALS.fullmatch(text)) and not all(part in _POSTS for part in letters)

"""Practice audits: what their numbers must add up to, what their text is, and what looks like a case in it (guarantee 9)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sightline.ground.lib.errors import Refused

MOST_GRADES = 12
LARGEST = 1_000_000  # of a number of cases
NUMBER_WORDS = re.compile(
    r"\b(?:case|child|client|file|LCS|ICS|Mosaic|PID|UPN|NHS)"
    r"(?: (?:id|ref|reference|number|no))?\.?:? ?#?([A-Z]{0,3}\d{5,12})\b",
    re.IGNORECASE,
)
TEN_DIGITS = re.compile(r"(?<![\d.,£])(\d{3}[ -]?\d{3}[ -]?\d{4})(?![\d.,]\d|\d)")
UPN = re.compile(r"\b([A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z])\b", re.IGNORECASE)
LONG_NUMBER = re.compile(r"(?<![\d.,£/-])(\d{6,12})(?![\d/-]|[.,]\d)")
BORN = re.compile(r"\b(?:dob|d\.o\.b\.?|born(?: on)?|date of birth):? ?\d{1,2}[ /.-]", re.IGNORECASE)
INITIALS = re.compile(r"\b(?:(?i:child|sibling|young person|baby) [A-Z]{1,3}|(?i:case) [B-HJ-Z])\b")
_NAME_WORD = r"[A-Z][a-zà-ÿ’']{1,20}(?:-[A-Z][a-zà-ÿ’']{1,20})?"
NAME = re.compile(rf"{_NAME_WORD}(?: {_NAME_WORD}){{1,2}}")
PART = re.compile(r"[,;\n]|\band\b")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place in a text that looks like a case. what: a sentence's middle ("an NHS number"); words: what it goes by."""

    what: str
    words: str


def doubts(texts: Iterable[str]) -> list[Doubt]:
    """What in these texts could point to one child: identifiers, dates of birth, initials, lists of names.

    It errs towards few false alarms: years, sums of money, percentages and single names of offices or places raise none.
    """
    found: list[Doubt] = []
    for text in texts:
        found += [Doubt("an NHS number", m[1]) for m in TEN_DIGITS.finditer(text) if is_nhs_number(m[1])]
        found += [Doubt("a unique pupil number", m[1]) for m in UPN.finditer(text)]
        found += [Doubt("a number of a case", m[0]) for m in NUMBER_WORDS.finditer(text)]
        found += [Doubt("a number of a case", m[1]) for m in LONG_NUMBER.finditer(text)]
        found += [Doubt("a date of birth", m[0]) for m in BORN.finditer(text)]
        found += [Doubt("the initials of a child", m[0]) for m in INITIALS.finditer(text)]
        if names := _list_of_names(text):
            found.append(Doubt("a list of names", ", ".join(names)))
    return _once(found)


def is_nhs_number(text: str) -> bool:
    """Ten digits whose last is the check digit of the others, modulo 11 (NHS Data Dictionary, NHS NUMBER)."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    if len(digits) != 10:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return (0 if check == 11 else check) == digits[9]


def _list_of_names(text: str) -> list[str]:
    """Three or more parts in a row, each of them nothing but two or three capitalised words that name no office or place."""
    row: list[str] = []
    for part in PART.split(text):
        words = part.strip(" .:•-\t")
        if NAME.fullmatch(words) and not OFFICES & {word.lower() for word in words.split()}:
            row.append(words)
            if len(row) == 3:
                return row
        elif words:
            row = []
    return []


OFFICE_WORDS = """
council board team service services school academy hospital house street road care early help front door police trust
partnership panel hub centre north south east west assessment planning plan plans practice supervision children childrens
families family social work worker protection safeguarding strategy ofsted quality assurance health education voice
requires improvement good outstanding inadequate independent reviewing officer officers manager managers head director
leaving private fostering adoption looked after missing exploitation domestic abuse neglect risk management decision making
child youth justice virtual edge councillor cllr alderman appointment appointments
"""
OFFICES = frozenset(OFFICE_WORDS.split())


def _once(found: list[Doubt]) -> list[Doubt]:
    """One doubt a place: a number that two patterns find is said once, by the more exact one."""
    kept: list[Doubt] = []
    for doubt in found:
        digits = re.sub(r"\D", "", doubt.words)
        if not any(digits and digits == re.sub(r"\D", "", other.words) for other in kept):
            kept.append(doubt)
    return kept


def check_holds_no_case(texts: Iterable[str], override: str) -> None:
    """Raises Refused where a text looks like a case and no reason is given why it is none (guarantee 9)."""
    found = doubts(texts)
    if found and not override.strip():
        said = " and ".join(f"{doubt.what} (“{doubt.words}”)" for doubt in found[:3])
        more = f", and {len(found) - 3} more" if len(found) > 3 else ""
        raise Refused(
            f"What you wrote looks like {said}{more}. An audit holds how many cases were looked at, never a case. Nothing was "
            "kept. Take it out, or say below why it does not point to a child.",
            rule="evidence.no-child-in-the-data",
            field="override",
        )


def check_audit(
    *,
    topic: str,
    period_from: date | None,
    period_to: date | None,
    cases: int | None,
    grades: Sequence[Mapping[str, object]],
    today: date,
) -> None:
    """Raises Refused where the period or the numbers of an audit cannot be true.

    The grades together are at most the cases: some may not have been graded. Where the number of cases is not stated,
    nothing is added up.
    """
    if not topic:
        raise Refused("Enter the topic of the audit. Nothing was changed.", field="topic")
    if period_from and period_to and period_to < period_from:
        raise Refused("The period ends before it begins. Nothing was changed.", field="period_to")
    if period_to and period_to > today:
        raise Refused(
            "The audited period cannot end on a day to come. Nothing was changed.", field="period_to"
        )
    if cases is not None and not 0 <= cases <= LARGEST:
        raise Refused(
            "The number of cases must be 0 or more, and less than a million. Nothing was changed.",
            field="cases",
        )
    graded = sum(int(str(grade["number"])) for grade in grades)
    if cases is not None and graded > cases:
        raise Refused(
            f"The grades add up to {graded}, and {cases} cases were audited. They can be fewer (some not graded), never more. "
            "Nothing was changed.",
            rule="evidence.grades-within-cases",
            field="grades",
        )


NUMBER = re.compile(r"\d{1,7}")


def grades_from(text: str) -> list[dict[str, object]]:
    """Grades typed one a line, label and number: "Good: 12". Raises Refused for a line that is not one, and for one named twice."""
    found: list[dict[str, object]] = []
    for line in (line.strip() for line in text.splitlines()):
        if not line:
            continue
        mark = ":" if ":" in line else "=" if "=" in line else " "
        label, _, number = line.rpartition(mark)
        label, number = label.strip(" :=-"), number.strip()
        if not label or len(label) > 100 or not NUMBER.fullmatch(number) or label.isdecimal():
            raise Refused(
                f"“{line[:60]}” is not understood. Write one grade a line, with its number: Good: 12. Nothing was changed.",
                field="grades",
            )
        if label.casefold() in {str(one["label"]).casefold() for one in found}:
            raise Refused(f"“{label}” stands twice among the grades. Nothing was changed.", field="grades")
        found.append({"label": label, "number": int(number)})
    if len(found) > MOST_GRADES:
        raise Refused(
            f"An audit has at most {MOST_GRADES} grades; {len(found)} are given. Nothing was changed.",
            field="grades",
        )
    return found


def period_words(start: date | None, end: date | None) -> str:
    """ "1 April to 30 June 2025", or what is known of it."""

    def day(value: date) -> str:
        return f"{value.day} {value:%B %Y}"

    if start and end:
        first = f"{start.day} {start:%B}" if start.year == end.year else day(start)
        return f"{first} to {day(end)}"
    if start or end:
        return f"from {day(start)}" if start else f"to {day(end)}" if end else ""
    return "period not stated"


def audit_text(
    *,
    topic: str,
    period_from: date | None,
    period_to: date | None,
    cases: int | None,
    grades: Sequence[Mapping[str, object]],
    strengths: str,
    to_improve: str,
    moderated_by: str,
    file_hash: str = "",
) -> str:
    """The audit in words, always the same for the same audit: what a sign-off freezes and what a visit is given.

    file_hash  the SHA-256 of the report that is kept with it, so that another report is another version
    """
    stated = "not stated"
    lines = [
        f"Topic: {topic}",
        f"Period: {period_words(period_from, period_to)}",
        f"Cases audited: {stated if cases is None else cases}",
        "Grades: " + ("; ".join(f"{one['label']} {one['number']}" for one in grades) or stated),
        f"Strengths: {strengths or stated}",
        f"To improve: {to_improve or stated}",
        f"Moderated by: {moderated_by or stated}",
    ]
    return "\n".join(lines + ([f"Report, SHA-256: {file_hash}"] if file_hash else []))


def shares(cases: int | None, grades: Sequence[Mapping[str, object]]) -> list[tuple[str, int, float | None]]:
    """Each grade with its number and its share of the cases, 0 to 100; None where the number of cases is not stated or 0."""
    return [
        (str(one["label"]), int(str(one["number"])), 100 * int(str(one["number"])) / cases if cases else None)
        for one in grades
    ]

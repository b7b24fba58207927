"""The table of judgements: which area got which grade, in the report's words and order.

Reports print it as a ruled table, as plain lines, with wrapped cells, or with the grade on the next line. The lines come cell by
cell, so the words of an area are gathered until a grade is met.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sightline.ground.lib.documents.blocks import Line
from sightline.work.imports.reading.inspections.vocabulary import ALL_GRADES, Framework, grade_of, plain
from sightline.work.imports.reading.printed_lines import mend

MOST_PAGES_OF_RATINGS = 10  # probation's reports print their ratings after a foreword
MOST_PAGES_IN = 3  # the table stands on the first pages, or under "Record of main findings"
LONGEST_AREA = 30  # words
AREAS = re.compile(
    r"^(?:the )?(?:impact of leaders|experiences and progress of|overall effectiveness"
    r"|children who need help|children looked after|adoption performance|"
    r"leadership|capacity (?:to|for) improve|ambition and prioritisation|quality of provision"
    r"|safeguarding (?:outcomes|services)|"
    r"outcomes for|effectiveness of|effectiveness|quality of practice|children and young people are"
    r"|the contribution|contribution of health|being healthy|staying safe|enjoying|"
    r"making a positive|economic well|governance and|management|user engagement|equality|partnerships?"
    r"|value for money|assessment|"
    r"overall rating|organisational delivery|court disposals|out-of-court|resettlement|staff|planning|implementation|reviewing|"
    r"the quality of help|quality of help|help and protection|performance management"
    r"|service responsiveness|evaluation|case planning)"
)
STARTS = re.compile(
    r"^(?:judge?ments? grade|judge?ments?|record of main findings.{0,60}|main judge?ments|ratings?|overall rating)$"
)
NOT_A_ROW = re.compile(
    r"^(?:judge?ments? grade|judge?ments?|grades?|previous grade|current grade|previous judge?ments?"
    r"|services for looked after children|safeguarding services|looked after children(?: services)?"
    r"|record of main findings.{0,60}|safeguarding outcomes for children and young people"
    r"|(?:how good are )?(?:the )?outcomes for (?:looked after children|children looked after) and care leavers|score \d.*)$"
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One row; lines are those of both cells. known says whether the grade is one of the framework's words."""

    area: str
    grade: str
    lines: tuple[Line, ...]
    known: bool = True


@dataclass(slots=True)
class _Row:
    area: list[Line] = field(default_factory=list)
    grade: list[Line] = field(default_factory=list)

    def judgement(self, framework: Framework) -> Judgement:
        grade = mend(line.text for line in self.grade)
        words = {word.casefold() for word in framework.grades}
        shown = grade_of(grade) or grade
        return Judgement(
            mend(line.text for line in self.area),
            shown,
            tuple(self.area + self.grade),
            not words or shown.casefold() in words,
        )


def read_judgements(lines: list[Line], framework: Framework) -> list[Judgement]:
    """The rows of the table; none where the framework gives no grades."""
    if not framework.grades:
        return []
    best: list[Judgement] = []
    for start in _starts(
        lines, MOST_PAGES_OF_RATINGS if framework.name == "HMIP youth justice" else MOST_PAGES_IN
    ):
        rows = _rows_from(lines[start:], framework)
        record = plain(lines[start].text).startswith("record of main findings") and len(rows) >= 3
        if len(rows) > len(best) or record:
            best = rows
        if record:
            break
    return best


def missing_from(judgements: list[Judgement], framework: Framework) -> str:
    """A sentence where the table lacks rows that this framework always prints; "" where it is whole."""
    areas = [plain(row.area) for row in judgements]
    if framework.name == "ILACS" and not (
        len(areas) in (4, 5) and any(area == "overall effectiveness" for area in areas)
    ):
        return "Reports of this kind have four or five judgements, the last on overall effectiveness; not all were found."
    if framework.name == "SIF" and len(areas) not in (4, 5):
        return "Reports of this kind have five judgements; not all were found."
    return ""


def _starts(lines: list[Line], last_page: int) -> list[int]:
    """Where a table of judgements may begin: at its header, or at the first line that names an area."""
    found: list[int] = []
    for index, line in enumerate(lines):
        words = plain(line.text)
        early = line.page is None or line.page <= last_page
        headed = STARTS.match(words) and (early or words.startswith("record of main findings"))
        named = early and AREAS.match(words) and len(words.split()) <= LONGEST_AREA and len(found) < 12
        if headed or named:
            found.append(index)
    return found


def _rows_from(lines: list[Line], framework: Framework) -> list[Judgement]:
    """Gather area words until a grade; stop when the words grow too long to be the name of an area."""
    rows: list[_Row] = []
    row = _Row()
    column = _grade_column(lines[:6])
    for line in lines:
        words = plain(line.text)
        if NOT_A_ROW.match(words) and not row.area:
            continue
        if rows and not row.area and _completes(rows[-1], line):
            rows[-1].grade.append(line)
            continue
        if rows and not row.area and not line.bottom and line.text.strip()[:1].islower():
            rows[-1].area.append(line)  # the grade stood beside the middle of the area's words
            continue
        if (
            re.match(r"^\d\.\d\b", line.text.strip())
            and row.area
            and re.match(r"^\d\.?\s", row.area[0].text.strip())
        ):
            row.area = []  # the heading of a group of rows
        area, grade = _cells(line, row, column)
        if area:
            row.area.append(area)
        if grade:
            row.grade.append(grade)
            row.area = _beside(row.area, grade)
            if not _is_area(row):
                break
            rows.append(row)
            column = column or grade.left
            row = _Row()
        elif _too_long(row) or (rows and _apart(rows[-1], line)):
            break
    return [item.judgement(framework) for item in rows]


def _beside(area: list[Line], grade: Line) -> list[Line]:
    """Of the words before a grade, those in its row: what stands above, across white, is the heading of a group of rows."""
    if not grade.bottom or not area:
        return area
    blocks: list[list[Line]] = []
    for line in area:
        if (
            blocks
            and line.page == blocks[-1][-1].page
            and line.top - blocks[-1][-1].bottom < 0.5 * max(line.size, 8)
        ):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return min(blocks, key=lambda block: _distance(block, grade))


def _distance(block: list[Line], grade: Line) -> float:
    if block[0].page != grade.page:
        return 1000.0
    return max(0.0, block[0].top - grade.bottom, grade.top - block[-1].bottom)


def _grade_column(lines: list[Line]) -> float:
    return next(
        (
            line.left
            for line in lines
            if plain(line.text) in ("grade", "judgement grade") and plain(line.text) == "grade"
        ),
        0.0,
    )


def _cells(line: Line, row: _Row, column: float) -> tuple[Line | None, Line | None]:
    """The area part and the grade part of a printed line; either may be missing."""
    if row.area or not column or line.left > column - 20:
        if grade_of(line.text) or (row.area and _first_of_two(line.text)):
            return None, line
        if column and row.area and line.left >= column - 5 and len(line.text.split()) <= 5:
            return None, line
    for grade in (*ALL_GRADES, "Requires"):
        match = re.search(
            rf"^(?P<area>.*[^\s,;]\)?)\s+(?P<grade>(?:Grade \d \(?)?{grade}\)?)\s*$",
            line.text.strip(),
            re.IGNORECASE,
        )
        if (
            match
            and match["grade"][:1].isupper()
            and not match["area"].casefold().endswith((" is", " are", " be", " was", " judged"))
        ):
            if grade == "Good" and match["area"].casefold().endswith("to be"):
                continue
            if grade == "Requires" and not row.area and not AREAS.match(plain(match["area"])):
                continue
            return _cut(line, match["area"]), _cut(line, match["grade"])
    return line, None


def _cut(line: Line, text: str) -> Line:
    return Line(
        line.page, line.number, text, line.left, line.top, line.right, line.bottom, line.size, line.bold
    )


def _first_of_two(text: str) -> bool:
    """A grade that is wrapped: "Requires" above "improvement", "Requires improvement" above "to be good"."""
    return plain(text) in ("requires", "requires improvement to be", "requires improvement to")


def _completes(row: _Row, line: Line) -> bool:
    so_far = mend(item.text for item in row.grade)
    longer = grade_of(f"{so_far} {line.text.strip()}")
    if longer is not None:
        return True
    return _first_of_two(f"{so_far} {line.text.strip()}")


def _is_area(row: _Row) -> bool:
    words = plain(mend(line.text for line in row.area))
    if words.endswith((" is", " are")) or "safeguarding children board" in words:
        return False
    return (
        bool(words)
        and len(words.split()) <= LONGEST_AREA
        and bool(AREAS.match(words) or re.match(r"^\d(?:\.\d)?[. ]", row.area[0].text.strip()))
    )


def _too_long(row: _Row) -> bool:
    return len(mend(line.text for line in row.area).split()) > LONGEST_AREA


def _apart(row: _Row, line: Line) -> bool:
    """Whether a line stands well below the table, on another page, or is set in another size."""
    last = row.grade[-1]
    if not line.bottom:
        return False
    if line.page != last.page:
        return not AREAS.match(plain(line.text))
    return line.top - max(item.bottom for item in row.area + row.grade) > 90

"""Sort the rows below a header: actions, section headings, footnotes, keys, totals, and rows that go on from the one above."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from sightline.ground.lib.documents.blocks import Cell
from sightline.ground.lib.documents.pdf_tables import mend
from sightline.work.imports.reading.plans.columns import normal
from sightline.work.imports.reading.plans.tables import SECTION, PlanTable, PrintedRow
from sightline.work.imports.reading.plans.words import read_key

_FOOTNOTE = re.compile(
    r"^\s*(?:\*+\s*\S|†|‡|note[s]?\s*[:\-–]|n\.?b\.?\s|source\s*[:\-–]|figures (?:may|are|for)\b)",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"^\W*(?:grand |sub-?)?totals?\b[\s:]*", re.IGNORECASE)
_CODE = re.compile(
    r"^\W*(?:[A-Za-z]{0,4}[\s.\-]?)?\d+(?:[.\-/]\w+)*[.):]?\W*$|^\(?[A-Za-z]\)?[.)]?$|^[ivxIVX]+[.)]?$"
)
_GOES_ON = {
    "progress",
    "evidence",
    "impact",
    "success_measure",
    "resources",
    "risk",
    "partners",
    "owner",
    "next_phase",
    "voice",
    "quarter",
}
_SHORT = {"due", "status", "rag", "start", "revised_due", "completed_on", "priority", "ref"}
LONGEST_SECTION = 400


@dataclass
class Sorted:
    """Every row below the headers of one table is in exactly one of these lists, or was joined to the row above it.

    taken  (row, section) with the section heading that stands above the row, or None
    """

    taken: list[tuple[PrintedRow, str | None]] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    key: dict[str, str] = field(default_factory=dict)
    set_aside: list[dict[str, Any]] = field(default_factory=list)
    suspects: list[dict[str, Any]] = field(default_factory=list)
    joined: int = 0
    section_rows: int = 0
    footnote_rows: int = 0
    key_rows: int = 0
    headers: int = 0
    blank: int = 0


def sort_rows(table: PlanTable) -> Sorted:
    """Sort the rows of a table whose columns are known."""
    done = Sorted()
    section: str | None = None
    heading: str | None = None
    in_key = False
    numbered = _is_numbered(table)
    for row in table.rows:
        if row.heading is not None and row.heading != heading:
            heading = section = row.heading
            if section not in done.sections:
                done.sections.append(section)
        texts = _own_texts(row)
        if not texts:
            done.blank += 1
            continue
        if _is_header(table, row):
            done.headers += 1
            continue
        single = _single(row)
        key = _key_of(table, row, texts, in_key)
        in_key = key is not None
        if key is not None:
            done.key.update(key)
            done.key_rows += 1
        elif single is not None and _FOOTNOTE.match(single):
            done.footnotes.append(single)
            done.footnote_rows += 1
        elif _TOTAL.match(texts[0][1]) and all(_is_number(text) for _, text in texts[1:]):
            _put_aside(done, row, "a line of totals, not an action")
        elif done.taken and _is_cut(table, done.taken[-1][0], row, numbered):
            done.taken[-1] = (_join(done.taken[-1][0], row), done.taken[-1][1])
            done.joined += 1
        elif single is not None and _is_section(table, row, single, texts[0][0]):
            section = single
            done.section_rows += 1
            if section not in done.sections:
                done.sections.append(section)
        elif done.taken and _continues(table, done.taken[-1][0], row):
            done.taken[-1] = (_join(done.taken[-1][0], row, line=True), done.taken[-1][1])
            done.joined += 1
            done.suspects.append(
                _entry(
                    row,
                    "This row has no reference and no action of its own, so it was joined to the row above it.",
                )
            )
        elif single is not None and not _carries(table, texts[0][0]):
            _put_aside(done, row, "a line that is alone in its row and belongs to no action")
        else:
            done.taken.append((_without_across(row), section))
    return done


def _own_texts(row: PrintedRow) -> list[tuple[int, str]]:
    return [
        (column, cell.text) for column, cell in enumerate(row.cells) if cell.text and row.merges[column] == ""
    ]


def _is_header(table: PlanTable, row: PrintedRow) -> bool:
    """The header printed again, whole."""
    own = [column for column in range(len(table.printed)) if row.merges[column] != "across"]
    return any(
        all(normal(row.text(column) or "") == normal(names[column]) for column in own)
        for names in (table.printed, table.labels)
    )


def _single(row: PrintedRow) -> str | None:
    """The only text of a row, where there is but one (merged over the row or not)."""
    own = _own_texts(row)
    down = [cell for cell, kind in zip(row.cells, row.merges, strict=True) if kind == "down" and cell.text]
    return own[0][1] if len(own) == 1 and not down else None


def _is_section(table: PlanTable, row: PrintedRow, text: str, column: int) -> bool:
    """A heading inside the table: it covers most of the row, or it stands alone where no such text belongs."""
    if len(text) > LONGEST_SECTION or not re.search(r"[^\W\d_]{2}", text):
        return False
    wide = 1 + sum(1 for kind in row.merges[column + 1 :] if kind == "across")
    if wide >= max(2, 0.6 * len(row.cells)):
        return True
    if SECTION.match(text):
        return True
    if column > 1 or _CODE.match(text):
        return False
    first = table.guesses[column].field
    if first in ("ref", "theme", "finding", "aim", "category", "judgement_area", "area_tag"):
        return first != "ref" or len(text.split()) >= 2
    if first in ("indicator", "success_measure"):
        return False
    return column == 0 and first not in ("action", "how", "progress") and len(text.split()) >= 2


def _key_of(
    table: PlanTable, row: PrintedRow, texts: list[tuple[int, str]], in_key: bool
) -> dict[str, str] | None:
    """The items of a printed key that stands in the rows of the table; {} for its title."""
    if len(texts) > 12 or any(len(text) > 200 for _, text in texts):
        return None
    acts = [table.column(name) for name in ("action", "owner", "due", "indicator")]
    filled = {column for column, _ in texts}
    line = "\t".join(text for _, text in texts)
    if re.fullmatch(
        r"\W*(?:b?rag\s*)?(?:status\s*|rating\s*)?(?:key|legend)\W*(?:to .*)?", line, re.IGNORECASE
    ):
        return {}
    colour_first = re.fullmatch(
        r"(?:blue|red|amber|green|yellow|purple|gr[ea]y|white|black|[RAGBYPW])(?:\s*\(\w\))?",
        texts[0][1],
        re.IGNORECASE,
    )
    intro = re.match(r"\W*(?:b?rag\s*)?(?:status\s*|rating\s*)?(?:key|legend)\b", line, re.IGNORECASE)
    if not intro and not (colour_first and len(texts) == 2) and len(texts) > 1:
        return None
    if (
        not intro
        and len(filled & {column for column in acts if column is not None}) > 1
        and not (colour_first and (in_key or len(texts[0][1]) > 1))
    ):
        return None
    if colour_first and len(texts) == 2:
        return {texts[0][1]: texts[1][1]}
    found = read_key(line)
    return found or None


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[£\d.,%\s\-–/()]*", text))


def _put_aside(done: Sorted, row: PrintedRow, why: str) -> None:
    done.set_aside.append(_entry(row, why))


def _entry(row: PrintedRow, why: str) -> dict[str, Any]:
    text = " | ".join(
        cell.text for cell, kind in zip(row.cells, row.merges, strict=True) if cell.text and kind == ""
    )
    return {"page": row.page, "text": text, "why": why}


def _carries(table: PlanTable, column: int) -> bool:
    """Whether a single text in this column is an action, finding or indicator that only lacks everything else."""
    return table.guesses[column].field in (
        "action",
        "finding",
        "indicator",
        "how",
        "success_measure",
        "theme",
    )


def _without_across(row: PrintedRow) -> PrintedRow:
    """A text that spans several columns of one row stays in the first: the others printed nothing of their own."""
    cells = tuple(
        Cell(None) if kind == "across" else cell for cell, kind in zip(row.cells, row.merges, strict=True)
    )
    return replace(row, cells=cells)


# --- rows that go on ------------------------------------------------------------------------------------------------


def _is_numbered(table: PlanTable) -> bool:
    """Whether every row that does not follow a page break has a reference: then a row without one was cut."""
    reference = table.column("ref")
    if reference is None:
        return False
    inner = [row for row in table.rows if not row.opens and _single(row) is None and _own_texts(row)]
    return len(inner) >= 3 and all(row.text(reference) for row in inner)


def _is_cut(table: PlanTable, before: PrintedRow, row: PrintedRow, numbered: bool) -> bool:
    """Whether a page break cut the row above and its text flows on here: no reference, nothing new, and a sentence goes on.

    A cut between two sentences shows no flow: it is known by a table in which every row has a reference, or by a row without
    anything that could be its subject.
    """
    if not row.opens or row.page is None or before.page is None or row.page <= before.page:
        return False
    reference = table.column("ref")
    if reference is not None and row.text(reference) and row.merges[reference] == "":
        return False
    filled = [column for column, cell in enumerate(row.cells) if cell.text and row.merges[column] == ""]
    if not filled or any(not before.text(column) for column in filled):
        return False
    if row.merges.count("across") * 2 >= len(row.cells) or SECTION.match(row.text(filled[0]) or ""):
        return False
    short = [column for column in filled if table.guesses[column].field in _SHORT]
    if any(_is_whole(before.text(column) or "", row.text(column) or "") for column in short):
        return False
    subjects = [table.column(key) for key in ("action", "indicator", "finding", "how")]
    if numbered or (reference is not None and not any(column in filled for column in subjects)):
        return True
    flowing = [column for column in filled if _flows(before.text(column) or "", row.text(column) or "")]
    if reference is None:
        return len(flowing) == len(filled)
    return bool(flowing) and len(flowing) * 2 >= len(filled)


def _is_whole(before: str, text: str) -> bool:
    """Whether both halves of a short cell are complete in themselves: then it was not cut."""
    return (
        len(before.split()) <= 3
        and len(text.split()) <= 3
        and not before.endswith(("-", "/", ","))
        and text[:1].isupper()
    )


def _flows(before: str, text: str) -> bool:
    """Whether a sentence that stopped above goes on here."""
    if before.endswith(("-", ",", "/", "(", "&", ":")) or text[:1].islower() or text[:1] in ",.;)":
        return True
    return not before.rstrip().endswith((".", "!", "?", ";", "”", '"')) or text[:1].isdigit()


def _continues(table: PlanTable, before: PrintedRow, row: PrintedRow) -> bool:
    """Whether a row only goes on with notes or names that the action above it has already begun."""
    subject = [
        column
        for column in (table.column("ref"), table.column("action"), table.column("indicator"))
        if column is not None
    ]
    if table.column("ref") is None or len(subject) < 2 or any(row.text(column) for column in subject):
        return False
    filled = [column for column, _ in _own_texts(row)]
    return (
        bool(filled)
        and len(filled) <= 2
        and all(table.guesses[column].field in _GOES_ON and before.text(column) for column in filled)
    )


def _join(before: PrintedRow, row: PrintedRow, *, line: bool = False) -> PrintedRow:
    """Two printed rows as one, cell by cell."""
    cells = []
    for column, (first, second) in enumerate(zip(before.cells, row.cells, strict=True)):
        if not second.text or row.merges[column] != "":
            cells.append(first)
        elif not first.text:
            cells.append(Cell(second.text, hint=second.hint))
        else:
            hard = line or bool(re.match(r"(?:[•●▪*\-–]\s|\d{1,2}[./]\d{1,2}[./]\d{2})", second.text))
            cells.append(Cell(mend(first.text, second.text, hard=hard), hint=first.hint))
    return replace(before, cells=tuple(cells))

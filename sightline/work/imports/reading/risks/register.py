"""Risk registers in tables: one row a risk, with its scores before and after controls as the council prints them.

Every printed row is accounted for: rows read = taken + set aside + sections + headers + blank. A row that goes on from the one
above (a merged risk with several actions) is taken and joined to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sightline.ground.lib.documents.blocks import Cell, Document, Heading, Paragraph, Row, Table
from sightline.work.imports.reading.risks.cells import folded_text
from sightline.work.imports.reading.risks.columns import (
    Column,
    column_of,
    could_be_period,
    normal,
    with_bare_stages,
)

HEADER_WITHIN = 40
LONGEST_SECTION = 200
_TITLE = re.compile(
    r"\brisks?\b.*\b(?:register|log|matrix|profile|summary|report|assessment|map)\b|\brisk register\b",
    re.IGNORECASE,
)
_RISKY = re.compile(r"risk|gross|nett?\b|inherent|residual|mitigat", re.IGNORECASE)
_NOTE = re.compile(r"^\W*(?:\*|†|notes?\b|key\b|source\b|n\.?b\.?\b|total)", re.IGNORECASE)
_OVER = re.compile(
    r"gross|inherent|nett?\b|residual|current|target|initial|unmitigated|mitigated|previous|original|score|risk|"
    r"rating|assessment|quarter|\bq[1-4]\b|20\d\d",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """texts in the order of the columns, None where blank; down says which were filled from a merged cell above."""

    texts: tuple[str | None, ...]
    down: tuple[bool, ...]
    page: int | None
    number: int
    section: str | None = None
    goes_on: bool = False


@dataclass
class Register:
    """A table of risks. counts accounts for every row below its first header."""

    columns: tuple[Column, ...]
    title: str
    above: list[str]
    page: int | None
    rows: list[RegisterRow] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    aside: list[tuple[int | None, int, str, str]] = field(default_factory=list)
    counts: dict[str, int] = field(
        default_factory=lambda: {
            "read": 0,
            "taken": 0,
            "set_aside": 0,
            "sections": 0,
            "headers": 0,
            "blank": 0,
        }
    )

    def place(self, name: str) -> int | None:
        """The place of the first column of a field."""
        return next((number for number, column in enumerate(self.columns) if column.field == name), None)


def is_register(columns: Sequence[Column], title: str = "") -> bool:
    """Whether columns are those of a risk register: a risk, and what it is scored or how it is controlled.

    An action plan with a column "Risk" is none: it has an action with its owner or date, and no more than one score.
    """
    if any(
        re.search(r"\b(?:indicators?|kpis?|performance measures?)\b", column.name, re.IGNORECASE)
        for column in columns[:4]
    ):
        return False
    fields = [column.field for column in columns]
    scores = [column for column in columns if column.is_score and column.part == "score"]
    parts = {(column.stage, column.part) for column in columns if column.is_score}
    staged = {column.stage for column in scores if column.stage}
    names_risk = "risk" in fields or "sub_risk" in fields
    if not names_risk and not (
        "description" in fields and (staged & {"gross", "net"}) and _TITLE.search(title)
    ):
        return (
            "ref" in fields
            and bool(staged & {"gross", "net"})
            and len(parts) >= 2
            and ("controls" in fields or "owner" in fields)
        )
    if len(parts) >= 2:
        return True
    first_risk = min((fields.index(name) for name in ("risk", "sub_risk") if name in fields), default=99)
    first_action = fields.index("further_actions") if "further_actions" in fields else 99
    if first_action < first_risk and "controls" not in fields and "consequence" not in fields:
        return False
    beside = sum(
        1
        for name in ("controls", "consequence", "owner", "cause", "treatment", "direction", "further_actions")
        if name in fields
    )
    if len(parts) == 1:
        return beside >= 1
    return (("controls" in fields or "consequence" in fields) and beside >= 2) or bool(
        _TITLE.search(title) and beside >= 2
    )


def find_registers(document: Document) -> tuple[list[Register], list[Table], list[str]]:
    """(the registers, joined from their pieces; the other tables; the texts outside tables before the first register)."""
    found: list[Register] = []
    others: list[Table] = []
    prose: list[str] = []
    heading = ""
    lone: list[str] = []
    for block in document.blocks:
        if not isinstance(block, Table):
            short = isinstance(block, Heading | Paragraph) and len(block.text) < LONGEST_SECTION
            heading = block.text if short else heading
            lone = [*lone[-2:], block.text] if "\t" in block.text or (short and lone) else []
            if not found:
                prose.append(block.text)
            continue
        block, lone = _with_lone_header(block, lone), []
        register = (_start(block, heading) or _card(block)) if _speaks_of_risk(block) else None
        last = found[-1] if found else None
        if register is None:
            if last is not None and document.kind in ("pdf", "docx", "txt") and _same_width(last, block):
                _add_rows(last, block.rows, _merged_rows(block.rows))
            else:
                others.append(block)
            continue
        if last is not None and [column.name for column in last.columns] == [
            column.name for column in register.columns
        ]:
            last.rows += register.rows
            last.aside += register.aside
            last.sections += [one for one in register.sections if one not in last.sections]
            for name, count in register.counts.items():
                last.counts[name] += count
            continue
        found.append(register)
    return found, others, prose


def _with_lone_header(table: Table, lone: Sequence[str]) -> Table:
    """A table whose header was parted from it by a heading of one section: both are its first rows."""
    width = max((len(row.cells) for row in table.rows), default=0)
    if not lone or lone[0].count("\t") + 1 != width:
        return table
    rows = [
        Row(
            tuple(Cell(text.strip() or None) for text in [*line.split("\t"), *[""] * width][:width]),
            table.page,
        )
        for line in lone
    ]
    return replace(table, rows=(*rows, *table.rows))


def _same_width(last: Register, table: Table) -> bool:
    return bool(last.rows) and bool(table.rows) and len(table.rows[0].cells) == len(last.columns)


# --- the header ------------------------------------------------------------------------------------------------------------


def _start(table: Table, heading: str) -> Register | None:
    """The register that a table is, or None."""
    best: tuple[int, int, tuple[Column, ...]] | None = None
    title = f"{table.title} {heading}"
    for number, row in enumerate(table.rows[:HEADER_WITHIN]):
        if sum(1 for cell in row.cells if cell.text and not cell.merged) < 2:
            continue
        for columns in _readings(table.rows, number):
            known = sum(1 for column in columns if column.field or column.is_score)
            if known >= 3 and is_register(columns, title) and (best is None or known > best[1]):
                best = (number, known, columns)
    if best is None:
        return None
    number, _, columns = best
    spanning = (
        number - 1
        if number
        and columns != with_bare_stages([column_of(text) for text in _blank_merged(table.rows[number])])
        else number
    )
    register = Register(_unique(columns), table.title, [], table.page)
    for row in table.rows[:spanning]:
        texts = [cell.text for cell in row.cells if cell.text and not cell.merged]
        if len(texts) < 3:
            register.above += [" ".join(texts)] if texts else []
            continue
        why = (
            "This row stands above the row of headings, so nobody can say which columns its cells belong to."
        )
        register.aside.append((row.page, row.number, " | ".join(texts), why))
        register.counts["read"] += 1
        register.counts["set_aside"] += 1
    register.counts["headers"] += 1
    register.counts["read"] += 1
    _add_rows(register, table.rows[number + 1 :], _merged_rows(table.rows)[number + 1 :])
    return register if register.rows else None


def _readings(rows: Sequence[Row], number: int) -> Iterator[tuple[Column, ...]]:
    """The columns that a row gives alone, and with the row above that spans them."""
    texts = [cell.text or "" for cell in rows[number].cells]
    if any(len(text) > 160 for text in texts):
        return
    yield with_bare_stages([column_of(text) for text in _blank_merged(rows[number])])
    if number == 0:
        return
    over = _spread(rows[number - 1])
    if sum(1 for text in over if text and _OVER.search(text)) == 0:
        return
    columns = []
    for place, text in enumerate(texts):
        above = over[place] if place < len(over) else ""
        same = not text or text == above
        columns.append(column_of(above if same else text, "" if same else above))
    yield with_bare_stages(columns)


def _blank_merged(row: Row) -> list[str]:
    return ["" if cell.merged else cell.text or "" for cell in row.cells]


def _spread(row: Row) -> list[str]:
    """A spanning row with its texts filled to the right, as a merged cell is; a table without merges leaves blanks there."""
    texts: list[str] = []
    for cell in row.cells:
        text = cell.text or ""
        if not text and texts and texts[-1] and _OVER.search(texts[-1]) and len(texts[-1]) < 60:
            text = texts[-1]
        texts.append(text)
    return texts


def _unique(columns: Sequence[Column]) -> tuple[Column, ...]:
    seen: dict[str, int] = {}
    found = []
    for place, column in enumerate(columns, start=1):
        name = column.name or f"Column {place}"
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            name = f"{name} ({seen[name]})"
        found.append(Column(name, column.field, column.stage, column.part, column.period, column.word))
    return tuple(found)


# --- cards: one small table a risk, labels on the left -------------------------------------------------------------------------


def _speaks_of_risk(table: Table) -> bool:
    """Whether the first rows have a word without which no register was seen."""
    return any(
        cell.text and len(cell.text) < 200 and _RISKY.search(cell.text)
        for row in table.rows[:HEADER_WITHIN]
        for cell in row.cells
    )


def _card(table: Table) -> Register | None:
    pairs: list[tuple[str, str | None]] = []
    for row in table.rows:
        own = [cell for cell in row.cells if not cell.merged]
        if len(own) not in (2, 4) or not own[0].text:
            continue
        pairs += [(own[at].text or "", own[at + 1].text) for at in range(0, len(own), 2) if own[at].text]
    columns = tuple(column_of(label) for label, _ in pairs)
    known = sum(1 for column in columns if column.field or column.is_score)
    if len(pairs) < 4 or known < 0.6 * len(pairs) or not is_register(columns):
        return None
    answers = sum(1 for _, text in pairs if text and column_of(text).field in ("risk", "owner", "controls"))
    if answers * 3 > len(pairs):
        return None
    register = Register(_unique(columns), table.title, [], table.page)
    texts = tuple(text for _, text in pairs)
    register.rows.append(RegisterRow(texts, (False,) * len(texts), table.page, table.rows[0].number))
    register.counts.update(read=1, taken=1)
    return register


# --- the rows --------------------------------------------------------------------------------------------------------------


def _merged_rows(rows: Sequence[Row]) -> list[tuple[bool, ...]]:
    """For each cell whether it was filled from a merged cell above it."""
    found: list[tuple[bool, ...]] = []
    for number, row in enumerate(rows):
        before = rows[number - 1].cells if number else ()
        found.append(
            tuple(
                cell.merged
                and place < len(before)
                and before[place].text == cell.text
                and not _from_left(row, place)
                for place, cell in enumerate(row.cells)
            )
        )
    return found


def _from_left(row: Row, place: int) -> bool:
    return (
        place > 0
        and row.cells[place - 1].text == row.cells[place].text
        and row.cells[place - 1].merged is False
    )


def _add_rows(register: Register, rows: Sequence[Row], merged: Sequence[tuple[bool, ...]]) -> None:
    names = [normal(column.name) for column in register.columns]
    key = [
        place
        for place, column in enumerate(register.columns)
        if column.field in ("ref", "risk", "sub_risk", "description")
    ]
    section = register.rows[-1].section if register.rows else None
    for row, down in zip(rows, merged, strict=True):
        register.counts["read"] += 1
        width = len(register.columns)
        texts = tuple(cell.text for cell in row.cells[:width]) + (None,) * (width - len(row.cells))
        down = tuple(down[:width]) + (False,) * (width - len(down))
        own = [cell.text for cell in row.cells if cell.text and not cell.merged]
        shown = [text for text in texts if text and text.strip()]
        if not shown:
            register.counts["blank"] += 1
        elif _is_header_again(texts, names):
            register.counts["headers"] += 1
        elif len(set(shown)) == 1 and len(own) <= 1 and _is_section(shown[0]) and not any(down):
            section = " ".join(shown[0].split())
            register.sections.append(section)
            register.counts["sections"] += 1
        elif (
            len(set(shown)) == 1
            and (_NOTE.match(shown[0]) or len(shown[0]) > LONGEST_SECTION)
            and not any(down)
        ):
            why = "A row with one text only, which reads like a note."
            register.aside.append((row.page, row.number, shown[0], why))
            register.counts["set_aside"] += 1
        else:
            goes_on = bool(register.rows) and all(not texts[place] or down[place] for place in key)
            register.rows.append(RegisterRow(texts, down, row.page, row.number, section, goes_on))
            register.counts["taken"] += 1


def _is_header_again(texts: Sequence[str | None], names: Sequence[str]) -> bool:
    shown = [(place, normal(text)) for place, text in enumerate(texts) if text]
    alike = sum(
        1 for place, text in shown if text and (names[place] == text or names[place].endswith(" " + text))
    )
    return len(shown) >= 3 and alike >= 0.7 * len(shown)


def _is_section(text: str) -> bool:
    return (
        len(text) <= LONGEST_SECTION
        and not _NOTE.match(text)
        and bool(re.search(r"[A-Za-z]{3}", text))
        and not could_be_period(text)
    )


def row_text(row: RegisterRow) -> str:
    """A row in one line, for the eye."""
    own = [folded_text(text) for text, down in zip(row.texts, row.down, strict=True) if not down]
    return " | ".join(text for text in own if text)


def printed_row(register: Register, row: RegisterRow) -> dict[str, Any]:
    """{printed column: printed text or None}"""
    return {column.name: text for column, text in zip(register.columns, row.texts, strict=True)}

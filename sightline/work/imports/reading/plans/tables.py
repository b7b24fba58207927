"""Find the tables of a plan in a Document: the header row wherever it stands, and its pieces page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sightline.ground.lib.documents.blocks import Block, Cell, Document, Heading, ListItem, Row, Table
from sightline.work.imports.reading.plans.columns import PERIOD, Guess, guess_columns, normal, score

HEADER_WITHIN = 40
LONGEST_LABEL = 100
PLAN_SUBJECTS = {"action", "finding", "how"}
PLAN_COMPANIONS = {
    "owner", "due", "status", "rag", "progress", "success_measure", "ref", "how", "evidence", "baseline", "target", "milestone",
    "finding", "action", "theme", "resources", "impact", "start", "completed_on", "delivery_body", "monitoring_body", "quarter",
    "partners", "priority", "sponsor", "revised_due", "scrutiny_body", "sign_off_body", "indicator",
}  # fmt: skip
FIGURES = {"baseline", "target", "milestone", "actual", "comparator", "quarter"}
Memory = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One row below a header, its cells in the order of the columns.

    merges   for each cell "" (its own), "down" (filled from a merged cell above) or "across" (from the left)
    opens    whether it is the first row of its piece of the table: after a page break, a cut row goes on here
    heading  the heading printed above this piece of the table, or None
    """

    cells: tuple[Cell, ...]
    merges: tuple[str, ...]
    page: int | None
    number: int
    opens: bool = False
    heading: str | None = None

    def text(self, column: int) -> str | None:
        return self.cells[column].text


@dataclass
class PlanTable:
    """A table with one header, joined from its pieces.

    names are distinguishable; printed are the same before that; labels are the words to compare with the vocabulary.
    headers and blank count the rows that were neither taken nor set aside: headers printed again, and empty ones.
    header_row is the place of the first header as its file counts rows.
    """

    names: tuple[str, ...]
    printed: tuple[str, ...]
    labels: tuple[str, ...]
    rows: list[PrintedRow]
    above: list[str] = field(default_factory=list)
    title: str = ""
    page: int | None = None
    hidden: bool = False
    headers: int = 1
    blank: int = 0
    guesses: list[Guess] = field(default_factory=list)
    header_row: int | None = None

    def column(self, key: str) -> int | None:
        """The place of the first column taken for a field."""
        return next((guess.column for guess in self.guesses if guess.field == key), None)

    def columns(self, key: str) -> list[int]:
        return [guess.column for guess in self.guesses if guess.field == key]

    def keys(self) -> set[str]:
        return {guess.field for guess in self.guesses if guess.field}


@dataclass(frozen=True, slots=True)
class _Header:
    """row is the place of the (last) header row; labels are what to compare with the vocabulary."""

    row: int
    names: tuple[str, ...]
    labels: tuple[str, ...]
    value: float
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Leftover:
    """A table without the columns of a plan."""

    table: Table


def find_tables(
    document: Document, memory: Memory | None = None
) -> tuple[list[PlanTable], list[Leftover], list[Block]]:
    """The tables with a header that we know, those without, and the blocks that are no table."""
    found: list[PlanTable] = []
    others: list[Leftover] = []
    prose: list[Block] = []
    heading: str | None = None
    for block in document.blocks:
        if not isinstance(block, Table):
            prose.append(block)
            heading = _heading(block, heading)
            continue
        if not any(cell.text for row in block.rows for cell in row.cells):
            continue
        block = _as_row(block, memory or {})
        if not _add(found, block, heading, memory or {}, document.kind):
            others.append(Leftover(block))
        heading = None if document.kind in ("xlsx", "csv") else heading
    _forget_title(found)
    for table in found:
        samples = [
            [row.cells[column].text or "" for row in table.rows[:200]] for column in range(len(table.names))
        ]
        table.guesses = guess_columns(table.names, samples, memory, table.labels)
    return found, others, prose


def _as_row(table: Table, memory: Memory) -> Table:
    """A form of one action ("Action | ...", "Lead | ...", "By when | ...") turned into a header and its row; others as they are.

    Such forms follow each other, one an action, and are joined like the pieces of one table.
    """
    pairs: list[tuple[Cell, Cell]] = []
    for row in table.rows:
        own = [cell for cell in row.cells if not cell.merged]
        if len(own) not in (2, 4) or not own[0].text:
            return table
        pairs += [
            (own[place], own[place + 1])
            for place in range(0, len(own), 2)
            if own[place].text or own[place + 1].text
        ]
    labels = [_label(label.text) for label, _ in pairs]
    keys = {found[0][1] for text in labels if (found := score(text)) and found[0][0] >= 0.9}
    named = len(keys) + sum(1 for text in labels if normal(text) in memory)
    answers = sum(
        1 for _, answer in pairs if answer.text and (found := score(answer.text)) and found[0][0] >= 0.97
    )
    if len(pairs) < 4 or named < 0.6 * len(pairs) or answers * 3 > len(pairs) or not is_header(keys):
        return table
    page = table.page
    header = Row(tuple(Cell(text or None) for text in labels), page, table.rows[0].number)
    answer = Row(tuple(Cell(cell.text, hint=cell.hint) for _, cell in pairs), page, table.rows[0].number)
    return replace(table, rows=(header, answer))


def _forget_title(found: list[PlanTable]) -> None:
    """One heading above everything is the title of the paper, not a section, unless it is worded as one."""
    headings = {row.heading for table in found for row in table.rows if row.heading}
    if len(headings) == 1 and not SECTION.match(next(iter(headings))):
        for table in found:
            table.rows = [replace(row, heading=None) for row in table.rows]


def _heading(block: Block, before: str | None) -> str | None:
    """The heading that stands above the next table."""
    if isinstance(block, Heading):
        return block.text if block.level > 0 else before
    if not isinstance(block, ListItem | Table) and SECTION.match(block.text) and len(block.text) < 200:
        return block.text
    return before


SECTION = re.compile(
    r"^\W*(?:theme|priority(?: area)?|area(?: for (?:priority action|improvement|development))?|section|work\s?stream|"
    r"work package|outcome|objective|strategic (?:aim|objective|priority)|aim|recommendation|domain|driver|strand|pillar|part|goal|"
    r"standard|phase|improvement area|key area|finding|chapter)\s*(?:no\.?\s*)?"
    r"(?:\d+(?:\.\d+)*|[A-Z]|one|two|three|four|five|six|seven|eight|nine|ten|[ivx]+)\b(?!\s+(?:is|was|has|of)\b)",
    re.IGNORECASE,
)


def _add(found: list[PlanTable], table: Table, heading: str | None, memory: Memory, kind: str) -> bool:
    """Take a table as a new one or as a piece of the last; False where it has no header and continues nothing."""
    merges = _merges(table.rows)
    header = _find_header(table.rows, merges, memory)
    last = found[-1] if found else None
    if header is None:
        if last is None or not _goes_on(last, table, kind):
            return False
        rows = list(_printed(table, merges, 0, heading))
        if len(rows) and len(rows[0].cells) != len(last.names):
            return False
        last.rows += rows
        return True
    above = _above(table.rows, header.row - header.rows + 1)
    if above and SECTION.match(above[-1]) and "\t" not in above[-1]:
        heading = above[-1]
    keep = _kept_columns(table.rows, merges, header)
    names = tuple(header.names[column] for column in keep)
    rows = [_pick(row, keep) for row in _printed(table, merges, header.row + 1, heading)]
    if last is not None and [normal(name) for name in names] == [normal(name) for name in last.printed]:
        last.rows += rows
        last.headers += header.rows
        return True
    found.append(
        PlanTable(
            _unique(names),
            names,
            tuple(header.labels[column] for column in keep),
            rows,
            above,
            table.title,
            table.page,
            table.hidden,
            header.rows,
            header_row=table.rows[header.row].number,
        )
    )
    return True


def _goes_on(last: PlanTable, table: Table, kind: str) -> bool:
    """Whether a table without a header is the next page of the last one."""
    if kind not in ("pdf", "docx", "txt") or not last.rows:
        return False
    before = last.rows[-1].page
    return table.page is None or before is None or table.page - before in (0, 1)


def _above(rows: Sequence[Row], until: int) -> list[str]:
    """The texts above the header: a title, a version, a key."""
    lines = []
    for row in rows[:until]:
        texts = [cell.text for cell in row.cells if cell.text and not cell.merged]
        if texts:
            lines.append("\n".join(texts) if len(texts) == 1 else "\t".join(texts))
    return lines


def _merges(rows: Sequence[Row]) -> list[list[str]]:
    """For each cell whether its text is its own or was filled from above or from the left."""
    kinds: list[list[str]] = []
    for number, row in enumerate(rows):
        line: list[str] = []
        for column, cell in enumerate(row.cells):
            if not cell.merged:
                line.append("")
                continue
            above = (
                number > 0
                and column < len(rows[number - 1].cells)
                and rows[number - 1].cells[column].text == cell.text
            )
            left = column > 0 and row.cells[column - 1].text == cell.text
            if above and (not left or kinds[-1][column] != "across"):
                line.append("down")
            else:
                line.append("across" if left else "down")
        kinds.append(line)
    return kinds


# --- the header -----------------------------------------------------------------------------------------------------


def _find_header(rows: Sequence[Row], merges: list[list[str]], memory: Memory) -> _Header | None:
    """The first row that matches our vocabulary about as well as the best one does."""
    candidates = []
    looked = 0
    for number, row in enumerate(rows):
        if not any(cell.text for cell in row.cells):
            continue
        looked += 1
        if looked > HEADER_WITHIN:
            break
        candidate = _candidate(rows, merges, number, memory)
        if candidate is not None:
            candidates.append(candidate)
    if not candidates:
        return None
    best = max(candidate.value for candidate in candidates)
    return next(candidate for candidate in candidates if candidate.value >= 0.75 * best)


def _candidate(rows: Sequence[Row], merges: list[list[str]], number: int, memory: Memory) -> _Header | None:
    if any(len(cell.text) > LONGEST_LABEL for cell in rows[number].cells if cell.text):
        return None
    texts = [_label(cell.text) for cell in rows[number].cells]
    if number + 1 < len(rows) and _has_second_row(rows, merges, number):
        below = [_label(cell.text) for cell in rows[number + 1].cells]
        top = _spread(texts, below, merges[number])
        names = tuple(_combined(over, under) for over, under in zip(top, below, strict=False))
        value, known = _value(
            [(name, under or over) for name, over, under in zip(names, top, below, strict=False)], memory
        )
        if known:
            labels = tuple(_label_of(name, under) for name, under in zip(names, below, strict=False))
            return _Header(number + 1, names, labels, value, 2)
    own = [text if kind != "across" else "" for text, kind in zip(texts, merges[number], strict=True)]
    value, known = _value([(text, text) for text in own], memory)
    if not known:
        return None
    names = tuple(_with_group(texts, rows, merges, number)) if number else tuple(texts)
    return _Header(
        number, names, tuple(_label_of(name, text) for name, text in zip(names, texts, strict=True)), value
    )


def _label(text: str | None) -> str:
    return " ".join((text or "").split())


def _label_of(name: str, part: str) -> str:
    """The words to compare: the lower label where it is known by itself, else the whole name.

    A bare period ("2024/25") says when, not what: the group above it ("Target") decides, where that is known.
    """
    found = score(part) if part else ()
    if found and found[0][2] == PERIOD:
        whole = score(name)
        return name if whole and whole[0][1] in FIGURES else part
    return part if part and score(part) and normal(part) not in ("date", "no") else name


def _value(labels: list[tuple[str, str]], memory: Memory) -> tuple[float, bool]:
    """How well labels match, and whether they are the header of a plan or of indicators at all."""
    keys: set[str] = set()
    total, filled = 0.0, 0
    for name, part in labels:
        if not name:
            continue
        filled += 1
        if normal(name) in memory:
            total += 1.0
            keys.add(memory[normal(name)] or "")
            continue
        found = score(part) or score(name)
        if found:
            total += found[0][0]
            keys.update(key for value, key, _ in found[:2] if value >= found[0][0])
    keys.discard("")
    matched_enough = filled >= 2 and total >= 0.4 * filled
    return total, matched_enough and is_header(keys, total)


def is_header(keys: set[str], total: float = 3.0) -> bool:
    """Whether a set of fields makes a plan or an indicator table."""
    plan = bool(keys & PLAN_SUBJECTS) and len(keys & PLAN_COMPANIONS) >= 3 and total >= 2.4
    figures = bool(keys & {"indicator", "success_measure"}) and len(keys & FIGURES) >= 1 and total >= 1.6
    return plan or figures


def _has_second_row(rows: Sequence[Row], merges: list[list[str]], number: int) -> bool:
    """Whether the next row divides groups of this one ("Outcome" over "Q1", "Q2") and does nothing else."""
    top, below = rows[number].cells, rows[number + 1].cells
    if len({cell.text for cell in top if cell.text}) < 2:
        return False  # one text over the whole row is a heading, not a group
    divided = 0
    for column, cell in enumerate(below):
        over = top[column].text if column < len(top) else None
        if cell.text is None or merges[number + 1][column] == "down":
            continue
        if merges[number + 1][column] == "across" or len(cell.text) > 60:
            return False
        in_group = merges[number][column] == "across" or (
            column + 1 < len(top)
            and (
                merges[number][column + 1] == "across"
                or (over and top[column + 1].text is None and below[column + 1].text)
            )
        )
        if over is None or in_group:
            divided += 1
        else:
            return False
    labelled = sum(
        1
        for column, cell in enumerate(below)
        if cell.text and merges[number + 1][column] == "" and _is_label(cell.text)
    )
    return divided >= 2 and labelled >= 1 and labelled * 2 >= divided


def _is_label(text: str) -> bool:
    return bool(score(text)) or bool(
        re.fullmatch(
            r"(?:date|by|to|name|initial|revised|yes|no|[A-Z][a-z]{2,8}(?: ?\d\d)?)",
            text.strip(),
            re.IGNORECASE,
        )
    )


def _spread(top: list[str], below: list[str], merges: list[str]) -> list[str]:
    """Carry a group label over its empty neighbours, where the file did not say that it is merged."""
    spread: list[str] = []
    for column, text in enumerate(top):
        if not text and below[column] and spread and merges[column] == "":
            spread.append(spread[-1])
        else:
            spread.append(text)
    return spread


def _combined(over: str, under: str) -> str:
    if not under or over == under:
        return over
    return f"{over} – {under}" if over else under


def _with_group(texts: list[str], rows: Sequence[Row], merges: list[list[str]], number: int) -> list[str]:
    """Labels that repeat ("Target", "Actual", "Target", "Actual") get the group printed above them."""
    above = rows[number - 1].cells
    grouped = (
        any(kind == "across" for kind in merges[number - 1])
        and len({cell.text for cell in above if cell.text}) > 1
    )
    names = []
    for column, text in enumerate(texts):
        repeated = (
            bool(text)
            and sum(
                1 for place, other in enumerate(texts) if other == text and merges[number][place] != "across"
            )
            > 1
        )
        over = _label(above[column].text) if column < len(above) else ""
        names.append(f"{over} – {text}" if grouped and repeated and over and over != text else text)
    return names


def _kept_columns(rows: Sequence[Row], merges: list[list[str]], header: _Header) -> list[int]:
    """The columns that hold anything of their own: not those which are blank, nor those merged away in every row."""
    keep = []
    for column, name in enumerate(header.names):
        body = [
            (row.cells[column], kinds[column])
            for row, kinds in zip(rows[header.row :], merges[header.row :], strict=True)
        ]
        own = any((cell.text or cell.hint) and kind != "across" for cell, kind in body[1:])
        if own or (name and body[0][1] != "across"):
            keep.append(column)
    return keep


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """Printed names made distinguishable: blank ones by their place, repeated ones by their count."""
    seen: dict[str, int] = {}
    unique: list[str] = []
    for place, name in enumerate(names, start=1):
        name = name or f"(column {place} has no heading)"
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(unique)


# --- the rows -------------------------------------------------------------------------------------------------------


def _printed(table: Table, merges: list[list[str]], start: int, heading: str | None) -> Iterator[PrintedRow]:
    first = True
    for row, kinds in zip(table.rows[start:], merges[start:], strict=True):
        yield PrintedRow(row.cells, tuple(kinds), row.page, row.number, first, heading)
        first = first and not any(cell.text for cell in row.cells)


def _pick(row: PrintedRow, keep: list[int]) -> PrintedRow:
    return replace(
        row,
        cells=tuple(row.cells[column] for column in keep),
        merges=tuple(row.merges[column] for column in keep),
    )


def is_indicator_table(table: PlanTable) -> bool:
    """Figures over time rather than actions: an indicator, or a measure with figures and nobody who acts."""
    keys = table.keys()
    acts = {"action", "how"} & keys
    if "indicator" in keys and keys & FIGURES:
        return not acts or not keys & {"owner", "due", "progress", "status", "rag"}
    return (
        not acts
        and "finding" not in keys
        and "success_measure" in keys
        and bool(keys & (FIGURES - {"quarter"}))
    )

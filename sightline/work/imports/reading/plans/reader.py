"""Read a plan or an indicator table out of a Document, as docs/reference/read.schema.json describes."""

from __future__ import annotations

import re
from statistics import median
from typing import Any

from sightline.ground.lib.dates import find_dates
from sightline.ground.lib.documents.blocks import Block, Document, Heading, Table
from sightline.ground.lib.quantities import read_quantities
from sightline.work.imports.reading.plans.cells import fold_cells
from sightline.work.imports.reading.plans.rows import Sorted, sort_rows
from sightline.work.imports.reading.plans.tables import (
    Leftover,
    Memory,
    PlanTable,
    PrintedRow,
    find_tables,
    is_indicator_table,
)
from sightline.work.imports.reading.plans.understand import colours_only, understand
from sightline.work.imports.reading.plans.words import read_key

_VERSION = re.compile(
    r"\bversion\s*(?:no\.?|number)?\s*[:\-]?\s*(v?\d+(?:\.\d+)*(?:\s*\(?(?:draft|final)\)?)?)|\b(v\d+(?:\.\d+)*)\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:version|v\d|updated?|as at|as of|dated?|revised|draft|last updated|position at|progress (?:to|as at))\b",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"^\s*(?:\*+\s*\S|†|‡|notes?\s*:|n\.?b\.?\s)", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"^(?:source\s*:|https?://|page\s+\d+|\d+$|key\b|official|appendix \w+$|version\b|agenda item)",
    re.IGNORECASE,
)
_PLAN_TITLE = re.compile(
    r"\b(?:improvement|action|delivery|recovery) plan\b|\bstatement of action\b", re.IGNORECASE
)
FAR_YEARS = 3


def read_plan(document: Document, memory: Memory | None = None) -> dict[str, Any] | None:
    """The plan or indicator table of a Document, or None where it has none.

    memory is a council's own choice of columns: {normalised heading: key of columns.FIELDS, or None for "not ours"}.
    The result follows the contract for `plan` and `indicators`; `mapping` tells how each column was matched, `counts` accounts
    for every row.
    """
    document = fold_cells(document)
    tables, others, prose = find_tables(document, memory)
    if not tables:
        return None
    kind = _kind(tables)
    mine = [table for table in tables if is_indicator_table(table) == (kind == "indicators")]
    foreign = [table for table in tables if table not in mine]
    sorted_tables = [(table, sort_rows(table)) for table in mine]
    key = _printed_key(sorted_tables, others, prose)
    result = _assemble(kind, sorted_tables, key)
    _title_and_version(result, document, mine, prose)
    result["footnotes"] += _footnotes(prose)
    placed = {result["title"], *result["footnotes"]}
    result["narrative"] = [{"page": page, "text": text} for text, page in _texts(prose) if text not in placed]
    for table in foreign:
        result["set_aside"] += _whole_table_aside(table, kind)
    result["set_aside"] += [_leftover(one) for one in others if not _is_key_table(one)]
    _rows_in_prose(result, prose)
    _numbering(result)
    _odd_years(result)
    _odd_figures(result, sorted_tables)
    return result


def is_certain(plan: dict[str, Any]) -> bool:
    """Whether it can be nothing else: several well matched columns, of an action with its owner or date, or of figures."""
    matched = {entry["field"] for entry in plan["mapping"] if entry["field"] and entry["score"] >= 0.9}
    if plan["kind"] == "indicators":
        return "indicator" in matched and len(matched) >= 3
    return "action" in matched and bool(matched & {"owner", "due"}) and len(matched) >= 4


def _kind(tables: list[PlanTable]) -> str:
    """Whichever kind has more rows; a tie is a plan."""
    figures = sum(len(table.rows) for table in tables if is_indicator_table(table))
    return "indicators" if figures > sum(len(table.rows) for table in tables) - figures else "plan"


def _assemble(
    kind: str, sorted_tables: list[tuple[PlanTable, Sorted]], key: dict[str, str]
) -> dict[str, Any]:
    columns: list[str] = []
    for table, _ in sorted_tables:
        columns += [name for name in table.names if name not in columns]
    result: dict[str, Any] = {
        "kind": kind, "title": None, "version": None, "version_date": None, "columns": columns, "sections": [], "rows": [],
        "parsed": [], "status_key": key, "footnotes": [], "set_aside": [], "suspects": [], "mapping": [],
    }  # fmt: skip
    several = len({table.title for table, _ in sorted_tables if table.title}) > 1
    counts = {
        "read": 0,
        "taken": 0,
        "set_aside": 0,
        "joined": 0,
        "sections": 0,
        "footnotes": 0,
        "key": 0,
        "headers": 0,
        "blank": 0,
    }
    for table, done in sorted_tables:
        sheet = table.title if several else None
        _add_rows(result, table, done, sheet, key)
        result["mapping"] += [_mapping(table, guess, sheet) for guess in table.guesses]
        counts["read"] += len(table.rows)
        counts["taken"] += len(done.taken)
        counts["set_aside"] += len(done.set_aside)
        counts["joined"] += done.joined
        counts["sections"] += done.section_rows
        counts["footnotes"] += done.footnote_rows
        counts["key"] += done.key_rows
        counts["headers"] += done.headers
        counts["blank"] += done.blank
    result["counts"] = counts
    return result


def _add_rows(
    result: dict[str, Any], table: PlanTable, done: Sorted, sheet: str | None, key: dict[str, str]
) -> None:
    if sheet and sheet not in result["sections"] and not done.sections:
        result["sections"].append(sheet)
    result["sections"] += [section for section in done.sections if section not in result["sections"]]
    for row, section in done.taken:
        printed = dict.fromkeys(result["columns"])
        printed.update({name: row.text(column) for column, name in enumerate(table.names)})
        parsed, remarks = understand(table, row, section or sheet, key)
        result["rows"].append(printed)
        result["parsed"].append(parsed)
        result["suspects"] += [
            {"page": row.page, "text": remark.text, "why": remark.why} for remark in remarks
        ]
    for remark in colours_only(table, [row for row, _ in done.taken]):
        result["suspects"].append({"page": table.page, "text": remark.text, "why": remark.why})
    result["footnotes"] += done.footnotes
    result["set_aside"] += done.set_aside
    result["suspects"] += done.suspects
    if table.hidden:
        result["suspects"].append(
            {
                "page": table.page,
                "text": table.title,
                "why": "This sheet is hidden in the workbook. Its rows were read.",
            }
        )


def _mapping(table: PlanTable, guess: Any, sheet: str | None) -> dict[str, Any]:
    return {
        "column": guess.name,
        "field": guess.field,
        "score": guess.score,
        "words": guess.words,
        "origin": guess.origin,
        "sheet": sheet,
        "row": table.header_row,
    }


# --- what stands around the tables -----------------------------------------------------------------------------------


def _texts(prose: list[Block]) -> list[tuple[str, int | None]]:
    return [(block.text, block.page) for block in prose if not isinstance(block, Table)]


def _printed_key(
    sorted_tables: list[tuple[PlanTable, Sorted]], others: list[Leftover], prose: list[Block]
) -> dict[str, str]:
    key: dict[str, str] = {}
    for text, _ in _texts(prose):
        if len(text) < 600:
            key.update(read_key(text))
    for other in others:
        if _is_key_table(other):
            for row in other.table.rows:
                key.update(_key_row([cell.text for cell in row.cells if cell.text and not cell.merged]))
    for table, done in sorted_tables:
        for line in table.above:
            key.update(read_key(line))
        key.update(done.key)
    return key


def _is_key_table(other: Leftover) -> bool:
    rows = [[cell.text for cell in row.cells if cell.text and not cell.merged] for row in other.table.rows]
    found = [row for row in rows if row and _key_row(row)]
    return bool(found) and len(found) * 2 >= sum(1 for row in rows if row) and len(rows) <= 12


def _key_row(texts: list[str]) -> dict[str, str]:
    if len(texts) == 2 and re.fullmatch(
        r"(?:dark |light )?(?:blue|red|amber|green|yellow|purple|gr[ea]y|white|black|[RAGBYPW])(?:\s*\(\w\))?",
        texts[0].strip(),
        re.IGNORECASE,
    ):
        return {texts[0].strip(): texts[1]}
    return read_key("\t".join(texts))


def _rows_in_prose(result: dict[str, Any], prose: list[Block]) -> None:
    """Lines of cells that stand outside every table: they look like rows, so they are accounted for."""
    rows = [(text, page) for text, page in _texts(prose) if "\t" in text]
    result["narrative"] = [one for one in result["narrative"] if "\t" not in one["text"]]
    for text, page in rows:
        why = "This row stands apart from the table, so nobody can say which columns its cells belong to."
        result["set_aside"].append({"page": page, "text": " | ".join(text.split("\t")), "why": why})
    result["counts"]["read"] += len(rows)
    result["counts"]["set_aside"] += len(rows)


def _footnotes(prose: list[Block]) -> list[str]:
    return [text for text, _ in _texts(prose) if _FOOTNOTE.match(text) and len(text) < 600]


def _title_and_version(
    result: dict[str, Any], document: Document, tables: list[PlanTable], prose: list[Block]
) -> None:
    """The title is the first heading, or the first line above the table; version and date stand beside it or in the margins."""
    above = [line for table in tables[:1] for line in table.above]
    early = _before_first_table(document, prose)
    headings = [block.text for block in early if isinstance(block, Heading)]
    named = [text for text in headings if _PLAN_TITLE.search(text)]
    lines = [*named, *above, *headings, *(block.text for block in early if not isinstance(block, Heading))]
    for line in lines:
        if (
            len(line) <= 200
            and not _NO_TITLE.match(line)
            and re.search(r"[^\W\d_]{3}", line)
            and not read_key(line)
        ):
            result["title"] = " ".join(line.split("\t")[0].split())
            break
    margins = [document.meta[name] for name in ("header", "footer", "version") if document.meta.get(name)]
    for line in [*lines, *margins]:
        if len(line) > 300:
            continue
        match = _VERSION.search(line)
        if match and result["version"] is None:
            result["version"] = (match.group(1) or match.group(2)).strip()
        dates = [one for one in find_dates(line) if one.date]
        if dates and result["version_date"] is None and (match or _DATED.search(line)):
            result["version_date"] = dates[-1].date.isoformat() if dates[-1].date else None
    if result["title"] is None and document.meta.get("title") and document.kind != "pdf":
        result["title"] = document.meta["title"]


def _before_first_table(document: Document, prose: list[Block]) -> list[Any]:
    early: list[Any] = []
    for block in document.blocks:
        if isinstance(block, Table):
            break
        early.append(block)
    return early[:12]


def _whole_table_aside(table: PlanTable, kind: str) -> list[dict[str, Any]]:
    """Every row of a table of the other kind, with the reason."""
    what = "an indicator table beside a plan" if kind == "plan" else "a table of actions beside indicators"
    why = f"a row of {what}: import it as a file of its own"
    rows = []
    for row in table.rows:
        text = " | ".join(
            cell.text for cell, merge in zip(row.cells, row.merges, strict=True) if cell.text and merge == ""
        )
        if text:
            rows.append({"page": row.page, "text": text, "why": why})
    return rows


def _leftover(other: Leftover) -> dict[str, Any]:
    table = other.table
    lines = [
        " | ".join(cell.text for cell in row.cells if cell.text and not cell.merged) for row in table.rows
    ]
    name = f" “{table.title}”" if table.title else ""
    why = f"the table{name} has no columns of a plan ({len(table.rows)} rows)"
    return {"page": table.page, "text": "\n".join(line for line in lines if line), "why": why}


# --- what is worth a question ----------------------------------------------------------------------------------------


def _numbering(result: dict[str, Any]) -> None:
    """References that repeat, unless a merged cell says that they are one."""
    seen: dict[str, int] = {}
    previous = None
    for number, parsed in enumerate(result["parsed"]):
        ref = parsed["fields"].get("ref")
        if not ref:
            continue
        place = (parsed["section"] or "") + "\n" + ref.strip().lower()
        if place in seen and not (previous == place and parsed["ref_merged"]):
            result["suspects"].append(
                {
                    "page": parsed["page"],
                    "text": ref,
                    "why": "This reference is printed on more than one row.",
                }
            )
        seen.setdefault(place, number)
        previous = place


def _odd_years(result: dict[str, Any]) -> None:
    """A date many years from the others may be a slip of the pen."""
    years = [
        int(parsed["due"]["date"][:4])
        for parsed in result["parsed"]
        if parsed["due"] and parsed["due"]["date"]
    ]
    notes = [
        int(note["date"][:4]) for parsed in result["parsed"] for note in parsed["updates"] if note["date"]
    ]
    everything = years + notes
    if len(everything) < 4:
        return
    middle = median(everything)
    for parsed in result["parsed"]:
        dates = [parsed["due"]["date"]] if parsed["due"] and parsed["due"]["date"] else []
        for date, text in [(date, parsed["due"]["raw"]) for date in dates] + [
            (note["date"], note["raw"]) for note in parsed["updates"] if note["date"]
        ]:
            if abs(int(date[:4]) - middle) > FAR_YEARS:
                why = f"The year is more than {FAR_YEARS} years from the other dates of this plan ({middle:.0f})."
                result["suspects"].append({"page": parsed["page"], "text": text, "why": why})


def _odd_figures(result: dict[str, Any], sorted_tables: list[tuple[PlanTable, Sorted]]) -> None:
    """A figure far from all the others of its row, which agree among themselves: perhaps another unit."""
    for table, done in sorted_tables:
        columns = [
            guess.column
            for guess in table.guesses
            if guess.field in ("baseline", "target", "milestone", "actual", "comparator")
        ]
        for row, _ in done.taken:
            _odd_figure(result, table, row, columns)


def _odd_figure(result: dict[str, Any], table: PlanTable, row: PrintedRow, columns: list[int]) -> None:
    figures: list[tuple[int, float, str | None]] = []
    for column in columns:
        found = [(float(one.value), one.unit) for one in read_quantities(row.text(column)) if one.value]
        if len(found) == 1 and found[0][0] > 0:
            figures.append((column, *found[0]))
    if len(figures) < 4:
        return
    units = [unit for _, _, unit in figures]
    for column, value, unit in figures:
        others = [other for place, other, _ in figures if place != column]
        alike = max(others) <= 2 * min(others)
        why = None
        if alike and (value > 4 * max(others) or value < min(others) / 4):
            why = f"The figure under “{table.names[column]}” is far from the others of its row. It was kept as printed."
        elif unit is not None and units.count(unit) == 1 and "%" in units and len(set(units)) == 2:
            why = f"The unit under “{table.names[column]}” is not that of the others of its row. It was kept as printed."
        if why:
            result["suspects"].append({"page": row.page, "text": row.text(column), "why": why})

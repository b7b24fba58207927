"""Which of the three a paper is (a matrix, a register, a deep dive), and its keys of the read contract."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sightline.ground.lib.documents.blocks import Table
from sightline.work.imports.reading.memory import Memory
from sightline.work.imports.reading.printed_text import Para, Printed, place
from sightline.work.imports.reading.risks import assessed, cards, deep_dive, matrix, register
from sightline.work.imports.reading.risks.cells import folded_text
from sightline.work.imports.reading.risks.resolutions import read_resolutions

MUCH_TEXT = 6_000  # characters beside a table from which on a paper is more than its table
DEEP_DIVE_PAGE = 0.97
_TITLE = re.compile(
    r"\bdeep[-\s]dive\b|\brisk register\b|\b(?:strategic|corporate|departmental) risks?\b", re.IGNORECASE
)
_RISK_WORD = re.compile(r"\b(?:risks?|likelihood|probability)\b", re.IGNORECASE)
_LIKELY = re.compile(r"\b(?:likelihood|probability|unlikely|rare|almost certain)\b", re.IGNORECASE)
_SEVERAL = re.compile(
    r"^(?:apologies(?: for absence)?|declarations? of interests?|minutes of the (?:last|previous) meeting|attendance|"
    r"present)\b[\s:]*$",
    re.IGNORECASE,
)
_OF_A_REPORT = re.compile(
    r"^(?:purpose of (?:the )?report|recommendations?(?:\(s\))?|recommended|reasons? for (?:the )?recommendations?|"
    r"background (?:papers|information)|"
    r"financial (?:considerations|implications)|legal (?:considerations|implications)|(?:list of )?appendices|report "
    r"(?:to|of|by|author)|relevant officer|"
    r"contact officer|date of meeting|resolved|minutes|apologies|declarations? of interests?|wards?(?:\(s\))? affected)\b.{0,60}",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"^(?:home\b.*>|source:|agenda item$|minutes:?$|issue details$|https?://|additional documents)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a paper holds: matrices, registers or a deep dive, and how sure it is that this is what the paper is."""

    kind: str
    sure: float


def confidence(paper: Printed) -> float:
    """How sure it is that a paper is a deep dive, a risk register or a risk matrix (0.0 to 1.0).

    0.95 and more  a table of risks or a matrix is all there is; or a page whose title is a deep dive, with its sub-risks
    0.5 to 0.9     a register or matrix stands in a longer paper (an annex of a report: the report is the paper)
    0.4            a deep dive without its title: an item of minutes, whose `risk` the minutes hold
    below 0.4      risks are spoken of
    """
    return shape_of(paper).sure


def shape_of(paper: Printed) -> Shape:
    """The likeliest of the three, and how sure."""
    if not any(_RISK_WORD.search(para.text) for para in paper.paras) and not any(
        True for _ in paper.document.tables()
    ):
        return Shape("risk", 0.0)
    beside = sum(len(para.text) for para in paper.paras if not para.cells)
    longer = _stands_in_a_longer_paper(paper)
    registers, _, _ = _registers(paper)
    if registers:
        rows = sum(len(one.rows) for one in registers)
        sure = 0.96 if rows >= 2 or beside < MUCH_TEXT / 3 else 0.9
        alone = not longer and (beside < MUCH_TEXT or _mostly_table(registers, beside))
        return Shape("risk", sure if alone else 0.55)
    if matrix.find_matrices(paper.document, _lines(paper)):
        return Shape("risk_matrix", 0.96 if beside < MUCH_TEXT and not longer else 0.5)
    return Shape("risk", _deep_dive_confidence(paper))


def _registers(paper: Printed) -> tuple[list[register.Register], list[Table], list[str]]:
    """The registers in tables; where no table is one, the cards that are printed as lines with labels."""
    found, others, prose = register.find_registers(paper.document)
    card = None if found else cards.find_cards(paper.paras)
    if card is None:
        return found, others, prose
    head = [para.text for para in paper.paras if para.text not in card.above and not para.cells]
    return [card], others, head


def _stands_in_a_longer_paper(paper: Printed) -> bool:
    """Whether the paper has the headings of a committee report or of minutes: then its table is an annex."""
    heads = {
        found.group().lower()[:12]
        for para in paper.paras
        if not para.cells and (found := _OF_A_REPORT.match(para.text))
    }
    return len(heads) >= 3


def _mostly_table(registers: list[register.Register], beside: int) -> bool:
    inside = sum(len(text) for one in registers for row in one.rows for text in row.texts if text)
    return inside > beside


def _deep_dive_confidence(paper: Printed) -> float:
    text = " ".join(para.text for para in paper.paras[:60])
    if not re.search(r"\brisk", text, re.IGNORECASE):
        return 0.0
    if sum(1 for para in paper.paras if _SEVERAL.match(para.text)) >= 2:
        return 0.15
    dive = deep_dive.find_deep_dive(paper.paras)
    if dive is None:
        return 0.1
    title = page_title(paper)
    scored = bool(dive.own) or any(sub.scores for sub in dive.subs)
    if title is not None and re.search(r"\bdeep[-\s]dive\b", title.text, re.IGNORECASE):
        return DEEP_DIVE_PAGE
    if title is not None and _TITLE.search(title.text) and scored:
        return 0.95
    if title is not None and _TITLE.search(title.text) and dive.subs:
        return 0.6
    return 0.4


def page_title(paper: Printed) -> Para | None:
    """The title of a page of one item: the first line below the path of the site that is no aim ("To ...") and no sentence."""
    for para in paper.paras[:8]:
        if _ABOVE.match(para.text) or not para.text:
            continue
        is_title = (
            len(para.text) < 200
            and not para.text.endswith(".")
            and not re.match(r"to [a-z]+ ", para.text, re.IGNORECASE)
        )
        return para if is_title else None
    return None


def read(paper: Printed, memory: Memory) -> dict[str, Any]:
    """The keys of kind "risk" or "risk_matrix"; nothing is taught to this reader yet, so memory is not asked."""
    registers, others, prose = _registers(paper)
    if registers:
        return _register(paper, registers, others, prose)
    matrices = matrix.find_matrices(paper.document, _lines(paper))
    return _matrix(paper, matrices) if matrices else _deep_dive(paper)


# --- a deep dive -------------------------------------------------------------------------------------------------------------


def _deep_dive(paper: Printed) -> dict[str, Any]:
    dive = deep_dive.find_deep_dive(paper.paras)
    title = page_title(paper)
    resolutions = read_resolutions(paper.paras)
    result: dict[str, Any] = {
        "kind": "risk",
        "risk": None,
        "title": title.text if title else None,
        "sub_risks": [],
    }
    result["resolutions"] = [resolution for resolution, _ in resolutions]
    places = [place(f"resolutions/{number}", para) for number, (_, para) in enumerate(resolutions)]
    if title is not None:
        places.append(place("title", title))
    if dive is None:
        why = "No strategic risk with sub-risks or scores was recognised, so nothing was placed."
        aside = [
            {"page": para.page, "text": para.text, "why": why}
            for para in paper.paras
            if re.search(r"\bscore", para.text)
        ]
        return {**result, "set_aside": aside, "suspects": [], "places": places}
    read_dive = deep_dive.as_json(dive)
    result["risk"] = read_dive.pop("name")
    places += [{**one, "of": "risk"} if one["of"] == "name" else one for one in read_dive.pop("places")]
    result["sub_risks"] = read_dive.pop("sub_risks")
    places += [place(f"set_aside/{number}", one[0]) for number, one in enumerate(dive.aside)]
    return {**result, **read_dive, "places": places}


# --- a register --------------------------------------------------------------------------------------------------------------


def _register(
    paper: Printed, registers: list[register.Register], others: list[Table], prose: list[str]
) -> dict[str, Any]:
    standing = _standing(paper)
    breaks_count = paper.document.kind in ("xlsx", "docx", "html")
    result: dict[str, Any] = {
        "kind": "risk", "risk": None, "title": _register_title(paper, registers, prose), "columns": [], "sections": [],
        "sub_risks": [],
        "rows": [], "resolutions": [], "set_aside": [], "suspects": [], "places": [], "counts": {},
    }  # fmt: skip
    counts: dict[str, int] = {}
    for one in registers:
        result["columns"] += [column.name for column in one.columns if column.name not in result["columns"]]
        result["sections"] += [section for section in one.sections if section not in result["sections"]]
        risks, groups, doubts = assessed.assess(one, breaks_count)
        offset = len(result["rows"])
        for group, risk in zip(groups, risks, strict=True):
            number = len(result["sub_risks"])
            result["sub_risks"].append({**risk, "rows": [offset + at for at in group]})
            result["places"].append(_row_place(paper, standing, f"sub_risks/{number}", one.rows[group[0]]))
        for number, row in enumerate(one.rows):
            result["rows"].append(register.printed_row(one, row))
            result["places"].append(_row_place(paper, standing, f"rows/{offset + number}", row))
        result["suspects"] += [
            {"page": doubt.row.page, "text": doubt.text, "why": doubt.why} for doubt in doubts
        ]
        result["set_aside"] += [{"page": page, "text": text, "why": why} for page, _, text, why in one.aside]
        for name, count in one.counts.items():
            counts[name] = counts.get(name, 0) + count
    result["counts"] = counts
    result["matrices"] = [
        matrix.as_json(found) for table in others for found in (matrix._of_table(table),) if found is not None
    ]
    for table in others:
        if matrix._of_table(table) is None:
            result["set_aside"].append(_table_aside(table))
    placed = {result["title"], *result["sections"], *(text for one in registers for text in one.above)}
    result["narrative"] = [
        {"page": para.page, "text": para.text}
        for para in paper.paras
        if not para.cells and para.text and para.text not in placed
    ]
    names = {risk.get("risk") for risk in result["sub_risks"]}
    if len(names) == 1 and None not in names:
        result["risk"] = names.pop()
    elif len(result["sub_risks"]) == 1:
        result["risk"] = result["sub_risks"][0]["name"]
    _repeated(result)
    return result


def _register_title(paper: Printed, registers: list[register.Register], prose: list[str]) -> str | None:
    lines = [*prose, *registers[0].above]
    named = [
        line
        for line in lines
        if re.search(r"\brisks?\b", line, re.IGNORECASE) and len(line) < 160 and not line.endswith(".")
    ]
    return " ".join(named[0].split()) if named else None


def _table_aside(table: Table) -> dict[str, Any]:
    lines = [
        " | ".join(" ".join(cell.text.split()) for cell in row.cells if cell.text and not cell.merged)
        for row in table.rows
    ]
    text = "\n".join(line for line in lines if line)
    return {"page": table.page, "text": text, "why": "This table has no columns of a risk register."}


def _repeated(result: dict[str, Any]) -> None:
    """References that are printed on more than one risk."""
    seen: set[str] = set()
    for risk in result["sub_risks"]:
        key = f"{risk.get('risk') or ''}\n{risk['ref'] or ''}".lower()
        if risk["ref"] and key in seen:
            result["suspects"].append(
                {"page": None, "text": risk["ref"], "why": "This reference is printed on more than one risk."}
            )
        seen.add(key)


def _standing(paper: Printed) -> dict[tuple[int | None, str], Para]:
    """Paragraphs of table rows by what they hold."""
    return {(para.page, _key(para.cells)): para for para in paper.paras if para.cells}


def _key(cells: tuple[str | None, ...]) -> str:
    shown: list[str] = []
    for cell in cells:
        text = folded_text(cell)
        if text and text not in shown:
            shown.append(text)
    return "|".join(shown)


def _row_place(
    paper: Printed, standing: dict[tuple[int | None, str], Para], of: str, row: register.RegisterRow
) -> dict[str, Any]:
    para = standing.get((row.page, _key(row.texts)))
    if para is not None and para.lines:
        return place(of, para)
    return {"of": of, "page": row.page, "first": row.number or None, "last": row.number or None, "boxes": []}


# --- a matrix ----------------------------------------------------------------------------------------------------------------


def _lines(paper: Printed) -> list[tuple[str, int | None, int]]:
    if len(paper.lines) > 2_000 or not any(_LIKELY.search(para.text) for para in paper.paras):
        return []
    return [(line.text, line.page, line.number) for line in paper.lines if line.text.strip()]


def _matrix(paper: Printed, found: Sequence[matrix.Matrix]) -> dict[str, Any]:
    first = found[0]
    result: dict[str, Any] = {"kind": "risk_matrix", "title": _matrix_title(paper), **matrix.as_json(first)}
    result["bands"] = matrix.bands_of(paper.text())
    result["set_aside"] = []
    result["suspects"] = [{"page": first.page, "text": text, "why": why} for text, why in first.suspects]
    if not first.rows_are:
        text = " | ".join(str(name or level) for level, name in first.rows)
        why = "Nothing tells whether these levels are of impact or of likelihood, so neither was filled."
        result["set_aside"].append({"page": first.page, "text": text, "why": why})
    for other in found[1:]:
        grid = "\n".join(
            " | ".join("" if cell is None else str(cell) for cell in line) for line in other.grid
        )
        why = "Another matrix of the same paper. Only the first one was taken."
        result["set_aside"].append({"page": other.page, "text": grid, "why": why})
    result["places"] = [
        {"of": "scores", "page": first.page, "first": first.first, "last": first.last, "boxes": []}
    ]
    return result


def _matrix_title(paper: Printed) -> str | None:
    for para in paper.paras[:10]:
        if (
            re.search(r"\b(?:risk|matrix|heat ?map)\b", para.text, re.IGNORECASE)
            and len(para.text) < 160
            and not para.cells
            and not para.text.endswith(".")
        ):
            return para.text
    return None

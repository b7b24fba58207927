"""Which kind a paper is: every reader is asked how sure it is, and the surest reads."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sightline.ground.lib.documents.blocks import Document
from sightline.work.imports.reading.memory import Memory
from sightline.work.imports.reading.printed_text import Printed, printed

PACKAGES = {"minutes": "minutes", "report": "reports", "decision": "decisions", "risk": "risks"}
"""Kinds of paper that are read from paragraphs, and the package that reads each; "risk" reads a risk matrix too."""

PROSE = ("report", "minutes", "decision")
LEAST = 0.5  # a reader that is less sure does not read
SURE = 0.85  # an inspectorate's report of which one is so sure is not looked through for tables
DEEP_DIVE_PAGE = 0.97  # a reader of risks that is so sure has seen a title that says so
NEAR = 0.15  # kinds closer than this are told to the person
CERTAIN_PLAN = 0.95
LIKELY_PLAN = 0.6
SURE_PAPER = 0.7  # a paper of which one is so sure may hold a plan among its pages and be more than it
WORDS = {
    "inspection": "an inspection report", "minutes": "minutes", "report": "a committee report", "plan": "a plan",
    "decision": "a decision record", "indicators": "a table of indicators", "risk": "a paper on risks",
    "risk_matrix": "a risk matrix",
}  # fmt: skip
MOST_SET_ASIDE = 200_000  # characters of an unknown paper that are kept beside the file
_TABLE_WORDS = re.compile(
    r"\b(?:action|actions|owner|lead|deadline|due|timescale|rag|brag|status|target|milestone|success|outcome|indicator"
    r"|baseline|risk|gross|net|likelihood|impact|score|mitigation|controls?|quarter|progress)\b",
    re.IGNORECASE,
)
FEWEST_TABLE_WORDS = 4
SHORT_LINE = 60


@dataclass(frozen=True, slots=True)
class Ranked:
    """A kind, how sure its reader is (0.0 to 1.0), and the call that reads."""

    kind: str
    sure: float
    read: Callable[[], dict[str, Any]]


def understand(
    path: Path | None, document: Document, memory: Memory, *, places: bool = False
) -> dict[str, Any]:
    """What a document says, in the keys of the read contract with "confidence"; file, sha256, pages and error are the caller's."""
    paper = printed(document)
    inspection = _inspection(document, paper, places)
    if document.kind == "pdf" and inspection.sure < SURE:
        document = with_tables(path, document)
        paper = replace(paper, document=document)
    ranked = [*_papers(paper, memory), inspection]
    plan = _plan(document, paper, ranked, memory)
    if plan is not None:
        ranked.insert(0 if plan.sure > LEAST else len(ranked), plan)
    ranked.sort(key=lambda one: -one.sure)
    best = ranked[0]
    if best.sure < LEAST:
        return unknown(paper, best.sure)
    found = best.read()
    found["confidence"] = round(best.sure, 2)
    _tell_near(found, paper, best, ranked[1:])
    return found


def _papers(paper: Printed, memory: Memory) -> list[Ranked]:
    found = []
    for kind, package in PACKAGES.items():
        reader = reader_of(package)
        sure = max(0.0, min(1.0, float(reader.confidence(paper))))
        found.append(Ranked(kind, sure, _reading(reader, kind, paper, memory)))
    return _told_by_title(found)


def _told_by_title(found: list[Ranked]) -> list[Ranked]:
    """A page that is a deep dive by its title is printed as minutes too: its title tells, and the minutes come second."""
    risk = max((one.sure for one in found if one.kind == "risk"), default=0.0)
    if risk < DEEP_DIVE_PAGE:
        return found
    return [
        replace(one, sure=min(one.sure, risk - NEAR - 0.01)) if one.kind == "minutes" else one
        for one in found
    ]


def reader_of(package: str) -> Any:
    """The reader of a kind: a package with `confidence(paper)` and `read(paper, memory)`."""
    return importlib.import_module(f"sightline.work.imports.reading.{package}")


def _reading(reader: Any, kind: str, paper: Printed, memory: Memory) -> Callable[[], dict[str, Any]]:
    return lambda: {"kind": kind, **reader.read(paper, memory)}


def _inspection(document: Document, paper: Printed, places: bool) -> Ranked:
    from sightline.work.imports.reading import inspections

    read = inspections.read_inspection_with_places if places else inspections.read_inspection
    return Ranked("inspection", inspections.confidence(document), lambda: dict(read(document)))


def _plan(document: Document, paper: Printed, others: list[Ranked], memory: Memory) -> Ranked | None:
    """A plan or table of indicators, where the paper has one that makes it up."""
    from sightline.work.imports.reading import plans

    surest = max(others, key=lambda one: one.sure)
    if document.kind == "pdf" and surest.kind == "inspection" and surest.sure >= SURE:
        return None
    plan = plans.read_plan(document, memory.columns)
    if plan is None:
        return None
    sure = CERTAIN_PLAN if plans.is_certain(plan) else LIKELY_PLAN
    prose = max((one.sure for one in others if one.kind in PROSE), default=0.0)
    if prose >= SURE_PAPER and _part_of(plan, paper) < 0.5:
        sure = min(sure, prose - 2 * NEAR)
    elif sure == CERTAIN_PLAN:
        sure = max(sure, prose)  # a plan under a cover page is the plan
    if surest.kind == "inspection" and surest.sure >= LEAST and sure < CERTAIN_PLAN:
        sure = min(sure, LEAST)
    if not plan["rows"]:
        sure = LEAST  # headings without a row may stand in any paper: a plan only where it is nothing else
    return Ranked(plan["kind"], sure, lambda: plan)


def with_tables(path: Path | None, document: Document) -> Document:
    """A PDF with its ruled tables, where its words are such as stand in the tables that are read: that takes long."""
    if path is None or not _may_hold_tables(document):
        return document
    from sightline.ground.lib.documents.pdf_tables import read_blocks

    return replace(document, blocks=read_blocks(path, document.lines))


def _may_hold_tables(document: Document) -> bool:
    """Whether short lines name what columns of plans, indicators and risks are called."""
    found: set[str] = set()
    for line in document.lines:
        if len(line.text) <= SHORT_LINE:
            found.update(word.casefold() for word in _TABLE_WORDS.findall(line.text))
            if len(found) >= FEWEST_TABLE_WORDS:
                return True
    return False


def _part_of(plan: Mapping[str, Any], paper: Printed) -> float:
    """The share of a paper's letters that stand in the rows of a plan."""
    rows = sum(len(str(text)) for row in plan["rows"] for text in row.values() if text)
    return rows / max(1, sum(len(para.text) for para in paper.paras))


def _tell_near(found: dict[str, Any], paper: Printed, best: Ranked, others: list[Ranked]) -> None:
    near = [
        one
        for one in others
        if one.sure >= LEAST and best.sure - one.sure < NEAR and one.kind != found["kind"]
    ]
    if not near or not paper.paras:
        return
    first = paper.paras[0]
    others_named = " or ".join(WORDS[one.kind] for one in near)
    why = f"It was read as {WORDS[found['kind']]}, but it looks nearly as much like {others_named}: check the kind first."
    found.setdefault("suspects", []).append({"page": first.page, "text": first.text[:200], "why": why})


def unknown(paper: Printed, sure: float) -> dict[str, Any]:
    """Nothing was recognised: the text stays whole, so that a person can say what it is."""
    text = paper.document.text().strip() or "\n".join(
        " | ".join(cell.text for cell in row.cells if cell.text)
        for table in paper.document.tables()
        for row in table.rows
    )
    why = "None of the kinds of paper that are read was recognised in it. Say what it is, and it is read as that."
    if len(text) > MOST_SET_ASIDE:
        text = text[:MOST_SET_ASIDE].rsplit(" ", 1)[0] + " ..."
        why += f" Only the first {MOST_SET_ASIDE:,} letters are shown; the file itself is kept."
    page = 1 if paper.document.pages else None
    aside = [{"page": page, "text": text, "why": why}]
    return {"kind": "unknown", "confidence": round(sure, 2), "set_aside": aside, "suspects": []}

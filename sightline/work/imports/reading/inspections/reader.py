"""An inspection report or letter, understood: the one way in for the reading of inspection papers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sightline.ground.lib.documents.blocks import Document, Line
from sightline.work.imports.reading.inspections import facts, letters, vocabulary
from sightline.work.imports.reading.inspections.findings import (
    BOARD,
    Account,
    Aside,
    Finding,
    check_numbers,
    read_section,
    sections_of,
)
from sightline.work.imports.reading.inspections.judgements import Judgement, missing_from, read_judgements
from sightline.work.imports.reading.inspections.printed import Piece, pieces_of, without_footnotes
from sightline.work.imports.reading.inspections.tables import has_responsible_column, read_table
from sightline.work.imports.reading.inspections.vocabulary import Framework
from sightline.work.imports.reading.printed_lines import lines_of_blocks, mend, without_furniture

INSPECTORATES = re.compile(
    r"\bofsted\b|care quality commission|majesty's (?:chief )?inspector|hm inspectorate of probation"
    r"|office for standards in education",
    re.IGNORECASE,
)
OTHER_PAPERS = re.compile(
    r"^(?:minutes\b|agenda\b|report to\b|report of the\b|relevant officer|date of meeting"
    r"|improvement plan|action plan|present\b|apologies|"
    r"(?:cabinet|executive)(?: board| committee| meeting.*| report.*)?$|"
    r"(?:.{0,40} )?written statement of (?:proposed )?action$|scrutiny\b.*committee|.{0,60}committee$|decision record"
    r"|.{0,40}(?:framework and guidance|handbook|evaluation schedule)|.*\bimprovement plan\b.{0,40}$"
    r"|.*\baction plan\b.{0,40}$)"
)
LSCB_JUDGEMENT = re.compile(
    r"^the (?:effectiveness of the )?(?:local safeguarding children board|lscb)(?: \(lscb\))? (?:is|are"
    r"|requires|was judged)\b.{2,60}$"
)


@dataclass(slots=True)
class _Paper:
    """A document in the forms that the steps of reading need."""

    body: list[Line]
    notes: list[Line]
    head: facts.Head
    pieces: list[Piece]
    framework: Framework | None


def _prepare(body: list[Line]) -> _Paper:
    head = facts.Head(body[: facts.HEAD_LINES * 4], body)
    running, notes = without_footnotes(body)
    return _Paper(body, notes, head, pieces_of(running, _stands_alone), facts.framework_of(head))


def _body(document: Document) -> list[Line]:
    printed = document.lines or lines_of_blocks(document.blocks)
    body, _ = without_furniture(
        replace(line, text=line.text.replace("\xa0", " ")) if "\xa0" in line.text else line
        for line in printed
    )
    return body


def _stands_alone(text: str) -> bool:
    return (
        vocabulary.is_finding_heading(text)
        or (vocabulary.is_end_heading(text) and _could_be_heading(text))
        or (text[:1].isupper() and bool(vocabulary.DEADLINES.match(vocabulary.plain(text))))
    )


def _could_be_heading(text: str) -> bool:
    return text[:1].isupper() and len(text.split()) <= 14 and not text.rstrip().endswith((".", ",", ";"))


def confidence(document: Document) -> float:
    """How sure one can be, 0.0 to 1.0, that this is an inspectorate's report or letter; above 0.5 it is worth reading as one."""
    body = _body(document)
    if not body or facts.framework_of(facts.Head(body[: facts.HEAD_LINES * 4], body)) is None:
        return 0.0  # without a title that is known it cannot come near to what is worth reading
    paper = _prepare(body)
    first = [
        vocabulary.plain(line.text) for line in paper.head.title_lines[:10] if len(line.text.split()) <= 12
    ]
    score = 0.0
    if paper.framework is not None:
        score += 0.5
        letter = paper.framework.letter
        score += 0.2 if facts.period_of(facts.Head(paper.head.lines, paper.body), letter) else 0.0
        score += 0.15 if read_judgements(paper.body, paper.framework) or sections_of(paper.pieces) else 0.0
    if any(INSPECTORATES.search(line.text) for line in paper.body):
        score += 0.15
    if any(OTHER_PAPERS.match(text) for text in first):
        score -= 0.6
    return round(max(0.0, min(1.0, score)), 2)


def read_inspection(document: Document) -> dict[str, Any]:
    """What an inspection paper says, in the keys of the read contract; file, sha256, pages and error are left to the caller."""
    result = read_inspection_with_places(document)
    del result["places"]
    return result


def read_inspection_with_places(document: Document) -> dict[str, Any]:
    """As read_inspection, with `places`: {"findings": [[box, ...], ...], "judgements": [[box, ...], ...]} in the same order.

    A box is {page, left, top, right, bottom} in points from the top left corner of that page; a text without positions has none.
    """
    paper = _prepare(_body(document))
    framework = paper.framework or Framework("", (), vocabulary.ALL_GRADES, letter=True)
    judgements = read_judgements(paper.body, framework)
    account = _findings(paper, framework)
    if paper.framework is None:
        account.suspects.append(
            Aside(
                1,
                mend(line.text for line in paper.head.title_lines[:4]),
                "The title names no kind of inspection that is known.",
            )
        )
    _query_judgements(judgements, framework, account)
    for note in document.notes:
        account.asides.append(Aside(None, note, "What stood there could not be read."))
    found = _facts(paper, framework, account)
    return {
        "kind": "inspection",
        **found,
        "judgements": [[row.area, row.grade] for row in judgements],
        "findings": [_as_printed(finding) for finding in account.findings],
        "set_aside": [_shown(aside) for aside in account.asides if aside.text.strip()],
        "suspects": [_shown(aside) for aside in account.suspects],
        "places": {
            "findings": [
                _boxes([line for piece in finding.pieces for line in piece.lines])
                for finding in account.findings
            ],
            "judgements": [_boxes(list(row.lines)) for row in judgements],
        },
    }


def _findings(paper: _Paper, framework: Framework) -> Account:
    account = Account()
    for section in sections_of(paper.pieces):
        if has_responsible_column(section) and not section.for_board:
            if not read_table(section, account):
                for piece in section.body:
                    account.set_aside(piece, "It stands in a table whose columns could not be told apart.")
            continue
        read_section(section, framework, account)
    _footnotes(paper, account)
    _board_judgement(paper, account)
    check_numbers(account)
    return account


def _footnotes(paper: _Paper, account: Account) -> None:
    """Footnotes on pages that hold findings: small print that may limit or explain them."""
    pages = {line.page for finding in account.findings for piece in finding.pieces for line in piece.lines}
    for page in sorted(page for page in pages if page is not None):
        text = mend(line.text for line in paper.notes if line.page == page)
        if text:
            account.asides.append(Aside(page, text, "It is a footnote on a page of findings."))


def _board_judgement(paper: _Paper, account: Account) -> None:
    for piece in paper.pieces:
        if LSCB_JUDGEMENT.match(vocabulary.plain(piece.text)):
            account.set_aside(piece, f"A judgement on the board. {BOARD}")
            return


def _facts(paper: _Paper, framework: Framework, account: Account) -> dict[str, Any]:
    """The facts of the head and of the closing paragraphs; doubts about them go to the suspects."""
    head = paper.head
    period = facts.period_of(head, framework.letter)
    letter_date = facts.letter_date_of(head) if framework.letter else None
    published = facts.published_of(head)
    due, in_days = letters.response_due_of(paper.pieces, framework)
    found: dict[str, Any] = {
        "authority": facts.authority_of(head, framework.letter),
        "framework": framework.name or None,
        "start": _iso(period.start if period else None),
        "end": _iso(period.end if period else None),
        "published": _iso(published),
        "letter_date": _iso(letter_date),
        "lead_inspector": facts.lead_inspector_of(head, framework.letter),
        "outcome": letters.outcome_of(paper.pieces, paper.body, framework),
        "requires": letters.requires_of(paper.pieces, framework),
        "principal_authority": letters.principal_authority_of(paper.pieces, framework),
        "response_due": _iso(due),
    }
    end = period.end if period else None
    _query_dates(end, published or letter_date, due, account)
    if in_days is not None:
        account.doubt(in_days, "The response is due after a number of working days; no day is printed.")
    account.suspects.extend(Aside(*suspect) for suspect in dict.fromkeys(head.suspects))
    return found


def _query_dates(end: date | None, issued: date | None, due: date | None, account: Account) -> None:
    if end and issued and not 0 <= (issued - end).days <= 366:
        why = (
            "The paper is dated before the inspection ended."
            if issued < end
            else "The paper is dated more than a year after the inspection."
        )
        account.suspects.append(Aside(1, f"{end:%d %B %Y}, {issued:%d %B %Y}", why))
    if due and issued and not 0 < (due - issued).days <= 366:
        account.suspects.append(
            Aside(
                None,
                f"{due:%d %B %Y}",
                "The response is due before the letter was written, or more than a year after it.",
            )
        )


def _query_judgements(judgements: list[Judgement], framework: Framework, account: Account) -> None:
    for row in judgements:
        if not row.known:
            account.suspects.append(
                Aside(
                    row.lines[0].page,
                    f"{row.area}: {row.grade}",
                    f"“{row.grade}” is not one of the grades of {framework.name or 'a known framework'}.",
                )
            )
    missing = missing_from(judgements, framework)
    if missing and judgements:
        account.suspects.append(
            Aside(
                judgements[0].lines[0].page,
                "; ".join(f"{row.area}: {row.grade}" for row in judgements),
                missing,
            )
        )
    elif missing:
        account.asides.append(Aside(1, "Judgements", "The table of judgements could not be found or read."))


def _as_printed(finding: Finding) -> dict[str, Any]:
    return {
        "ref": finding.ref,
        "category": finding.category,
        "heading": finding.heading,
        "text": finding.words(),
        "page": finding.pieces[0].page,
        "responsible": finding.responsible,
    }


def _shown(aside: Aside) -> dict[str, Any]:
    return {"page": aside.page, "text": aside.text, "why": aside.why}


def _boxes(lines: list[Line]) -> list[dict[str, Any]]:
    """One box for each page and column: the lines that lie beside or under each other."""
    boxes: list[dict[str, Any]] = []
    for line in lines:
        if not line.bottom or line.page is None:
            continue
        last = boxes[-1] if boxes else None
        if (
            last
            and last["page"] == line.page
            and line.left < last["right"] + 10
            and last["left"] < line.right + 10
        ):
            last["left"], last["top"] = min(last["left"], line.left), min(last["top"], line.top)
            last["right"], last["bottom"] = max(last["right"], line.right), max(last["bottom"], line.bottom)
        else:
            boxes.append(
                {
                    "page": line.page,
                    "left": line.left,
                    "top": line.top,
                    "right": line.right,
                    "bottom": line.bottom,
                }
            )
    return boxes


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

"""A plan as a paper: what it says, what it answers, and its actions theme by theme. Facts in, blocks out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sightline.domain.plans.queries import ActionRow, FindingName, PlanPage
from sightline.domain.plans.sheet import SheetRow, figures_text
from sightline.domain.plans.sheet import printed as in_words
from sightline.domain.plans.words import CONFIDENCE, DELIVERY, STATES
from sightline.ground.lib.documents.blocks import (
    Block,
    Cell,
    Document,
    Heading,
    ListItem,
    Paragraph,
    Row,
    Table,
)

NOT_STATED = "Not stated"
NO_THEME = "Without a theme"


def plan_document(found: PlanPage, actions: Sequence[SheetRow], filters: Sequence[str] = ()) -> Document:
    """The plan as found, with what is known of its actions beyond their line in the list; none of it as at an earlier day."""
    blocks = [
        *_head(found, filters),
        *_says(found),
        *_order(found),
        *_answers(found),
        *_actions(found.rows, {row.number: row for row in actions}),
    ]
    return Document("docx", None, blocks=tuple(blocks), meta={"title": found.plan.title})


def _head(found: PlanPage, filters: Sequence[str]) -> Iterator[Block]:
    plan = found.plan
    yield Heading(plan.title, 0)
    said = [STATES[plan.state]]
    said += [f"version {plan.version}"] if plan.version else []
    said += [f"of {in_words(plan.version_date)}"] if plan.version_date else []
    yield Paragraph(" ".join(said) + ".")
    if found.as_at:
        yield Paragraph(f"The findings and actions are as at {in_words(found.as_at)}.")
    if filters:
        yield Paragraph(f"This paper shows only: {'; '.join(filters)}.")
    yield Paragraph(f"Period: {_period(plan.starts, plan.ends)}. Owner: {plan.owner or NOT_STATED}.")


def _period(starts: date | None, ends: date | None) -> str:
    if starts is None and ends is None:
        return NOT_STATED.lower()
    return f"{in_words(starts) or NOT_STATED.lower()} to {in_words(ends) or NOT_STATED.lower()}"


def _says(found: PlanPage) -> Iterator[Block]:
    for heading, text in (("Vision", found.plan.vision), ("Narrative", found.plan.narrative)):
        if text.strip():
            yield Heading(heading, 1)
            yield from (Paragraph(line.strip()) for line in text.split("\n") if line.strip())


def _order(found: PlanPage) -> Iterator[Block]:
    groups: tuple[tuple[str, Iterable[Any]], ...] = (
        ("Aims", found.aims),
        ("Drivers and workstreams", found.workstreams),
        ("Funding", found.fundings),
    )
    for heading, parts in groups:
        lines = [_part(part) for part in parts]
        if lines:
            yield Heading(heading, 1)
            yield from (ListItem(line, "•") for line in lines)


def _part(part: Any) -> str:
    amount = f", {part.amount_raw}" if part.amount_raw else ""
    return f"{part}{amount}. Lead: {part.lead or NOT_STATED.lower()}"


def _answers(found: PlanPage) -> Iterator[Block]:
    yield Heading("What the plan answers", 1)
    yield Paragraph(f"{found.thread.sentence}.")
    for title in (title for _, title in found.inspections):
        yield ListItem(title, "•")
    words = {
        "unanswered": "Findings that nothing answers",
        "not evidenced": "Findings whose actions are not all evidenced",
        "not signed off": "Findings whose actions are not all signed off",
    }
    for name, heading in words.items():
        if found.rest[name]:
            yield Heading(heading, 2)
            yield from _named(found.rest[name])


def _named(findings: Iterable[FindingName]) -> Iterator[Block]:
    return (ListItem(finding.label, "•") for finding in findings)


def _actions(rows: Sequence[ActionRow], known: dict[int, SheetRow]) -> Iterator[Block]:
    yield Heading("Actions", 1)
    if not rows:
        yield Paragraph("There are no actions.")
    themes = dict.fromkeys(row.theme for row in rows)
    for theme in themes:
        mine = [row for row in rows if row.theme == theme]
        name = theme or NO_THEME
        if len(themes) > 1 or theme:
            yield Heading(name, 2)
        yield _table(mine, known, name)


def _table(rows: Sequence[ActionRow], known: dict[int, SheetRow], theme: str) -> Table:
    header = ["Ref", "Action", "Owner", "Due", "Delivery", "Confidence"]
    header += ["How we will know", "Latest update"] if known else []
    lines = [header, *(_line(row, known) for row in rows)]
    made = tuple(
        Row(tuple(Cell(" ".join(text.split(" ")) or None) for text in line), None, number)
        for number, line in enumerate(lines, start=1)
    )
    return Table(made, title=f"Actions: {theme}")


def _line(row: ActionRow, known: dict[int, SheetRow]) -> list[str]:
    owners = "\n".join(row.owners) or NOT_STATED
    due = in_words(row.due) or row.due_raw or NOT_STATED
    if row.first_due and row.due and row.first_due != row.due:
        due += f"\nfirst {in_words(row.first_due)}"
    confidence = CONFIDENCE.get(row.confidence or "", NOT_STATED)
    if row.forecast:
        confidence += f"\nforecast {in_words(row.forecast)}"
    line = [row.label, row.title, owners, due, DELIVERY.get(row.delivery or "", NOT_STATED), confidence]
    return line + _more(known.get(row.number)) if known else line


def _more(action: SheetRow | None) -> list[str]:
    if action is None:
        return [NOT_STATED, NOT_STATED]
    target = figures_text(action, "target")
    measure = "\n".join(filter(None, (action.success_measure, f"Target: {target}" if target else "")))
    day = f"{in_words(action.last_updated)}: " if action.last_updated and action.updates else ""
    return [measure or NOT_STATED, day + action.updates[0] if action.updates else NOT_STATED]

"""Checks 1: findings, sources and references."""

from __future__ import annotations

from ..facts import ActionFacts, FindingFacts, shorten
from . import words
from .examples import action, case, plan
from .registry import Context, Example, rule, squeeze

FINDING = FindingFacts(
    1, "10", "Ensure that assessments are completed in the time that a child needs", answered_by=1
)


def _finding(says: str, **facts: object) -> Example:
    stated = {"key": 1, "ref": "10", "text": FINDING.text, **facts}
    return Example(says, plan(findings=(FindingFacts(**stated),)))  # type: ignore[arg-type]


@rule(
    "SL101",
    "error",
    "finding",
    title="A finding that nothing answers",
    why="A plan is there to answer what inspectors said. A finding with neither an action nor a recorded reason is "
    "the first thing that the next inspection finds.",
    source="Education and Inspections Act 2006, section 137(3): a written statement of the action proposed "
    "in the light of the report",
    mend="Link an action to the finding, or record why none is needed.",
    needs=("findings",),
    passes=_finding("Finding 10 is answered by one action.", answered_by=1),
    fails=_finding("Finding 10 has no action and no reason is recorded.", answered_by=0),
)
def finding_without_answer(finding: FindingFacts, context: Context) -> str | None:
    if finding.answered_by or (finding.reason or "").strip():
        return None
    where = f" of {finding.inspection}" if finding.inspection else ""
    page = f" (page {finding.page})" if finding.page else ""
    words = (
        f": “{shorten(finding.text, 90)}”" if finding.ref else "."
    )  # without a reference the label is its words
    return f"{finding.label}{where}{page} has no action, and no reason is recorded{words}"


@rule(
    "SL102",
    "error",
    "action",
    title="An action without a source",
    why="Nobody can say why the action is in the plan, so nobody can say when its purpose is met.",
    source="Most plans keep the finding or recommendation beside each action; Ofsted checks that a plan reflects "
    "the findings",
    mend="Link the finding that the action answers, or state its other source: practice audit, self-evaluation, "
    "peer review, risk, partner, council aim.",
    needs=("source",),
    passes=case("The action comes from a practice audit.", source_count=0, other_source="practice audit"),
    fails=case("The action has no finding and no other source.", source_count=0, other_source=None),
)
def action_without_source(action: ActionFacts, context: Context) -> str | None:
    if action.source_count or (action.other_source or "").strip():
        return None
    return f"{action.label} answers no finding and states no other source."


@rule(
    "SL103",
    "warning",
    "finding",
    title="A finding set aside for a reason that says nothing",
    why="The reason is what the board and the inspectors will read in place of an action.",
    mend="Write in a sentence why no action is needed, and who decided so.",
    needs=("findings",),
    passes=_finding(
        "“Met before the plan began: the panel has run weekly since May.”",
        reason="Met before the plan began: the panel has run weekly since May.",
    ),
    fails=_finding("“n/a”", reason="n/a"),
)
def empty_reason(finding: FindingFacts, context: Context) -> str | None:
    reason = (finding.reason or "").strip()
    if finding.answered_by or not reason or not words.says_nothing(reason):
        return None
    return f"{finding.label} has no action, and the reason recorded is only “{reason}”."


@rule(
    "SL104",
    "error",
    "action",
    title="A reference used twice",
    why="Minutes, reports and mails name an action by its reference. Two with the same one get each other’s updates.",
    source="Numbers are reused between versions of real plans",
    mend="Give each action a reference of its own.",
    needs=("number",),
    passes=Example(
        "References 1.1 and 1.2.", plan(action(), action(key=2, number="1.2", what="Train managers"))
    ),
    fails=Example("Two actions numbered 1.1.", plan(action(), action(key=2, what="Train managers"))),
)
def duplicate_reference(action: ActionFacts, context: Context) -> str | None:
    if not action.number or context.numbers[squeeze(action.number)] < 2:
        return None
    times = context.numbers[squeeze(action.number)]
    return f"{times} actions are numbered {action.number}; this one is “{shorten(action.what)}”."


@rule(
    "SL105",
    "error",
    "action",
    title="An action without words",
    why="What is to be done is not stated.",
    mend="Write what will be done, or take the action out.",
    passes=case("“Complete 95% of assessments within 45 working days”"),
    fails=case("Nothing but a reference and a date.", what=" "),
)
def action_without_words(action: ActionFacts, context: Context) -> str | None:
    return None if action.what.strip() else f"{action.label} does not say what is to be done."


@rule(
    "SL106",
    "warning",
    "action",
    title="The same action twice",
    why="Two actions in the same words get two owners and two dates, and one of them is forgotten.",
    mend="Merge them, or say in each what sets it apart.",
    passes=Example(
        "Two actions in different words.", plan(action(), action(key=2, number="1.2", what="Train managers"))
    ),
    fails=Example("Actions 1.1 and 1.2 in the same words.", plan(action(), action(key=2, number="1.2"))),
)
def same_words_twice(action: ActionFacts, context: Context) -> str | None:
    same = context.wordings.get(squeeze(action.what), [])
    if len(same) < 2 or same[0] is action:
        return None
    return f"{action.label} is in the same words as {same[0].mention}: “{shorten(action.what)}”."


@rule(
    "SL107",
    "advice",
    "action",
    title="An action that answers very many findings",
    why="An action that answers everything is a programme: it has no one owner, no one date and no one measure.",
    source="Inspectors call such plans too wide ranging (Leicester, 20 March 2015)",
    mend="Split it into actions that can each be finished.",
    needs=("source",),
    passes=case("The action answers two findings.", source_count=2),
    fails=case("The action answers nine findings.", source_count=9),
)
def action_too_broad(action: ActionFacts, context: Context) -> str | None:
    if action.source_count <= context.settings.findings_an_action_can_answer:
        return None
    return f"{action.label} answers {action.source_count} findings."


@rule(
    "SL108",
    "warning",
    "action",
    title="An action without a reference",
    why="Without a printed reference, minutes and updates cannot name the action.",
    mend="Number the action.",
    needs=("number",),
    passes=case("Numbered 1.1.", number="1.1"),
    fails=case("Not numbered.", number=None),
)
def action_without_reference(action: ActionFacts, context: Context) -> str | None:
    named = (action.number or "").strip() or action.serial
    return None if named else f"{action.label} has no reference."

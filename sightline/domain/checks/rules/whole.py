"""Checks 6: the plan as a whole."""

from __future__ import annotations

import re
from datetime import date

from ..facts import COLUMNS, EVERYTHING, ActionFacts, PartFacts, PlanFacts
from .examples import action, case, plan
from .registry import REGISTRY, Context, Example, Found, day, rule

_CHILDREN = re.compile(
    r"\b(?:child\w*|young|famil\w+|parents?|carers?|care[- ](?:leavers?|experienced)|babies|baby|pupils?|students?|teenagers?"
    r"|adopt\w+|foster\w*|siblings?|ehc|send)\b",
    re.IGNORECASE,
)


def _actions(count: int, **facts: object) -> tuple[ActionFacts, ...]:
    return tuple(
        action(key=key, number=f"1.{key}", what=f"Train team {key}", **facts) for key in range(1, count + 1)
    )


@rule(
    "SL601",
    "warning",
    "plan",
    title="No action has a priority",
    why="If nothing comes first, the loudest does.",
    source="Not always clear which areas are the most critical (Havering, 9 December 2016); members asked which is the top "
    "priority (Wokingham, 2019)",
    mend="Set the priority of the actions that matter most to children’s safety.",
    needs=("priority",),
    passes=Example("One of two actions is of high priority.", plan(action(), action(key=2, priority=None))),
    fails=Example("Neither of two actions has one.", plan(*_actions(2, priority=None))),
)
def no_priorities(plan: PlanFacts, context: Context) -> str | None:
    if len(plan.live) < 2 or any((action.priority or "").strip() for action in plan.live):
        return None
    return f"None of the {len(plan.live)} actions has a priority."


@rule(
    "SL602",
    "warning",
    "theme",
    title="A theme without actions",
    why="A heading that holds nothing looks like something being done.",
    mend="Add actions to the theme, or take it out.",
    needs=("theme",),
    passes=Example("A theme with one action.", plan()),
    fails=Example("A theme with none.", plan(themes=(PartFacts(2, "Partnership", lead="Director"),))),
)
def theme_without_actions(theme: PartFacts, context: Context) -> str | None:
    return None if theme.actions else f"The theme “{theme.title}” has no actions."


@rule(
    "SL603",
    "warning",
    "workstream",
    title="A workstream without a lead",
    why="Nobody holds its actions together.",
    mend="Name who leads the workstream.",
    needs=("workstreams",),
    passes=Example(
        "Led by the Assistant Director.",
        plan(workstreams=(PartFacts(1, "Neglect", "Assistant Director", 1),)),
    ),
    fails=Example("Led by nobody.", plan(workstreams=(PartFacts(1, "Neglect", None, 1),))),
)
def workstream_without_lead(workstream: PartFacts, context: Context) -> str | None:
    return None if (workstream.lead or "").strip() else f"The workstream “{workstream.title}” has no lead."


@rule(
    "SL604",
    "warning",
    "funding",
    title="Funding without a lead",
    why="Money that nobody answers for is spent late, or on something else.",
    source="Reports leave out where the money comes from too often (City of London)",
    mend="Name who answers for the money.",
    needs=("fundings",),
    passes=Example(
        "The Director of Resources answers for it.",
        plan(fundings=(PartFacts(1, "Grant", "Director of Resources"),)),
    ),
    fails=Example("Nobody does.", plan(fundings=(PartFacts(1, "Grant", None),))),
)
def funding_without_lead(funding: PartFacts, context: Context) -> str | None:
    return None if (funding.lead or "").strip() else f"The funding “{funding.title}” has no lead."


@rule(
    "SL605",
    "error",
    "plan",
    title="A plan without actions",
    why="There is nothing to do and nothing to check.",
    mend="Add actions: from the findings, from a file, or one by one.",
    passes=Example("A plan with one action.", plan()),
    fails=Example(
        "A plan with none.", PlanFacts("Improvement plan", starts=date(2026, 1, 1), ends=date(2027, 3, 31))
    ),
)
def plan_without_actions(plan: PlanFacts, context: Context) -> str | None:
    return None if plan.live else f"{plan.title} has no actions."


@rule(
    "SL606",
    "warning",
    "plan",
    title="The plan’s period is not stated",
    why="Nobody can say whether a date lies inside it, or when the next plan is due.",
    mend="State the first and the last day of the plan.",
    needs=("period",),
    passes=Example("From 1 January 2026 to 31 March 2027.", plan()),
    fails=Example("No last day.", plan(ends=None)),
)
def period_not_stated(plan: PlanFacts, context: Context) -> str | None:
    missing = [words for words, when in (("first", plan.starts), ("last", plan.ends)) if when is None]
    return f"{plan.title} does not state its {' or '.join(missing)} day." if missing else None


@rule(
    "SL607",
    "error",
    "plan",
    title="The plan ends before it begins",
    why="One of the two dates is wrong.",
    mend="Correct the dates.",
    needs=("period",),
    passes=Example("From 1 January 2026 to 31 March 2027.", plan()),
    fails=Example("From 1 January 2026 to 31 March 2025.", plan(ends=date(2025, 3, 31))),
)
def ends_before_it_begins(plan: PlanFacts, context: Context) -> str | None:
    if not plan.starts or not plan.ends or plan.ends >= plan.starts:
        return None
    return f"{plan.title} ends on {day(plan.ends)}, before it begins on {day(plan.starts)}."


@rule(
    "SL608",
    "advice",
    "plan",
    title="Every action has the same priority",
    why="If everything comes first, nothing does.",
    source="Not focused on clear priorities (Sunderland, 20 July 2015)",
    mend="Choose the few that come first.",
    needs=("priority",),
    passes=Example("Some high, some not.", plan(*_actions(5), action(key=6, number="2.1", priority="low"))),
    fails=Example("Six actions, all high.", plan(*_actions(6))),
)
def one_priority_for_all(plan: PlanFacts, context: Context) -> str | None:
    priorities = {(action.priority or "").strip().casefold() for action in plan.live}
    if len(plan.live) < 5 or len(priorities) != 1 or "" in priorities:
        return None
    return f"All {len(plan.live)} actions have the same priority: {plan.live[0].priority}."


@rule(
    "SL609",
    "advice",
    "plan",
    title="A plan of very many actions",
    why="A board cannot follow so many; the few that matter are lost among them.",
    source="Too wide ranging, with insufficient focus on getting the basics right first (Leicester, 20 March 2015)",
    mend="Keep in this plan what the board will follow, and the rest in the services’ own plans.",
    passes=Example("One action.", plan()),
    fails=Example("160 actions.", plan(*_actions(160))),
)
def too_many_actions(plan: PlanFacts, context: Context) -> str | None:
    count, most = len(plan.live), context.settings.actions_in_a_plan
    return (
        f"{plan.title} has {count} actions; more than {most} are hard for a board to follow."
        if count > most
        else None
    )


@rule(
    "SL610",
    "warning",
    "plan",
    title="The plan is over and actions are open",
    why="When a plan ends quietly its open actions are lost with it.",
    mend="Carry each open action to the next plan, sign it off or end it by a decision.",
    needs=("period", "delivery"),
    passes=Example("The plan runs until March 2027.", plan()),
    fails=Example("The plan ended in March 2026; one action is open.", plan(ends=date(2026, 3, 31))),
)
def over_with_open_actions(plan: PlanFacts, context: Context) -> str | None:
    left = sum(action.open for action in plan.live)
    if not plan.ends or plan.ends >= context.today or not left:
        return None
    return f"{plan.title} ended on {day(plan.ends)}; still open: {left} of {len(plan.live)} actions."


@rule(
    "SL611",
    "advice",
    "action",
    title="An action under no theme",
    why="It is missing from every page and report that goes by themes.",
    mend="Put the action under one of the plan’s themes.",
    needs=("theme",),
    passes=case("Under the theme Assessment."),
    fails=case("Under none, though the plan has themes.", theme=None),
)
def action_without_theme(action: ActionFacts, context: Context) -> str | None:
    if not context.plan.themes or (action.theme or "").strip():
        return None
    return f"{action.label} is under none of the plan’s themes."


@rule(
    "SL612",
    "advice",
    "plan",
    title="No success measure speaks of children",
    why="A plan that measures only processes can succeed without any child noticing.",
    source="Plans focused on processes and structures (Croydon, 4 September 2017); on management systems (Barnet, 7 July "
    "2017)",
    mend="Add measures of what is different for children, young people and families.",
    needs=("success_measure",),
    passes=Example(
        "One measure is about care leavers.",
        plan(*_actions(5), action(key=9, success_measure="Care leavers say so")),
    ),
    fails=Example("Six measures, none about children.", plan(*_actions(6))),
)
def no_measure_speaks_of_children(plan: PlanFacts, context: Context) -> str | None:
    said = [text for action in plan.live if (text := (action.success_measure or "").strip())]
    if len(said) < 5 or any(_CHILDREN.search(text) for text in said):
        return None
    return f"None of the {len(said)} success measures speaks of children, young people or families."


MAIN = ("number", "source", "owner", "due", "status", "updates", "success_measure", "target", "theme")
"""The columns of almost every plan seen; a file without one of them is told so in a line of its own."""


@rule(
    "SL698",
    "advice",
    "plan",
    title="What the file has no place for",
    why="What a plan’s format cannot say, nobody writes down. The checks that need it were not run.",
    source="Columns that are rarer in real plans, some of them decisive: who scrutinises, baseline, evidence",
    mend="Add the columns that matter to you, or keep the plan in Sightline.",
    passes=Example("A file with every column.", plan(from_file=True)),
    fails=Example(
        "A file that cannot state a baseline.", plan(from_file=True, known=EVERYTHING - {"baseline"})
    ),
)
def rarer_columns_missing(plan: PlanFacts, context: Context) -> str | None:
    missing = [words for name, words in COLUMNS.items() if name not in plan.known and name not in MAIN]
    if not plan.from_file or not plan.live or not missing:
        return None
    unasked = sum(not plan.known.issuperset(rule.needs) for rule in REGISTRY.values())
    return f"The file does not state: {'; '.join(missing)}. So {unasked} of the {len(REGISTRY)} checks could not be run."


@rule(
    "SL699",
    "warning",
    "column",
    title="The file has no column for it",
    why="Almost every plan states it. The checks that need it were not run.",
    source="Union of the columns of 25 published plans: reference, theme, source, action, owner, date, progress, status, "
    "success measure",
    mend="Add the column; if the file has it under another name, say so when importing.",
    passes=Example("A file with every column.", plan(from_file=True)),
    fails=Example(
        "A file without a column for the due date.", plan(from_file=True, known=EVERYTHING - {"due"})
    ),
)
def column_missing(plan: PlanFacts, context: Context) -> list[Found]:
    if not plan.from_file or not plan.live:
        return []
    return [
        Found(f"The file has no column for {COLUMNS[name]}.", name, COLUMNS[name])
        for name in MAIN
        if name not in plan.known
    ]

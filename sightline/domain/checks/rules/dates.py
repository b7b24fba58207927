"""Checks 3: dates."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from ..facts import ActionFacts, PlanFacts
from .examples import action, case, plan
from .registry import Context, Example, day, rule


@rule(
    "SL301",
    "error",
    "action",
    title="An action without a due date",
    why="Without a date the action is never late and never finished.",
    source="A plan without timescales cannot be evaluated (Liverpool, 18 July 2014)",
    mend="Give the date by which it will be done.",
    needs=("due",),
    passes=case("Due on 31 December 2026."),
    fails=case("No date.", due=None, due_raw=None, first_due=None),
)
def action_without_due_date(action: ActionFacts, context: Context) -> str | None:
    stated = action.due or (action.due_raw or "").strip()
    return None if stated else f"{action.label} has no due date."


@rule(
    "SL302",
    "warning",
    "action",
    title="A due date that is not a date",
    why="“Ongoing”, “ASAP” and “TBC” are never late.",
    source="Seen in real plans",
    mend="Give the date by which this part will be done; keep what goes on for ever in everyday work.",
    needs=("due",),
    passes=case("“March 2027”, understood as 31 March 2027.", due=date(2027, 3, 31), due_raw="March 2027"),
    fails=case("“Ongoing”", due=None, due_raw="Ongoing", first_due=None),
)
def due_is_not_a_date(action: ActionFacts, context: Context) -> str | None:
    raw = (action.due_raw or "").strip()
    return (
        f"The due date of {action.mention} is “{raw}”, which is not a date."
        if raw and not action.due
        else None
    )


@rule(
    "SL303",
    "error",
    "action",
    title="Due before it starts",
    why="One of the two dates is wrong.",
    mend="Correct the start or the due date.",
    needs=("due", "start"),
    passes=case("Starts on 5 January 2026, due on 31 December 2026."),
    fails=case(
        "Starts on 1 September 2026, due on 30 June 2026.", start=date(2026, 9, 1), due=date(2026, 6, 30)
    ),
)
def due_before_start(action: ActionFacts, context: Context) -> str | None:
    if not action.due or not action.start or action.due >= action.start:
        return None
    return f"{action.label} is due on {day(action.due)}, before it starts on {day(action.start)}."


@rule(
    "SL304",
    "error",
    "action",
    title="The due date has passed and nobody has said how it stands",
    why="This is how actions are lost: the date goes by in silence.",
    source="Many actions not progressed despite attention (West Sussex, 8 May 2019); officers’ updates late or missing "
    "(minutes of several councils)",
    mend="Ask the owner for an update: done, or a new date with the reason.",
    needs=("due", "delivery", "update_dates"),
    passes=case("Due in April, updated in May.", due=date(2026, 4, 30), last_update=date(2026, 5, 20)),
    fails=case("Due in April, last updated in March.", due=date(2026, 4, 30), last_update=date(2026, 3, 1)),
)
def overdue_and_silent(action: ActionFacts, context: Context) -> str | None:
    return _silence(action) if _is_overdue_and_silent(action, context) else None


def _is_overdue_and_silent(action: ActionFacts, context: Context) -> bool:
    if not _is_overdue(action, context) or _undated(action) or "update_dates" not in context.plan.known:
        return False
    return action.last_update is None or (action.due is not None and action.last_update <= action.due)


def _is_overdue(action: ActionFacts, context: Context) -> bool:
    return action.open and action.due is not None and action.due < context.today


def _undated(action: ActionFacts) -> bool:
    """Whether there are updates and the day of none of them is known."""
    return action.updates > 0 and action.last_update is None


def _silence(action: ActionFacts) -> str:
    assert action.due is not None
    since = (
        f"its last update was on {day(action.last_update)}"
        if action.last_update
        else "it has never been updated"
    )
    return f"{action.label} was due on {day(action.due)} and {since}."


@rule(
    "SL305",
    "warning",
    "action",
    title="Not updated for too long",
    why="An old status is read as a present one.",
    source="Good plans are updated in real time against actions, outcomes and impact (Barnsley, 8 August 2014)",
    mend="Ask the owner for an update; “no change” with today’s date is one.",
    needs=("delivery", "update_dates"),
    passes=case("Updated 12 days ago."),
    fails=case("Updated 90 days ago.", last_update=date(2026, 3, 3)),
)
def stale(action: ActionFacts, context: Context) -> str | None:
    if not action.open or _undated(action) or _is_overdue_and_silent(action, context):
        return None
    since = action.last_update or _expected_from(action, context.plan)
    if since and (context.today - since).days <= context.settings.days_until_stale:
        return None
    if action.last_update:
        days = (context.today - action.last_update).days
        return f"{action.label} was last updated on {day(action.last_update)}, {days} days ago."
    return f"{action.label} has never been updated."


def _expected_from(action: ActionFacts, plan: PlanFacts) -> date | None:
    """The day from which updates can be expected, where it is known."""
    return max((when for when in (action.start, plan.starts) if when), default=None)


@rule(
    "SL306",
    "warning",
    "action",
    title="The date has slipped more than once",
    why="A date that moves again and again is not a date. Members ask what is different now.",
    source="Actions turned red because dates were re-scheduled (West Berkshire, 2015)",
    mend="Say at the board what stands in the way, and set a date that will be kept.",
    needs=("due_changes",),
    passes=case("Moved once, with a reason.", due_changes=1, first_due=date(2026, 9, 30)),
    fails=case("Moved three times.", due_changes=3, first_due=date(2026, 3, 31)),
)
def date_keeps_slipping(action: ActionFacts, context: Context) -> str | None:
    if not action.open or action.due_changes <= context.settings.slips_allowed:
        return None
    first = f", first {day(action.first_due)}" if action.first_due else ""
    now = f" and now {day(action.due)}" if action.due else ""
    return f"The date of {action.mention} has moved {action.due_changes} times{first}{now}."


@rule(
    "SL307",
    "warning",
    "action",
    title="A date outside the plan’s period",
    why="Either the date is wrong, or the plan ends before its actions do.",
    mend="Correct the date, or the plan’s period.",
    needs=("due", "period"),
    passes=case("Due within the plan’s period."),
    fails=case("Due two years after the plan ends.", due=date(2029, 3, 31)),
)
def date_outside_plan(action: ActionFacts, context: Context) -> str | None:
    if not action.due:
        return None
    starts, ends = context.plan.starts, context.plan.ends
    if ends and action.due > ends:
        return f"{action.label} is due on {day(action.due)}, after the plan ends on {day(ends)}."
    if starts and action.due < starts:
        return f"{action.label} is due on {day(action.due)}, before the plan begins on {day(starts)}."
    return None


@rule(
    "SL308",
    "warning",
    "action",
    title="On track, yet forecast late",
    why="The two statements contradict each other, and readers see only the colour.",
    source="Over-optimism and lack of pace (Cheshire West, 28 August 2024)",
    mend="Correct the confidence or the forecast; if the date has to move, move it with a reason.",
    needs=("due", "confidence", "forecast"),
    passes=case("On track, forecast for the due date.", forecast=date(2026, 12, 31)),
    fails=case("On track, forecast three months late.", forecast=date(2027, 3, 31)),
)
def on_track_but_late(action: ActionFacts, context: Context) -> str | None:
    if not action.open or action.confidence != "on track" or not action.forecast or not action.due:
        return None
    if action.forecast <= action.due:
        return None
    return f"{action.label} is called on track, but is forecast for {day(action.forecast)} and due on {day(action.due)}."


@rule(
    "SL309",
    "warning",
    "action",
    title="Off track, without a forecast",
    why="The board needs to know when it will be done instead.",
    mend="Give a forecast date.",
    needs=("confidence", "forecast"),
    passes=case("Off track, forecast for March.", confidence="off track", forecast=date(2027, 3, 31)),
    fails=case("Off track, no forecast.", confidence="off track"),
)
def off_track_without_forecast(action: ActionFacts, context: Context) -> str | None:
    if not action.open or action.confidence != "off track" or action.forecast:
        return None
    return f"{action.label} is off track and has no forecast date."


_SAME_DAY = tuple(action(key=key, number=f"1.{key}", what=f"Train team {key}") for key in range(1, 11))
_SPREAD = tuple(
    action(
        key=key, number=f"1.{key}", what=f"Train team {key}", due=date(2026, 7, 1) + timedelta(days=14 * key)
    )
    for key in range(1, 11)
)


@rule(
    "SL310",
    "advice",
    "plan",
    title="Most actions are due on one day",
    why="Dates that are all the end of the year were not thought about one by one, and nothing shows slippage until then.",
    source="Plans need pace, sequence and milestones (Herefordshire, 21 September 2022)",
    mend="Spread the dates: ask what has to come first.",
    needs=("due",),
    passes=Example("Ten actions due over five months.", plan(*_SPREAD)),
    fails=Example("Ten actions, all due on 31 December 2026.", plan(*_SAME_DAY)),
)
def all_on_one_day(plan: PlanFacts, context: Context) -> str | None:
    dates = Counter(action.due for action in plan.live if action.due)
    total = dates.total()
    if total < 10:
        return None
    when, count = dates.most_common(1)[0]
    if count / total < context.settings.share_on_one_day:
        return None
    return f"{count} of {total} dated actions are due on the same day, {day(when)}."


@rule(
    "SL311",
    "warning",
    "action",
    title="Done before it started",
    why="One of the two dates is wrong, or the action describes what had been done already.",
    mend="Correct the dates, or say that the action was complete before the plan.",
    needs=("delivery", "start"),
    passes=case("Started in January, done in May.", delivery="done", done_at=date(2026, 5, 20)),
    fails=case("Done a month before the start.", delivery="done", done_at=date(2025, 12, 5)),
)
def done_before_start(action: ActionFacts, context: Context) -> str | None:
    if not action.done_at or not action.start or action.done_at >= action.start:
        return None
    return f"{action.label} was done on {day(action.done_at)}, before it started on {day(action.start)}."


@rule(
    "SL312",
    "warning",
    "action",
    title="A date that cannot be meant",
    why="A year typed wrong makes an action overdue for ever, or never.",
    source="A date typed wrong was found in a real tracker (Torbay, 2017)",
    mend="Correct the year.",
    passes=case("Due in 2026."),
    fails=case("Due in 2062.", due=date(2062, 12, 31)),
)
def impossible_date(action: ActionFacts, context: Context) -> str | None:
    last = context.today.year + 15
    for words, when in (("due", action.due), ("due to start", action.start), ("forecast", action.forecast)):
        if when and not 2000 <= when.year <= last:
            return f"{action.label} is {words} in {when.year}."
    return None


@rule(
    "SL313",
    "warning",
    "action",
    title="Overdue, yet called on track",
    why="What is past its date is not on track unless the date has been moved.",
    source="Over-optimism and lack of pace (Cheshire West, 28 August 2024)",
    mend="Say that it is done, or that it is off track with a forecast.",
    needs=("due", "delivery", "confidence"),
    passes=case(
        "Overdue and off track.", due=date(2026, 5, 1), confidence="off track", forecast=date(2026, 9, 1)
    ),
    fails=case("Overdue and on track.", due=date(2026, 5, 1)),
)
def overdue_but_on_track(action: ActionFacts, context: Context) -> str | None:
    if not action.open or action.confidence != "on track" or not action.due or action.due >= context.today:
        return None
    return f"{action.label} was due on {day(action.due)} and is still called on track."


@rule(
    "SL314",
    "warning",
    "action",
    title="Not started, and nearly due",
    why="There is still time to move people or to tell the board.",
    mend="Start it, or move the date with a reason.",
    needs=("due", "delivery"),
    passes=case("Not started, due in seven months.", delivery="not started"),
    fails=case("Not started, due in 14 days.", delivery="not started", due=date(2026, 6, 15)),
)
def not_started_and_nearly_due(action: ActionFacts, context: Context) -> str | None:
    if action.delivery != "not started" or not action.open or not action.due:
        return None
    left = (action.due - context.today).days
    if not 0 <= left <= context.settings.days_before_due_to_start:
        return None
    return f"{action.label} is due on {day(action.due)} ({_days(left)}) and has not been started."


@rule(
    "SL315",
    "warning",
    "action",
    title="The forecast has passed",
    why="The owner’s own date has gone by.",
    mend="Ask the owner for an update with a new forecast.",
    needs=("delivery", "forecast"),
    passes=case("Forecast for September.", forecast=date(2026, 9, 1), due=date(2026, 9, 30)),
    fails=case("Forecast for April, still in progress.", forecast=date(2026, 4, 1)),
)
def forecast_has_passed(action: ActionFacts, context: Context) -> str | None:
    if not action.open or not action.forecast or action.forecast >= context.today:
        return None
    return f"{action.label} was forecast for {day(action.forecast)} and is not said to be done."


@rule(
    "SL316",
    "warning",
    "action",
    title="Overdue, with no new date",
    why="Readers can see that it is late, and not when it will be done.",
    mend="Say that it is done, give a forecast, or move the date with a reason.",
    needs=("due", "delivery"),
    passes=case(
        "Overdue, forecast for September.",
        due=date(2026, 5, 1),
        forecast=date(2026, 9, 1),
        confidence="off track",
    ),
    fails=case("Overdue, updated since, no forecast.", due=date(2026, 5, 1), confidence=None),
)
def overdue_with_no_new_date(action: ActionFacts, context: Context) -> str | None:
    if not _is_overdue(action, context) or _is_overdue_and_silent(action, context):
        return None
    if action.confidence in ("on track", "off track") or action.forecast:
        return None  # SL313, SL309 or SL315 says so
    assert action.due is not None
    return (
        f"{action.label} was due on {day(action.due)}; it is not said to be done, and no new date is given."
    )


def _days(count: int) -> str:
    return {0: "today", 1: "tomorrow"}.get(count, f"in {count} days")

"""Checks 5: what is said to be done, and what supports it."""

from __future__ import annotations

from datetime import date

from ..facts import ActionFacts
from .examples import case
from .registry import Context, day, rule, squeeze

_CHECKED = ("evidenced", "verified", "signed off", "embedded")
_DECIDED = ("signed off", "embedded")


@rule(
    "SL501",
    "warning",
    "action",
    title="Done, without evidence",
    why="A completion that nobody can check is a claim.",
    source="Of one council’s audit recommendations 73% were said to be addressed and 70% verified (Anglesey)",
    mend="Add the evidence: an audit, a figure, a document, what families say.",
    needs=("delivery", "evidence"),
    passes=case("Done, with one piece of evidence.", delivery="done", impact="better"),
    fails=case("Done, with none.", delivery="done", impact="better", evidence_count=0),
)
def done_without_evidence(action: ActionFacts, context: Context) -> str | None:
    if action.delivery != "done" or action.evidence_count or action.assurance in _CHECKED:
        return None
    return f"{action.label} is said to be done and has no evidence."


@rule(
    "SL502",
    "warning",
    "action",
    title="Done, and nobody knows whether it helped",
    why="Done is not the same as better.",
    source="A board focused on compliance, with limited impact (Knowsley, 20 January 2025)",
    mend="Judge the impact from the measure, an audit or what families say: better, worse, or no signal of change.",
    needs=("delivery", "impact"),
    passes=case("Done, impact: no signal of change.", delivery="done", impact="no signal of change"),
    fails=case("Done, impact: no evidence yet.", delivery="done", impact="no evidence yet"),
)
def done_impact_unknown(action: ActionFacts, context: Context) -> str | None:
    if action.delivery != "done" or action.impact not in (None, "no evidence yet"):
        return None
    if action.impact is None and (action.impact_raw or "").strip():
        return None
    return f"{action.label} is done; whether anything is better is not known."


_TEXT = "The panel met twice and looked at twelve cases; managers were told what was found."


@rule(
    "SL503",
    "warning",
    "action",
    title="An update copied from the last one",
    why="Readers take it for news. “No change” is an honest update.",
    source="Updates late or in the wrong form, items outstanding for a significant time (Bromsgrove, 2010 to 2012)",
    mend="Ask the owner what has happened since.",
    needs=("updates",),
    passes=case(
        "Two updates in different words.", latest_texts=(_TEXT, "The panel is set up and has its terms.")
    ),
    fails=case("Two updates in the same words.", latest_texts=(_TEXT, _TEXT)),
)
def copied_update(action: ActionFacts, context: Context) -> str | None:
    if not action.open or len(action.latest_texts) < 2:
        return None
    now, before = squeeze(action.latest_texts[0]), squeeze(action.latest_texts[1])
    if _honest(now) or not _alike(now, before):
        return None
    return f"The last update of {action.mention} is in the words of the one before it."


def _honest(now: str) -> bool:
    """Whether a text says itself that nothing is new ("No change"), or is too short to say more ("On track.")."""
    return len(now.split()) < 4 or now.casefold().startswith(("no change", "no update", "nothing new"))


def _alike(now: str, before: str) -> bool:
    """Whether two texts are the same but for one place in which a word or two differ (a month, a number).

    In a short text the one word may be all the news ("71 of 100."), so it must be the same throughout.
    """
    if len(now) < 40:
        return now == before
    one, other = now.split(), before.split()
    least, most = min(len(one), len(other)), max(len(one), len(other))
    start = _same_words(one, other)
    end = min(_same_words(one[::-1], other[::-1]), least - start)
    return most - (start + end) <= max(1, most // 20)


def _same_words(one: list[str], other: list[str]) -> int:
    """How many words from the beginning are the same."""
    for place, (word, opposite) in enumerate(zip(one, other, strict=False)):
        if word != opposite:
            return place
    return min(len(one), len(other))


@rule(
    "SL504",
    "error",
    "action",
    title="Signed off, but not done",
    why="The board’s word and the owner’s contradict each other.",
    mend="Correct the delivery status, or reopen the action by a decision.",
    needs=("delivery", "assurance"),
    passes=case("Done and signed off.", delivery="done", assurance="signed off", impact="better"),
    fails=case("In progress and signed off.", assurance="signed off"),
)
def signed_off_not_done(action: ActionFacts, context: Context) -> str | None:
    if action.assurance not in _DECIDED or action.delivery in ("done", None):
        return None
    return f"{action.label} is {action.assurance}, but its delivery is “{action.delivery}”."


@rule(
    "SL505",
    "error",
    "action",
    title="Called evidenced, and there is no evidence",
    why="The status says that somebody has seen something that is not here.",
    source="Members asked that the reason for each sign-off be given (Epsom & Ewell, 2015)",
    mend="Add what was seen, or correct the status.",
    needs=("assurance", "evidence"),
    passes=case(
        "Verified, with one piece of evidence.", delivery="done", assurance="verified", impact="better"
    ),
    fails=case(
        "Verified, with none.", delivery="done", assurance="verified", impact="better", evidence_count=0
    ),
)
def evidenced_without_evidence(action: ActionFacts, context: Context) -> str | None:
    if action.assurance not in _CHECKED or action.evidence_count:
        return None
    return f"{action.label} is called {action.assurance} and has no evidence."


@rule(
    "SL506",
    "warning",
    "action",
    title="Done, and things are worse",
    why="The work is finished and did not do what it was for.",
    mend="Reopen the action, or start another that answers the same finding.",
    needs=("delivery", "impact"),
    passes=case("Done, better.", delivery="done", impact="better"),
    fails=case("Done, worse.", delivery="done", impact="worse"),
)
def done_but_worse(action: ActionFacts, context: Context) -> str | None:
    if action.delivery != "done" or action.impact != "worse" or action.assurance == "reopened":
        return None
    return f"{action.label} is done, and its impact is judged worse."


@rule(
    "SL507",
    "warning",
    "action",
    title="Better, on nobody’s evidence",
    why="An improvement that nothing shows will not stand up to an inspector’s question.",
    source="Reporting lacks analysis (Tameside, 9 December 2016)",
    mend="Add the figures or the audit that shows it.",
    needs=("impact", "evidence"),
    passes=case("Better, with one piece of evidence.", impact="better"),
    fails=case("Better, with none.", impact="better", evidence_count=0),
)
def better_without_evidence(action: ActionFacts, context: Context) -> str | None:
    if action.impact not in ("better", "sustained") or action.evidence_count:
        return None
    if action.delivery == "done" and action.assurance not in _CHECKED:
        return None  # SL501 says so already
    return (
        None
        if action.assurance in _CHECKED
        else f"{action.label} is judged {action.impact} and has no evidence."
    )


@rule(
    "SL508",
    "warning",
    "action",
    title="The status is not stated",
    why="An action without a status is in nobody’s count: neither late nor done.",
    source="Free words and split colours stand in real plans (A/G, “phase 1 completed”)",
    mend="Say whether it is not started, in progress, done or not done.",
    needs=("status",),
    passes=case("In progress."),
    fails=case("No status.", delivery=None),
)
def status_not_stated(action: ActionFacts, context: Context) -> str | None:
    if action.delivery is not None:
        return None
    if printed := (action.delivery_raw or "").strip():
        return f"The status of {action.mention} is “{printed}”, which does not say whether it is done."
    return f"{action.label} has no status."


@rule(
    "SL509",
    "advice",
    "action",
    title="Done long ago and never checked",
    why="Work that waits for sign-off is invisible: neither open nor closed.",
    source="Amber included actions done but awaiting sign-off, so what was complete could not be seen (Havering, 2013)",
    mend="Verify it and take it to the body that signs off.",
    needs=("delivery", "assurance"),
    passes=case(
        "Done in May, looked at in June.", delivery="done", done_at=date(2026, 5, 20), impact="better"
    ),
    fails=case(
        "Done in January, still only reported.", delivery="done", done_at=date(2026, 1, 20), impact="better"
    ),
)
def done_and_never_checked(action: ActionFacts, context: Context) -> str | None:
    if action.delivery != "done" or action.assurance in _CHECKED or not action.done_at:
        return None
    days = (context.today - action.done_at).days
    if days <= context.settings.days_to_check_what_is_done:
        return None
    return f"{action.label} was done on {day(action.done_at)}, {days} days ago, and has not been verified."


@rule(
    "SL510",
    "error",
    "action",
    title="Done on a day that has not come",
    why="The date or the status is wrong.",
    mend="Correct the date, or give it as a forecast.",
    needs=("delivery",),
    passes=case("Done last month.", delivery="done", done_at=date(2026, 5, 20), impact="better"),
    fails=case("Done next month.", delivery="done", done_at=date(2026, 7, 20), impact="better"),
)
def done_in_the_future(action: ActionFacts, context: Context) -> str | None:
    if not action.done_at or action.done_at <= context.today:
        return None
    return f"{action.label} is said to be done on {day(action.done_at)}, which has not come."


@rule(
    "SL511",
    "warning",
    "action",
    title="Not done, and no word why",
    why="Whoever reads the plan later needs to know what was tried and what stood in the way.",
    mend="Add an update that says why it was not done and what happens to the finding.",
    needs=("delivery", "updates"),
    passes=case("Not done, with an update.", delivery="not done"),
    fails=case("Not done, without one.", delivery="not done", updates=0, last_update=None),
)
def not_done_without_reason(action: ActionFacts, context: Context) -> str | None:
    if action.delivery != "not done" or action.updates:
        return None
    return f"{action.label} was not done, and no update says why."


@rule(
    "SL512",
    "advice",
    "action",
    title="The owner has not said whether it is on track",
    why="The date alone shows trouble only when it has passed.",
    mend="Ask the owner: on track, at risk or off track.",
    needs=("delivery", "confidence"),
    passes=case("In progress, on track."),
    fails=case("In progress, nothing said.", confidence=None),
)
def confidence_not_stated(action: ActionFacts, context: Context) -> str | None:
    if action.delivery != "in progress" or not action.open or action.confidence:
        return None
    return f"The owner of {action.mention} has not said whether it is on track."

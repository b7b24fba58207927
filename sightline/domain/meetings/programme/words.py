"""The vocabulary of forward work programmes. No Django."""

from __future__ import annotations

ASKS = {"report": "A report", "presentation": "A presentation", "decision": "A decision"}
ENTRY_STATES = {
    "open": "To be placed",
    "placed": "On an agenda",
    "done": "Considered",
    "dropped": "Dropped",
}
STANDING = frozenset({"open", "placed"})
# Which moves there are, and what makes each.
MOVES: dict[tuple[str, str], str] = {
    ("open", "placed"): "It is put on the agenda of a meeting of the body",
    (
        "placed",
        "open",
    ): "The item is taken off or put off, the meeting is cancelled, or it is taken back with a reason",
    ("placed", "done"): "The meeting records what came of the item, or a person says that it was considered",
    ("open", "dropped"): "It is dropped, with a reason",
    ("dropped", "open"): "It is taken up again, with a reason",
}
# Who asked for it: who stands first is offered first.
SOURCES = {
    "body": "The body itself",
    "promise": "A promise",
    "decision": "A decision",
    "milestone": "A milestone of a plan",
}
STEP_KINDS = {
    "added": "Put on the programme",
    "stated": "Described anew",
    "moved": "Time moved",
    "placed": "Put on an agenda",
    "carried": "The meeting was moved",
    "came-back": "Came back from an agenda",
    "done": "Considered",
    "dropped": "Dropped",
    "again": "Taken up again",
    "passed": "Passed on",
}
WITH_A_REASON = frozenset({"moved", "came-back", "dropped", "again", "passed"})

"""The vocabulary of promises. No Django."""

from __future__ import annotations

PROMISE_KINDS = {
    "note": "Note",
    "agree": "Agree",
    "recommend": "Recommend",
    "request-report": "Request a report",
    "circulate": "Circulate a paper",
    "supply": "Supply information",
    "bring-back": "Bring back",
}
# said-met: whoever owes it, or an officer, says that it is met; the body has not decided yet (guarantee 5).
PROMISE_STATES = {
    "open": "Outstanding",
    "said-met": "Said to be met",
    "discharged": "Discharged",
    "cancelled": "Cancelled",
}
STANDING = frozenset({"open", "said-met"})
# Which moves there are, and what makes each: a person's word, or only a decision of the body.
MOVES: dict[tuple[str, str], str] = {
    ("open", "said-met"): "An officer says that it is met, with evidence, a paper or words",
    (
        "said-met",
        "open",
    ): "The body decides that it is not met, with its reason; or the officer takes it back",
    ("open", "discharged"): "A decision of the body discharges it",
    ("said-met", "discharged"): "A decision of the body discharges it",
    ("open", "cancelled"): "A decision of the body cancels it",
    ("said-met", "cancelled"): "A decision of the body cancels it",
}
ANSWERS = {"accepted": "Accepted", "partly": "Partly accepted", "rejected": "Rejected"}
STEP_KINDS = {
    "taken-up": "Taken up",
    "stated": "What it says was stated or corrected",
    "date": "Date moved",
    "notice": "The executive was given notice",
    "answer": "Answered by the executive",
    "said-met": "Said to be met",
    "taken-back": "No longer said to be met",
    "not-met": "The body said that it is not met",
    "discharged": "Discharged by the body",
    "cancelled": "Cancelled by the body",
    "passed": "Passed on",
}
# Who is told of a promise that is late, by working days after its date. Nobody is written to: the page says who is to be told.
ESCALATION: tuple[tuple[int, str], ...] = (
    (1, "Ask who owes it how it stands"),
    (6, "Tell the head of the service"),
    (11, "Tell the chair of the body"),
    (21, "Tell the body at its next meeting"),
)

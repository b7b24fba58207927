"""The vocabulary of how plans are governed: who stands where, what is put to a body, what becomes of old actions. No Django."""

from __future__ import annotations

from .words import LAYERS

# What a body may be to a whole plan: the four layers, which an action's own bodies overrule, and three more.
PLAN_ROLES = {
    **LAYERS,
    "sign-off": "Signs actions off",
    "adopt": "Adopts the plan",
    "endorse": "Endorses the plan",
}
REVIEW_CYCLES = {
    "monthly": "Monthly",
    "six-weekly": "Every six weeks",
    "quarterly": "Quarterly",
    "half-yearly": "Twice a year",
    "yearly": "Yearly",
}
REQUEST_STATES = {
    "waiting": "Waits for the body",
    "decided": "Decided",
    "refused": "Not signed off",
    "withdrawn": "Taken back",
}
# What a decision did to an action. "signed-off", "embedded" and "reopened" are values of assurance; "ended" ends it.
SETTLEMENTS = {
    "signed-off": "Signed off",
    "embedded": "Embedded",
    "reopened": "Reopened",
    "ended": "Ended",
}
DISPOSITIONS = {
    "carried": "Carried over",
    "merged": "Merged with others",
    "split": "Split into several",
    "signed-off": "Signed off",
    "ended": "Ended by a decision",
}
NEEDS_TARGET = frozenset({"carried", "merged", "split"})
NEEDS_DECISION = frozenset({"signed-off", "ended"})
ACCEPTANCES = {
    "proposed": "Proposed by the body",
    "accepted": "Accepted by the body",
    "not-accepted": "Not accepted by the body",
    "taken": "Taken into the draft by the programme office",
    "declined": "Declined by the programme office",
}
ENDORSEMENTS = {"endorsed": "Endorsed", "not-endorsed": "Not endorsed", "comments": "Endorsed with comments"}
REPLIES = {
    "reflects": "The plan reflects the findings",
    "does-not": "The plan does not reflect the findings",
    "none": "No reply",
}
CERTIFICATES = {
    "readiness": "Readiness for adoption",
    "adoption": "Adoption",
    "carry-over": "Carry-over",
    "sign-off": "Sign-off",
}

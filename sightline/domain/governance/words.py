"""The vocabulary of bodies and decisions. No Django."""

from __future__ import annotations

SEAT_ROLES = {
    "chair": "Chair",
    "independent-chair": "Independent chair",
    "vice-chair": "Vice-chair",
    "member": "Member",
    "observer": "Observer",
    "adviser": "Adviser",
    "clerk": "Clerk",
}
COUNTS_FOR_QUORUM = frozenset({"chair", "independent-chair", "vice-chair", "member"})
CHAIRS = frozenset({"chair", "independent-chair"})

FREQUENCIES = {
    "weekly": "Weekly",
    "fortnightly": "Every two weeks",
    "monthly": "Monthly",
    "six-weekly": "Every six weeks",
    "two-monthly": "Every two months",
    "quarterly": "Quarterly",
    "half-yearly": "Twice a year",
    "yearly": "Yearly",
    "as-needed": "When needed",
}

# What only a decision can do (design, guarantee 5).
DECISIONS = {
    "adopt-plan": "Adopt a plan",
    "end-plan": "Close a plan, or end it because another follows",
    "endorse-plan": "Endorse a plan",
    "sign-off": "Sign an action off",
    "embed": "Accept that an action is embedded",
    "reopen": "Reopen an action",
    "end-action": "End an action",
    "close-finding": "Close a finding: it is met",
    "reopen-finding": "Reopen a finding",
    "discharge": "Discharge a promise",
    "cancel-promise": "Cancel a promise: it is not asked for any more",
    "end-body": "End a body",
    "delegate": "Delegate a power",
    "ratify": "Ratify what an inquorate meeting, or urgency, decided",
    "other": "Another decision",
}
NEVER_DELEGATED = frozenset({"delegate", "ratify"})

AUTHORITIES = {
    "meeting": "At a meeting",
    "delegation": "Under a delegation",
    "urgency": "Urgent, between meetings",
}

# standing: it has effect. awaiting: an inquorate meeting took it, and it waits for ratification without effect.
# ratified: confirmed by a quorate meeting, with effect. refused: a quorate meeting did not confirm it.
DECISION_STATES = {
    "standing": "Stands",
    "awaiting": "Waits for ratification",
    "ratified": "Ratified",
    "refused": "Not ratified",
}
IN_EFFECT = frozenset({"standing", "ratified"})

# Where the words of a decision are kept: kind -> words. The id is that of the row above, without a key (design, 4).
PLACES = {
    "meeting-outcome": "Outcome of an agenda item",
    "paper-outcome": "Outcome in an accepted paper",
    "": "Recorded by hand",
}

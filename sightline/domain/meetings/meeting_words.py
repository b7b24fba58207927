"""The vocabulary of meetings, their items, minutes and outcomes. No Django."""

from __future__ import annotations

# printed: it was held elsewhere and is known from its published minutes only; nothing of it was recorded here.
MEETING_STATES = {
    "planned": "Planned",
    "held": "Held",
    "cancelled": "Cancelled",
    "moved": "Moved",
    "printed": "Known from minutes",
}
ONLY_PRINTED = "The meeting was held elsewhere and is known from its published minutes only, so nothing is recorded of it here."
MEETING_CHANGES = {
    "described": "Described",
    "agenda": "Agenda sent",
    "moved": "Moved",
    "follows": "Takes the place of another",
    "joined": "Joined with another",
    "took-in": "Took another in",
    "cancelled": "Cancelled",
    "held": "Held",
    "printed": "Published minutes",
}
MINUTES_STATES = {"none": "No minutes yet", "draft": "Draft", "approved": "Approved"}
ATTENDANCES = {
    "present": "Present",
    "substitute": "Present as a substitute",
    "in-attendance": "In attendance",
    "apologies": "Apologies",
    "absent": "Absent",
}
ITEM_KINDS = {
    "business": "Business",
    "sign-off": "Actions ready for sign-off",
    "minutes": "Minutes of an earlier meeting",
    "plan": "A plan: to endorse, adopt or end it",
    "ratify": "Decisions to ratify or to be told of",
    "promises": "Outstanding promises",
    "urgent": "Urgent business",
}
RESULTS = {
    "agreed": "Agreed",
    "refused": "Not agreed",
    "deferred": "Put off",
    "noted": "Noted",
}

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
    "interests": "Declarations of interests",
    "speaking": "Public speaking",
    "programme": "Work programme",
    "urgent": "Urgent business",
}
RESULTS = {
    "agreed": "Agreed",
    "refused": "Not agreed",
    "deferred": "Put off",
    "noted": "Noted",
}
# The forms of the page of the room; what each saves is told to the next person in these words.
ROOM_FORMS = {
    "outcome": "Outcome",
    "promise": "Promise",
    "minute": "Notes",
    "interest": "Interest",
}
# As a code of conduct names them: Localism Act 2011, ss30-31, and the codes of councils beside it.
INTERESTS = {
    "pecuniary": "Disclosable pecuniary interest",
    "prejudicial": "Prejudicial interest",
    "personal": "Personal interest",
    "other": "Another interest",
}

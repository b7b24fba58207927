"""How a value of a vocabulary looks: a word, a shape and a tone. Colour never stands alone.

A domain package owns its vocabulary; here it only gets its looks. A value that is not listed is still shown, quietly,
with its own word, so that a new word in a domain needs no change here to be readable.
"""

from __future__ import annotations

from dataclasses import dataclass

# The shapes are drawn in a square of 16; each differs from the others in outline, not only in fill.
SHAPES: dict[str, str] = {
    "ring": '<circle cx="8" cy="8" r="5.500" class="sl-mark__line"/>',
    "half": '<circle cx="8" cy="8" r="5.500" class="sl-mark__line"/><path d="M8 2.500a5.500 5.500 0 0 1 0 11z"/>',
    "disc": '<circle cx="8" cy="8" r="6.500"/>',
    "tick": '<circle cx="8" cy="8" r="7.500"/><path d="M4.500 8.300l2.400 2.500 4.700-5.200" class="sl-mark__cut"/>',
    "double-tick": '<path d="M8 .5l7 3v4.500c0 4-3 6.500-7 7.500-4-1-7-3.500-7-7.500V3.500z"/>'
    '<path d="M4.700 8l2.300 2.500 4.400-4.900" class="sl-mark__cut"/>',
    "seal": '<path d="M8 .2l2 1.600 2.500-.1.700 2.500 2 1.500-.9 2.300.9 2.300-2 1.500-.7 2.500-2.500-.1-2 1.600'
    '-2-1.600-2.500.1-.7-2.500-2-1.500.9-2.300-.9-2.300 2-1.500.7-2.500 2.500.1z"/>'
    '<path d="M4.900 8.200l2.200 2.300 4-4.500" class="sl-mark__cut"/>',
    "cross": '<path d="M3 3l10 10M13 3L3 13" class="sl-mark__bold"/>',
    "triangle": '<path d="M8 1.500l7 13H1z"/><path d="M8 6v4" class="sl-mark__cut"/>'
    '<circle cx="8" cy="12.300" r="1" class="sl-mark__dot"/>',
    "square": '<rect x="1.500" y="1.500" width="13" height="13"/>',
    "stop": '<path d="M5 .8h6l4.200 4.200v6L11 15.200H5L.8 11V5z"/><path d="M5 8h6" class="sl-mark__cut"/>',
    "diamond": '<path d="M8 .8L15.200 8 8 15.200.8 8z"/>',
    "up": '<path d="M8 1.500l6 7H10v6H6v-6H2z"/>',
    "down": '<path d="M8 14.500l6-7H10v-6H6v6H2z"/>',
    "level": '<path d="M1.500 6h13M1.500 10h13" class="sl-mark__bold"/>',
    "again": '<path d="M13 8a5 5 0 1 1-1.500-3.500" class="sl-mark__line"/><path d="M15 1v5h-5z"/>',
    "dash": '<path d="M3 8h10" class="sl-mark__bold"/>',
    "dots": '<circle cx="3" cy="8" r="1.700"/><circle cx="8" cy="8" r="1.700"/><circle cx="13" cy="8" r="1.700"/>',
}
TONES = ("good", "warn", "bad", "info", "quiet")


@dataclass(frozen=True)
class Mark:
    """word as people read it; shape a key of SHAPES; tone one of TONES."""

    word: str
    shape: str
    tone: str


MARKS: dict[str, dict[str, Mark]] = {
    "delivery": {
        "not-started": Mark("Not started", "ring", "quiet"),
        "in-progress": Mark("In progress", "half", "info"),
        "done": Mark("Done", "tick", "good"),
        "not-done": Mark("Not done", "cross", "bad"),
    },
    "impact": {
        "no-evidence": Mark("No evidence yet", "dots", "quiet"),
        "no-signal": Mark("No signal of change", "level", "quiet"),
        "better": Mark("Better", "up", "good"),
        "worse": Mark("Worse", "down", "bad"),
        "sustained": Mark("Sustained", "double-tick", "good"),
    },
    "assurance": {
        "reported": Mark("Reported done", "ring", "quiet"),
        "evidenced": Mark("Evidenced", "disc", "info"),
        "verified": Mark("Verified", "tick", "info"),
        "signed-off": Mark("Signed off", "seal", "good"),
        "embedded": Mark("Embedded", "double-tick", "good"),
        "reopened": Mark("Reopened", "again", "warn"),
    },
    "confidence": {
        "on-track": Mark("On track", "disc", "good"),
        "at-risk": Mark("At risk", "triangle", "warn"),
        "off-track": Mark("Off track", "stop", "bad"),
    },
    "severity": {
        "error": Mark("Must be mended", "stop", "bad"),
        "warning": Mark("Should be mended", "triangle", "warn"),
        "advice": Mark("Worth a look", "ring", "info"),
    },
    "row": {
        "new": Mark("New", "up", "info"),
        "changed": Mark("Changed", "again", "warn"),
        "same": Mark("Same", "level", "quiet"),
        "refused": Mark("Refused", "stop", "bad"),
    },
    "work": {
        "waiting": Mark("Waiting", "dots", "quiet"),
        "running": Mark("Running", "half", "info"),
        "done": Mark("Done", "tick", "good"),
        "failed": Mark("Failed", "cross", "bad"),
    },
    "coverage": {
        "gap": Mark("Nobody", "ring", "bad"),
        "shared": Mark("The same people on two layers", "again", "warn"),
        "waits": Mark("Waits for the body", "dots", "info"),
        "held": Mark("Held up", "stop", "warn"),
    },
    "overdue": {
        "overdue": Mark("Overdue", "triangle", "bad"),
        "stale": Mark("No recent update", "dots", "warn"),
    },
    "mail": {
        "waiting": Mark("Waiting", "dots", "quiet"),
        "sending": Mark("Being sent", "half", "info"),
        "sent": Mark("Sent", "tick", "good"),
        "failed": Mark("Failed", "cross", "bad"),
        "withdrawn": Mark("Withdrawn", "dash", "quiet"),
    },
    "link": {
        "out": Mark("Can be used", "disc", "info"),
        "used": Mark("Used", "tick", "good"),
        "late": Mark("Too late", "square", "quiet"),
        "withdrawn": Mark("Withdrawn", "dash", "quiet"),
    },
    "asked": {
        "overdue": Mark("Overdue", "triangle", "bad"),
        "due soon": Mark("Due soon", "ring", "warn"),
        "update overdue": Mark("Not updated for six weeks", "dots", "warn"),
        "update due soon": Mark("Update due", "diamond", "info"),
    },
    "plan": {
        "draft": Mark("Draft", "ring", "quiet"),
        "adopted": Mark("Adopted", "tick", "good"),
        "active": Mark("In force", "disc", "good"),
        "closed": Mark("Closed", "square", "quiet"),
        "superseded": Mark("Superseded", "again", "quiet"),
    },
    "meeting": {
        "planned": Mark("Planned", "ring", "info"),
        "held": Mark("Held", "disc", "good"),
        "cancelled": Mark("Cancelled", "dash", "quiet"),
        "moved": Mark("Moved", "again", "quiet"),
        "printed": Mark("Known from minutes", "half", "info"),
    },
    "minutes": {
        "none": Mark("No minutes yet", "ring", "quiet"),
        "draft": Mark("Draft minutes", "half", "info"),
        "approved": Mark("Approved minutes", "seal", "good"),
    },
    "asking": {
        "on": Mark("Asks every night", "disc", "good"),
        "paused": Mark("Paused", "dash", "quiet"),
    },
    "turn": {
        "waiting": Mark("Waiting", "dots", "quiet"),
        "running": Mark("Running", "half", "info"),
        "done": Mark("Done", "tick", "good"),
        "partly": Mark("Done in part", "triangle", "warn"),
        "failed": Mark("Failed", "cross", "bad"),
    },
    "line": {
        "listed": Mark("Answered", "disc", "info"),
        "taken": Mark("Minutes taken in", "tick", "good"),
        "known": Mark("Known already", "again", "quiet"),
        "same": Mark("Nothing new", "level", "quiet"),
        "none": Mark("No minutes yet", "ring", "quiet"),
        "left": Mark("Left out", "dash", "warn"),
        "failed": Mark("Failed", "cross", "bad"),
    },
    "found": {
        "none": Mark("None yet", "ring", "quiet"),
        "taken": Mark("Taken in", "tick", "good"),
        "known": Mark("Known already", "again", "quiet"),
        "left": Mark("Left out", "dash", "warn"),
        "failed": Mark("Failed", "cross", "bad"),
    },
    "outcome": {
        "agreed": Mark("Agreed", "tick", "good"),
        "refused": Mark("Not agreed", "cross", "bad"),
        "deferred": Mark("Put off", "dots", "warn"),
        "noted": Mark("Noted", "disc", "quiet"),
    },
    "decision": {
        "standing": Mark("Stands", "tick", "good"),
        "awaiting": Mark("Waits for ratification", "dots", "warn"),
        "ratified": Mark("Ratified", "seal", "good"),
        "refused": Mark("Not ratified", "cross", "bad"),
    },
    "promise": {
        "open": Mark("Outstanding", "ring", "info"),
        "said-met": Mark("Said to be met", "half", "warn"),
        "discharged": Mark("Discharged", "seal", "good"),
        "cancelled": Mark("Cancelled", "dash", "quiet"),
    },
    "notice": {
        "waits": Mark("Notice still to be given", "ring", "info"),
        "due": Mark("Must go out today", "diamond", "warn"),
        "late": Mark("Notice is late", "triangle", "bad"),
        "sent": Mark("Notice given in time", "tick", "good"),
        "sent-late": Mark("Notice was late", "cross", "bad"),
        "not-stated": Mark("Notice not stated", "dots", "quiet"),
        "unknown": Mark("Notice not known", "dash", "quiet"),
    },
    "programme": {
        "open": Mark("To be placed", "ring", "info"),
        "placed": Mark("On an agenda", "disc", "info"),
        "done": Mark("Considered", "tick", "good"),
        "dropped": Mark("Dropped", "dash", "quiet"),
        "passed": Mark("Time has passed", "triangle", "warn"),
    },
    "quorum": {
        "yes": Mark("Quorate", "tick", "good"),
        "no": Mark("Not quorate", "stop", "bad"),
    },
    "review": {
        "waiting": Mark("Waiting to be read", "dots", "quiet"),
        "reading": Mark("Being read", "half", "info"),
        "read": Mark("To be reviewed", "ring", "info"),
        "accepted": Mark("Accepted", "tick", "good"),
        "set-aside": Mark("Set aside", "dash", "quiet"),
        "unreadable": Mark("Could not be read", "cross", "bad"),
    },
}
NOT_STATED = Mark("Not stated", "dash", "quiet")


def mark(kind: str, value: str | None, word: str | None = None) -> Mark:
    """The look of a value. None or blank is "Not stated"; an unlisted value is shown with its own word."""
    if value is None or value == "":
        return NOT_STATED
    found = MARKS.get(kind, {}).get(value)
    if found is None:
        own = value.replace("-", " ")
        return Mark(word or own[:1].upper() + own[1:], "square", "quiet")
    return Mark(word, found.shape, found.tone) if word else found

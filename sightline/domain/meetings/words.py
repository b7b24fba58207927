"""The names of what stands at the head of a paper and of what can be corrected. No Django."""

from __future__ import annotations

from .drafts import QUESTIONS

# Facts at a paper's head that are not columns of their own, in the order in which a page shows them, for each kind.
HEAD_FACTS: dict[str, tuple[str, ...]] = {
    "report": (
        "relevant_officer", "relevant_cabinet_member", "contact", "wards",
        "contrary_to_plan", "in_budget", "exempt",
    ),
    "minutes": ("venue", "start", "finish", "contact", "status"),
    "decision": ("decision_maker", "status", "key_decision", "call_in", "effective"),
    "indicators": ("version", "version_date", "columns", "sections"),
    "risk": ("risk",),
    "risk_matrix": ("impact", "likelihood", "scores"),
}  # fmt: skip
FACT_NAMES: dict[str, str] = {
    "report_to_raw": "Report to, as printed",
    "relevant_officer": "Relevant officer",
    "relevant_cabinet_member": "Relevant cabinet member",
    "contact": "Contact",
    "wards": "Wards affected",
    "venue": "Venue",
    "start": "Began",
    "finish": "Ended",
    "status": "Status",
    "decision_maker": "Decided by",
    "call_in_deadline": "Call-in until",
    "author": "Author",
    "chair": "In the chair",
    "answers": "The answers, as printed",
    "authority": "Council, as printed",
    "decided": "Decided on",
    "effective": "Takes effect",
    "version": "Version",
    "version_date": "Date of the version",
    "columns": "Columns",
    "sections": "Sections",
    "risk": "Risk",
    "impact": "Impact",
    "likelihood": "Likelihood",
    "scores": "Scores",
    **QUESTIONS,
}
# What kinds of part there are: the name in addresses and corrections, and what it is called.
PARTS: dict[str, str] = {
    "item": "Item",
    "outcome": "Outcome",
    "recommendation": "Recommendation",
    "attendance": "Attendance",
    "note": "Passage",
    "score": "Risk",
    "figure": "Figure",
}
# What of a part a person may correct; the first is the one whose words as read are kept on the part itself.
CORRECTABLE_PARTS: dict[str, tuple[str, ...]] = {
    "item": ("title", "printed_number", "intro", "text", "noted", "mover", "seconder"),
    "outcome": ("text", "printed_number", "verb"),
    "recommendation": ("text", "printed_number"),
    "attendance": ("printed", "role", "instead_of"),
    "note": ("text", "printed_number", "title", "old"),
    "score": (
        "name", "printed_number", "owner", "gross", "gross_from", "net", "net_from", "unspecified", "unspecified_from",
    ),
    "figure": ("printed", "name", "column", "section"),
}  # fmt: skip
CORRECTABLE_PAPER = ("title", "body", "body_printed", "date", "date_printed", "reference", "ownership")


def fact_name(name: str) -> str:
    """What a page calls a fact: its plain name, or the key in words where a reader brought one that is not known here."""
    return FACT_NAMES.get(name, name.replace("_", " ").capitalize())


def head_facts(kind: str, held: dict[str, object]) -> tuple[str, ...]:
    """Which facts a page of this kind shows: all that the kind has, stated or not, then any others that the paper states."""
    known = HEAD_FACTS.get(kind, ())
    return (
        *known,
        *(name for name, value in held.items() if name not in known and value not in (None, "", [], {})),
    )

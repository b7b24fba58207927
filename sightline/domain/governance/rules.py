"""Who may be what: the words for bodies and layers, and how a printed name is matched to a body or post we know."""

from __future__ import annotations

BODY_KINDS: dict[str, str] = {
    "board": "Board",
    "committee": "Committee",
    "partnership": "Partnership",
    "executive": "Executive",
    "agency": "Agency",
    "workstream": "Workstream",
    "panel": "Panel",
    "shadow board": "Shadow board",
}

LAYERS: dict[str, str] = {
    "deliver": "Delivers",
    "monitor": "Monitors",
    "scrutinise": "Scrutinises",
    "cross-scrutinise": "Cross-scrutinises",
}

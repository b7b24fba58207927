"""What readers print of small papers of every kind, as the read contract has it. Names and words are invented."""

from __future__ import annotations

from typing import Any


def place(of: str, first: int, last: int | None = None, page: int | None = None) -> dict[str, Any]:
    return {"of": of, "page": page, "first": first, "last": last or first, "boxes": []}


MINUTES: dict[str, Any] = {
    "kind": "minutes",
    "confidence": 0.97,
    "body": "Children’s Scrutiny Panel",
    "date": "2024-03-04",
    "venue": "Town Hall, Northmere",
    "contact": None,
    "attendees": {
        "present": ["Councillor A. Example", "Councillor B. Sample"],
        "apologies": ["Councillor C. Specimen"],
        "substitutes": [{"for": "Councillor C. Specimen", "by": "Councillor D. Instance"}],
        "officers": ["Ms E. Model, Head of Service"],
        "left": [],
        "roles": {"Councillor A. Example": "in the chair"},
    },
    "declarations": [{"member": "Councillor B. Sample", "type": "personal", "item": "3", "nature": "Is a governor"}],
    "corrections": [{"old": "ten", "new": "twelve"}],
    "items": [
        {
            "number": "12",
            "title": "Fostering",
            "intro": "To consider the report.",
            "resolutions": [
                {"number": "1", "text": "That the report be noted.", "verb": "Resolved"},
                {"number": "1", "text": "That a plan come back in June.", "verb": "Resolved"},
            ],
            "commitments": ["The head of service would send the figures."],
            "figures": [{"name": "foster homes", "printed": "214"}],
        },
        {"number": None, "title": "Any other business", "intro": None, "resolutions": [], "commitments": []},
    ],
    "set_aside": [
        {"page": None, "text": "RESOLVED (as before)", "why": "It repeats what stands above.", "line": 31},
        {"page": None, "text": "The Panel thanked everybody.", "why": "It resolves nothing."},
    ],
    "suspects": [
        {"page": None, "text": "That a plan come back in June.", "why": "Its number, 1, repeats."},
        {"page": None, "text": "MINUTES 4 March 2024", "why": "The page stands under 5 March 2024."},
        {"page": None, "text": "Something else", "why": "Cut out."},
    ],
    "places": [
        place("date", 2), place("body", 1), place("items/0", 10, 30), place("items/0/resolutions/0", 14),
        place("items/0/resolutions/1", 16), place("items/0/commitments/0", 20), place("items/1", 40),
        place("attendees/present/0", 4),
    ],
}  # fmt: skip
REPORT: dict[str, Any] = {
    "kind": "report",
    "report_to": "Health and Wellbeing Board",
    "relevant_officer": "Director of People",
    "relevant_cabinet_member": None,
    "date_of_meeting": "2024-06-12",
    "title": "Improvement plan update",
    "agenda_item": "8",
    "purpose": ["To report progress."],
    "recommendations": [{"number": "2.1", "text": "To note the report."}, {"number": "2.2", "text": "To ask for more."}],
    "contrary_to_plan": False,
    "in_budget": True,
    "exempt": None,
    "alternatives": "None",
    "council_priorities": ["Communities"],
    "considerations": {"financial": "None.", "legal": None, "risk": "See the register."},
    "appendices": [{"ref": "8(a)", "title": "The plan"}, {"ref": "8(b)", "title": None}],
    "background_papers": "None",
    "headings": [
        {"printed": "Money matters", "section": "financial", "why": "words", "page": None},
        {"printed": "Risks", "section": "risk", "why": "words", "page": None},
    ],
    "other_sections": [{"heading": "Key issues", "text": "There are some.", "page": None}],
    "set_aside": [],
    "suspects": [],
    "places": [place("considerations/financial", 44), place("recommendations/0", 12), place("recommendations/1", 13)],
}  # fmt: skip
RISK: dict[str, Any] = {
    "kind": "risk",
    "risk": "People",
    "sub_risks": [
        {
            "ref": "a", "name": "Too few social workers", "owner": "Director", "gross": 25, "net_from": 20, "net": 16,
            "controls": ["A retention payment", "A course"],
            "further_actions": [{"text": "Recruit abroad", "target": "April 2024"}],
        },
        {"ref": "b", "name": "Loss of managers", "owner": None, "score_unspecified": 12},
    ],
    "resolutions": [{"number": None, "text": "That the update be noted.", "verb": "Resolved"}],
    "set_aside": [],
    "suspects": [],
}  # fmt: skip
MATRIX: dict[str, Any] = {
    "kind": "risk_matrix",
    "impact": [["1", "Insignificant"], ["2", "Minor"]],
    "likelihood": [["1", "Rare"], ["2", "Likely"]],
    "scores": [[1, 2], [2, 4]],
    "set_aside": [],
    "suspects": [],
}
DECISION: dict[str, Any] = {
    "kind": "decision",
    "decisions": [{"number": "1", "text": "To let the contract.", "verb": None}],
    "decision_maker": "Cabinet Member",
    "status": "Implemented",
    "key_decision": True,
    "decided": "2024-02-01",
    "effective": "2024-02-08",
    "reasons": ["It is needed."],
    "set_aside": [],
    "suspects": [],
}
INDICATORS: dict[str, Any] = {
    "kind": "indicators",
    "title": "Measures",
    "columns": ["Measure", "key", "Target", "by"],
    "rows": [
        {"Measure": "Visits on time", "key": "A1", "Target": "90%", "by": None},
        {"Measure": "Plans", "key": "A2", "Target": "10 or 12", "by": "June"},
    ],
    "parsed": [
        {
            "page": None, "row": 2, "section_title": "Section A", "fields": {"indicator": "Visits on time"},
            "targets": [{"raw": "90%", "value": 90, "unit": "%", "as_at": "2024-03-31"}],
        },
        {"page": None, "row": 3, "fields": {"indicator": "Plans"}, "targets": []},
    ],
    "footnotes": ["Figures are provisional."],
    "set_aside": [{"page": None, "text": "A stray line", "why": "It has no row."}],
    "suspects": [],
}  # fmt: skip
ALL = {one["kind"]: one for one in (MINUTES, REPORT, RISK, MATRIX, DECISION, INDICATORS)}
REGISTER: dict[str, Any] = {
    "kind": "decision", "decided": None, "key_decision": None, "exempt": "Paragraph 3", "authority": "Scheme of delegation",
    "decisions": [{"number": None, "text": "To let it.", "record": 0}, {"number": None, "text": "To buy it.", "record": 1}],
    "records": [
        {"ref": "D1", "title": "A lease", "decisions": [{"number": None, "text": "To let it."}], "reasons": "It is empty."},
        {"ref": "D2", "title": "A van", "decisions": [{"number": None, "text": "To buy it."}], "reasons": None},
    ],
    "other": {"Implications for staff": "None."},
    "documents": ["The lease"],
    "set_aside": [], "suspects": [], "places": [place("records/0/title", 3), place("records/1/decisions/0", 9)],
}  # fmt: skip

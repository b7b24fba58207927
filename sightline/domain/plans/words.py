"""The vocabulary of plans: what each status may say, in the order in which it is offered. No Django.

Delivery, impact and assurance are three statuses and never one; confidence is the owner's word about delivery (design,
guarantee 4). A colour is never stored: a council's key derives it.
"""

from __future__ import annotations

DELIVERY = {
    "not-started": "Not started",
    "in-progress": "In progress",
    "done": "Done",
    "not-done": "Not done",
}
IMPACT = {
    "no-evidence": "No evidence yet",
    "no-signal": "No signal of change",
    "better": "Better",
    "worse": "Worse",
    "sustained": "Sustained",
}
ASSURANCE = {
    "reported": "Reported done",
    "evidenced": "Evidenced",
    "verified": "Verified",
    "signed-off": "Signed off",
    "embedded": "Embedded",
    "reopened": "Reopened",
}
CONFIDENCE = {"on-track": "On track", "at-risk": "At risk", "off-track": "Off track"}
POLARITY = {"up": "Higher is better", "down": "Lower is better", "none": "No good direction"}
PRIORITY = {1: "1 – act first", 2: "2 – high", 3: "3 – standard"}
LAYERS = {
    "deliver": "Delivers",
    "monitor": "Monitors",
    "scrutinise": "Scrutinises",
    "cross-scrutinise": "Scrutinises the scrutiny",
}
STREAMS = {
    "social-care": "Children's social care",
    "send": "Special educational needs and disabilities",
    "joint": "Joint inspection",
    "youth-justice": "Youth justice",
    "other": "Other",
}
STATES = {
    "draft": "Draft",
    "adopted": "Adopted",
    "active": "In force",
    "closed": "Closed",
    "superseded": "Superseded",
}
OWNER_KINDS = {"lead": "Lead", "owner": "Owner", "sponsor": "Strategic sponsor"}
SOURCES = {
    "practice-audit": "Practice audit",
    "self-evaluation": "Self-evaluation",
    "peer-review": "Peer review",
    "risk": "Risk",
    "partner": "Partner",
    "council-aim": "Council aim",
    "other": "Other",
}
FIGURES = {"baseline": "Baseline", "target": "Target", "milestone": "Milestone", "actual": "Actual"}

# What an action's owner says in an update; the other two statuses are judged by others (guarantee 4).
OWNER_SETS = ("delivery", "confidence", "forecast")

# Fields of an action whose every value is kept as a row of Change, with the words that pages use for them.
TRACKED = {
    "title": "Action",
    "detail": "How",
    "delivery": "Delivery",
    "impact": "Impact",
    "assurance": "Assurance",
    "confidence": "Confidence",
    "forecast": "Forecast date",
    "start": "Start date",
    "due": "Due date",
    "priority": "Priority",
    "success_measure": "Success measure",
    "polarity": "Good direction",
    "theme": "Theme",
    "workstream": "Driver or workstream",
    "aim": "Aim",
    "ref": "Printed reference",
    "resources": "Resources",
    "cost": "Cost",
    "voice": "Voice of children",
    "area": "Judgement area",
    "target_grade": "Target grade",
    "next_phase": "Next phase",
    "embedded_on": "Embedded by",
    "linked_indicators": "Linked indicators",
    "linked_risks": "Linked risks",
    "predecessor_ref": "Predecessor action",
    "sign_off_body": "Signs off",
    "evidence_expected": "Evidence expected",
    "outcome_notes": "Outcome",
}

"""How sure it is that a paper is the record of a decision, or a register of such records."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sightline.work.imports.reading.decisions.records import Record, find_records, notice_title
from sightline.work.imports.reading.printed_text import Para, Printed

STRONG = frozenset(
    {
        "decision_maker",
        "status",
        "key_decision",
        "call_in",
        "no_call_in",
        "decided",
        "effective",
        "published",
        "decided_at",
        "reasons",
        "alternatives",
        "call_in_deadline",
        "interests",
    }
)
_MODERNGOV = re.compile(
    r"^(?:decision details|decisions published|decision register|issue - decisions|issue details|agenda and decisions|"
    r"officer decisions?|decisions?)$",
    re.IGNORECASE,
)
_ITEMS = re.compile(r"^(?:note\s+)?no\.?\s*\|?\s*item\b", re.IGNORECASE)
_VENUE = re.compile(r"^venue\s*:", re.IGNORECASE)
_MINUTES = re.compile(r"^(?:minutes|decision)\s*:?$", re.IGNORECASE)
_REPORT = re.compile(
    r"^(?:is the recommendation (?:contrary|in accordance)|report to\b|recommendations?\b|council priorit|list of "
    r"appendices|financial (?:considerations|implications)|background papers)",
    re.IGNORECASE,
)


def confidence(paper: Printed) -> float:
    """How sure it is that a paper is the record of a decision, or a register of such records (0.0 to 1.0).

    0.95 and more  a page of a decision as council sites print it; 0.9 a form or notice with its labels
    0.6            the decisions of a whole meeting ("Agenda and decisions" with numbered items): minutes have its items
    below 0.5      labels of a committee report, or too few
    """
    paras = paper.paras
    if not any("decision" in para.text.lower() or "decided" in para.text.lower() for para in paras):
        return 0.0
    items = (
        sum(1 for para in paras if _ITEMS.match(para.text)) > 0
        or sum(1 for para in paras if _VENUE.match(para.text)) > 0
    )
    outcomes = sum(1 for para in paras if _MINUTES.match(para.text))
    if items and outcomes:
        return (
            0.6
            if any(para.text.lower().startswith("decision") for para in paras if _MINUTES.match(para.text))
            else 0.2
        )
    records, _ = find_records(paper.document, paras)
    if not records:
        return 0.1
    site = any(_MODERNGOV.match(para.text.strip()) for para in paras[:12])
    sure = max(_record_confidence(record, site, paras) for record in records[:5])
    if len(records) > 1 and records[0].head is not None and records[0].ref:
        sure = max(sure, 0.96)
    report = sum(1 for para in paras if _REPORT.match(para.text))
    return min(sure, 0.45) if report >= 3 and not notice_title(paras) and not site else sure


def _record_confidence(record: Record, site: bool, paras: Sequence[Para]) -> float:
    fields = record.fields()
    strong = fields & STRONG
    decided = "decision" in fields
    if (
        site
        and ("decision_maker" in fields or "status" in fields)
        and (len(strong) >= 3 or (decided and len(strong) >= 2))
    ):
        return 0.97
    if (
        site
        and decided
        and len(fields) <= 4
        and not any(para.text.lower().startswith("minutes") for para in paras)
    ):
        return 0.7 if len(strong) else 0.55
    if notice_title(paras) and (decided or "recommendation" in fields) and len(strong) >= 2:
        return 0.95
    if (
        site
        and record.head is not None
        and record.date
        and not record.ref
        and any(para.text.lower() == "issue - decisions" for para in paras[:12])
    ):
        return 0.9
    if {"status", "due"} <= fields and "key_decision" in fields:
        return 0.85
    if record.row is not None and decided and len(strong) >= 2:
        return 0.9
    if decided and "decision_maker" in fields and len(strong) >= 2:
        return 0.92
    if {"decision_maker", "key_decision", "call_in"} <= fields:
        return 0.92
    if decided and len(strong) >= 3:
        return 0.85
    if _single_item(paras) and decided:
        return 0.8
    if decided and len(strong) >= 2:
        return 0.6
    return 0.3 if strong else 0.1


def _single_item(paras: Sequence[Para]) -> bool:
    """A page of one agenda item that prints "Decision:" where others print "Minutes:"."""
    page = any(para.text.strip().lower() == "agenda item" for para in paras[:6])
    return (
        page
        and not any(para.text.strip().lower().startswith("minutes") for para in paras)
        and any(re.match(r"^decision\s*:?$", para.text.strip(), re.IGNORECASE) for para in paras)
    )

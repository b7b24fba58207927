"""Risks: deep dives in running words, risk registers in tables, and risk matrices.

    confidence(paper) -> float            what it means is said at reader.confidence
    read(paper, memory) -> {...}          kind "risk" or "risk_matrix", decided by shape
    risk_of(paras, at="") -> {"name", "sub_risks", "set_aside", "suspects", "places"} | None

risk_of is for minutes: `paras` are the paragraphs of one item (a sequence of printed_text.Para, title and intro included).
It answers None where the item is no deep dive into a named risk. `name` and `sub_risks` are what `item["risk"]` holds; the
other three are to be added to the lists of the paper. `places` have paths like "sub_risks/0/gross"; with
`at="items/3/risk/"` they start from the paper.

For the way in (kinds): a table of risks answers 0.9 or more and comes before a plan, even one that is certain; an action plan
with a column "Risk" answers 0.1. A page that is a deep dive by its title answers 0.97 and comes before minutes; the same item
without its title answers 0.4 and is minutes with `item["risk"]`.
"""

from collections.abc import Sequence
from typing import Any

from sightline.work.imports.reading.printed_text import Para
from sightline.work.imports.reading.risks import deep_dive
from sightline.work.imports.reading.risks.reader import confidence, read

__all__ = ["confidence", "read", "risk_of"]


def risk_of(paras: Sequence[Para], at: str = "") -> dict[str, Any] | None:
    """The deep dive that an item of minutes reports, or None; see the package for its keys."""
    dive = deep_dive.find_deep_dive(paras)
    return deep_dive.as_json(dive, at) if dive is not None else None

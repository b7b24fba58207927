"""What shows a resolution whose verb the page lost, and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sightline.work.imports.reading.memory import Memory
from sightline.work.imports.reading.minutes.rows import Row
from sightline.work.imports.reading.minutes.verbs import OUTCOME, match_head

_SUBJUNCTIVE = re.compile(
    r"\bbe\s+(?:\w+ly\s+)?(?:noted|approved|agreed|received|requested|endorsed|accepted|adopted|"
    r"confirmed|authorised|authorized|delegated|recommended|referred|"
    r"appointed|supported|welcomed|thanked|given|taken|added|deferred|submitted|invited|signed|"
    r"asked|circulated|brought|provided|made|excluded|included|"
    r"considered|placed|commended|granted|established|updated|amended|arranged|forwarded|sent|"
    r"set|held|held over|re-?appointed|elected|nominated|presented)\b",
    re.IGNORECASE,
)


MOST_PARTS = 60  # of one list, that are looked at for the words that bring it in
AMENDMENTS = re.compile(
    r"\bsubject to\b[^.]{0,80}(?:[:\-–—]|amendments?\.?|corrections?\.?)\s*$|\bfollowing "
    r"(?:amendments?|corrections?|changes?)\b[^.]{0,40}[:.]?\s*[-–—]?$",
    re.IGNORECASE,
)


def is_talk(rows: Sequence[Row], index: int) -> bool:
    """Whether a marked row stands in a list that a sentence of talk brings in."""
    if not rows[index].marker:
        return False
    first, bullets = index, rows[index].bullet
    while (
        first > 0
        and index - first < MOST_PARTS
        and rows[first - 1].marker
        and rows[first - 1].bullet == bullets
    ):
        first -= 1
    lead = rows[first - 1].text if first else ""
    return lead.rstrip().endswith((":", ":-", "–", "-", "that")) and not (
        match_head(lead, Memory()) or re.search(r"seconded", lead)
    )


ASKED = re.compile(r"^To (?:consider|discuss|hear|review|receive|confirm|deal|declare|identify)\b")


def is_minuted(rows: Sequence[Row]) -> bool:
    """Whether rows tell what happened at a meeting, so that a list behind them is no list of what it was asked."""
    return any(
        re.search(
            r"\b(?:was|were|had|considered|noted|introduced|presented|reported|said|asked|discussed)\b",
            row.text,
        )
        for row in rows
    )


def past_list(rows: Sequence[Row], index: int) -> int:
    bullets = rows[index].bullet
    while index < len(rows) and rows[index].marker and rows[index].bullet == bullets:
        index += 1
    return index


def looks_lost(row: Row, before: Row | None) -> bool:
    text = row.text
    if text.startswith(("That ", "THAT ")):
        return bool(OUTCOME.search(text)) and not re.search(
            r"\b(?:said|was why|is why|had been|would be)\b", text
        )
    if row.marker and not row.bullet and re.match(r"^To [a-z]+ ", text):
        return True
    subjunctive = bool(_SUBJUNCTIVE.search(text)) and not re.search(
        r"\b(?:would|could|should|will|to|can|may|might|must|not|was|were|had|has) be\b|\b(?:was|"
        r"were|had|has|would|explained|advised|asked)\b",
        text,
    )
    if row.marker and subjunctive:
        return True
    return text[:1].islower() and subjunctive and not (before and before.text[-1:] not in ".:”)")

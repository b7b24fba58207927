"""What is noted of a paper as soon as it was read: how sure the reader was, what to look at first, which paper it may be."""

from __future__ import annotations

from ..essences import essence
from ..models import Reading
from ..quality import looks_of
from ..same_held import candidates_for, keep_keys

MOST_KEPT = 3


def weigh(reading: Reading) -> None:
    """Set sureness and quality of a reading whose result is set, and keep its keys. For commands only; the caller saves it.

    quality  {"looks": {key of quality.LOOKS: sentence}, "same": [{"reading", "paper", "name", "how", "reason"}]}
    """
    result = reading.result or {}
    sureness = result.get("confidence")
    reading.sureness = float(sureness) if isinstance(sureness, int | float) and not reading.error else None
    looks = looks_of(result, reading.shown_name, reading.counts, reading.sureness)
    here = essence(result)
    keep_keys(reading, here)
    same = [] if reading.error else candidates_for(reading, here)[:MOST_KEPT]
    if same:
        looks["same"] = f"{same[0].words}: {same[0].reason}"
    reading.quality = {
        "looks": looks,
        "same": [
            {
                "reading": one.reading.pk if one.reading else None,
                "paper": one.paper.number if one.paper else None,
                "name": one.paper.title if one.paper else one.reading.shown_name if one.reading else "",
                "how": one.how,
                "reason": one.reason,
            }
            for one in same
        ],
    }

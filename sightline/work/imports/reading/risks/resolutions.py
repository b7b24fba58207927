"""The outcome of a deep dive that is a paper of its own: "Resolved: That the update be noted"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sightline.work.imports.reading.printed_text import Para

_VERB = re.compile(
    r"^(?P<verb>(?:it was )?(?:resolved|agreed)(?: unanimously)?|(?:the )?(?:committee|board|panel|cabinet|executive|"
    r"council|sub-committee|members)\s+"
    r"(?:(?:unanimously|then|therefore)\s+)?(?:agreed|resolved|recommended)(?: as "
    r"follows)?)\b\s*(?P<sign>[:;–—-]*)\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_END = re.compile(r"^(?:supporting|background|additional) (?:documents?|papers?)\b|^\[", re.IGNORECASE)
_PART = re.compile(r"^(?:that\b|to\b|[A-Z])", re.IGNORECASE)


def read_resolutions(paras: Sequence[Para]) -> list[tuple[dict[str, Any], Para]]:
    """({"number", "text", "verb"}, its paragraph) of each resolution; number as printed without brackets and stops."""
    found: list[tuple[dict[str, Any], Para]] = []
    verb: str | None = None
    for para in paras:
        if _END.match(para.text):
            verb = None
            continue
        match = _VERB.match(para.text)
        if (
            match
            and not para.marker
            and (match.group("sign") or re.match(r"(?:that|to)\b|$", match.group("rest"), re.IGNORECASE))
        ):
            verb = match.group("verb").strip()
            if match.group("rest"):
                found.append(({"number": None, "text": match.group("rest"), "verb": verb}, para))
        elif verb is not None and (para.marker or (_PART.match(para.text) and not found_here(found, verb))):
            found.append(({"number": _number(para.marker), "text": para.text, "verb": verb}, para))
        else:
            verb = None
    return found


def found_here(found: list[tuple[dict[str, Any], Para]], verb: str) -> bool:
    """Whether something was already taken for this verb."""
    return any(one["verb"] == verb for one, _ in found)


def _number(marker: str) -> str | None:
    bare = marker.strip("()[]. :")
    return bare if bare and bare[0].isalnum() else None

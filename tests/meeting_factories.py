"""Meetings and decisions to test with, by the real commands. `decided` gives a decision that stands, in one call."""

from __future__ import annotations

from datetime import date
from typing import Any

from sightline.domain.governance.commands.decisions import make_decision
from sightline.domain.governance.models import Body, Decision
from tests.factories import SYSTEM, TODAY


def decided(
    kind: str,
    body: Body,
    about: Any = None,
    *,
    on: date = TODAY,
    words: str = "",
    quorate: bool = True,
    authority: str = "meeting",
    by: Any = SYSTEM,
    **more: Any,
) -> Decision:
    """A decision of the body of that kind (a key of words.DECISIONS) about a thing, without its effect.

    about    a model with scopes(): an action, a plan, a finding; None: in words only
    quorate  False: it waits for ratification
    more     further arguments of make_decision
    """
    key = (*about.scopes()[0], str(about)[:500]) if about is not None else None
    within = about.scopes() if about is not None else ()
    if authority == "meeting":
        more |= {
            "quorate": quorate,
            "quorum_words": more.get("quorum_words", "7 of 12 seats that count; 4 are needed."),
        }
    return make_decision(
        by=by, kind=kind, body=body, on=on, about=key, within=within, authority=authority,
        words=words or f"RESOLVED: {kind} {key[2] if key else ''}".strip(), **more,
    )  # fmt: skip

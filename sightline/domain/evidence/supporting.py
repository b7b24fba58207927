"""What evidence supports, told by the packages above: each registers a way, and evidence knows none of them.

A way says through which things a user may read evidence, which things a piece supports now, and what a page says of them.
Call `register` in AppConfig.ready of the package that owns the table of links.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q


@dataclass(frozen=True, slots=True)
class Supported:
    """One thing that a piece of evidence supports, for its page.

    what     the heading under which it stands: "Actions", "Findings", "Exit criteria"
    label    how people call it; `within` the plan, inspection or body that it belongs to
    address  name and parts of its page, () where it has none or the reader may not open it
    since    from which day; until: the day on which the link ended, None where it stands
    """

    what: str
    label: str
    within: str = ""
    text: str = ""
    address: tuple[str | int, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """A kind of link to evidence.

    seen    the condition on evidence: it supports a thing over which this user holds evidence.see
    things  the things that a piece supports now, each with `scopes()`, whoever asks
    shown   what a page says of them to this user; a fixed number of statements
    """

    seen: Callable[[Any], Q]
    things: Callable[[Any], Iterable[Any]]
    shown: Callable[[Any, Any], list[Supported]]


WAYS: dict[str, Way] = {}


def register(name: str, way: Way) -> None:
    """Make a kind of link known, once; in the order of their names they stand on the page."""
    WAYS[name] = way


def seen_through(user: Any) -> Q:
    """The condition that a piece supports something that the user may see."""
    found = Q(pk__in=[])
    for _, way in sorted(WAYS.items()):
        found |= way.seen(user)
    return found


def supports(user: Any, evidence: Any) -> list[Supported]:
    """All that a piece supports and supported, as this user may see it."""
    return [one for _, way in sorted(WAYS.items()) for one in way.shown(user, evidence)]


def right_over(user: Any, evidence: Any, permission: str = "evidence.add") -> Any:
    """The thing whose right lets the user change this piece, or None.

    It is the piece itself (a grant over everything, over it or over the post that owns it), else what it supports: then the
    user must hold the right over every one of them, so that nobody changes what others rely on.
    """
    if user.may(permission, evidence):
        return evidence
    things = [thing for _, way in sorted(WAYS.items()) for thing in way.things(evidence)]
    return things[0] if things and all(user.may(permission, thing) for thing in things) else None

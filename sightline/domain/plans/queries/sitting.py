"""Who sits on some bodies on a day, as facts for `governance.separation`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q

from sightline.domain.governance.models import Holding, Seat
from sightline.domain.governance.separation import Sitter


def sitters(bodies: Iterable[int], day: date) -> list[Sitter]:
    """The filled seats of these bodies on a day, with the posts and the people behind them, in two statements."""
    holdings = Holding.objects.on(day).select_related("person")
    seats = (
        Seat.objects.on(day)
        .filter(body_id__in=set(bodies))
        .exclude(Q(post=None) & Q(person=None))
        .select_related("body", "post", "person")
        .prefetch_related(Prefetch("post__holdings", holdings))
    )
    return [_sitter(seat) for seat in seats]


def _sitter(seat: Seat) -> Sitter:
    keys: set[tuple[str, int]] = set()
    if seat.post is not None:
        keys.add(("post", seat.post.pk))
        keys |= {("person", holding.person_id) for holding in seat.post.holdings.all()}
    if seat.person_id is not None:
        keys.add(("person", seat.person_id))
    return Sitter(seat.body_id, seat.body.name, seat.role, frozenset(keys), str(seat))

"""Closing an item to the public, and opening it again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone

from sightline.domain.governance.wording import cleaned, reason_given
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .. import closing_rules
from .. import meeting_rules as rules
from ..models import AgendaItem, ItemClosing
from .meetings import hold


@command("meetings.keep", on="item")
def close_item(
    *, by: Actor, item: AgendaItem, kind: str, paragraphs: Sequence[int] = (), public_interest: str = "", forbidden: str = "",
    because: str = "",
) -> ItemClosing:  # fmt: skip
    """Say that an item is exempt, confidential or restricted, and why; it takes the place of what was said before."""
    held = hold(item.meeting)
    rules.check_can_change(held.state, held.minutes, held.get_state_display())
    chosen = sorted(set(paragraphs))
    closing_rules.check_can_close(
        held.body.kind, held.body.name, kind, chosen, public_interest, because, forbidden, held.on
    )
    texts = cleaned(ItemClosing, public_interest=public_interest if kind == "exempt" else "", because=because)
    _end(item, by, "Another reason took its place")
    made = ItemClosing.objects.create(
        item=item, kind=kind, paragraphs=chosen if kind == "exempt" else [], since=timezone.now(), by_name=by.name[:200],
        forbidden=forbidden if kind == "confidential" else "", **texts,
    )  # fmt: skip
    record(
        item, "item closed to the public", meeting=held.number, label=item.label, words=made.words, **texts
    )
    return made


@command("meetings.keep", on="item")
def open_item(*, by: Actor, item: AgendaItem, reason: str) -> AgendaItem:
    """Say that an item is open to the public after all, and why."""
    reason = reason_given(reason, "the item is open after all")
    held = hold(item.meeting)
    rules.check_can_change(held.state, held.minutes, held.get_state_display())
    if not _end(item, by, reason):
        raise Refused(f"Item {item.label} is open already. Nothing was changed.")
    record(item, "item opened to the public", meeting=held.number, label=item.label, reason=reason)
    return item


def close_as_before(pairs: Iterable[tuple[AgendaItem, AgendaItem]]) -> None:
    """Keep closed what takes the place of a closed item on another agenda: (old, new) of each. For commands only.

    The old ones are as `AgendaItem.objects.in_order` has them.
    """
    ItemClosing.objects.bulk_create(
        ItemClosing(
            item=new, kind=one.kind, paragraphs=one.paragraphs, public_interest=one.public_interest, forbidden=one.forbidden,
            because=one.because, since=timezone.now(), by_name=one.by_name,
        )
        for one, new in ((old.closing, new) for old, new in pairs)
        if one is not None
    )  # fmt: skip


def _end(item: AgendaItem, by: Actor, reason: str) -> int:
    return ItemClosing.objects.filter(item=item, until=None).update(
        until=timezone.now(), ended_by_name=by.name[:200], ended_reason=reason
    )

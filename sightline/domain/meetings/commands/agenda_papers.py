"""The papers of an item: put on, worded, moved up and down, taken off; kept with the item that takes the place of another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from sightline.domain.governance.models import Post
from sightline.domain.governance.wording import cleaned, reason_given
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.files.commands import kept_name, store
from sightline.ground.lib.errors import Refused

from .. import agenda_rules
from .. import meeting_rules as rules
from ..models import AgendaItem, ItemPaper, Meeting, Paper


@dataclass(frozen=True, slots=True)
class ItemPaperDraft:
    """A paper as it is put on: an accepted paper, a file (its bytes and name), or an address; exactly one of them.

    title   "" where the paper of the register or the file says it
    author  id of the post that wrote it; None: not stated
    late    why it comes after the agenda went out
    """

    title: str = ""
    author: int | None = None
    paper: Paper | None = None
    stream: IO[bytes] | None = None
    name: str = ""
    url: str = ""
    late: str = ""


@command("meetings.keep", on="item")
def add_item_paper(*, by: Actor, item: AgendaItem, draft: ItemPaperDraft, today: date) -> ItemPaper:
    """Put a paper to an item, after those that it has. Once the agenda went out it is a late one and says why."""
    held = _hold(item)
    rules.check_can_change(held.state, held.minutes, held.get_state_display())
    _check_on_the_agenda(item)
    late = held.agenda_sent_on is not None or held.state == "held"
    agenda_rules.check_late_paper(late, draft.late, held.body.kind)
    agenda_rules.check_one_thing(draft.paper is not None, draft.stream is not None, bool(draft.url.strip()))
    called, what = _what(by, draft)
    texts = cleaned(
        ItemPaper, "title", title=draft.title or called, late=draft.late if late else "", url=draft.url
    )
    there = list(ItemPaper.objects.filter(item=item).values_list("number", "position", "label"))
    number = max((row[0] for row in there), default=0) + 1
    position = max((row[1] for row in there), default=0) + 1
    made = ItemPaper.objects.create(
        item=item, number=number, position=position, label=agenda_rules.paper_label([row[2] for row in there], late),
        author=_post(draft.author), by_name=by.name[:200], on=today, **texts, **what,
    )  # fmt: skip
    record(
        made, "paper put on the agenda", meeting=held.number, item=item.label, paper=made.label, title=made.title,
        sha256=made.sha256, address=made.url, late=made.late,
    )  # fmt: skip
    return made


@command("meetings.keep", on="paper")
def word_item_paper(*, by: Actor, paper: ItemPaper, title: str, author: int | None) -> ItemPaper:
    """Say better what a paper is called and who wrote it, while the agenda has not gone out."""
    held = _hold(paper.item)
    rules.check_can_change(held.state, held.minutes, held.get_state_display())
    agenda_rules.check_order_stands(held.agenda_sent_on)
    old = {"title": paper.title, "author": str(paper.author or "")}
    paper.title = cleaned(ItemPaper, "title", title=title)["title"]
    paper.author = _post(author)
    paper.save(update_fields=["title", "author"])
    record(
        paper, "paper of the agenda worded", meeting=held.number, old=old,
        new={"title": paper.title, "author": str(paper.author or "")},
    )  # fmt: skip
    return paper


@command("meetings.keep", on="paper")
def shift_item_paper(*, by: Actor, paper: ItemPaper, up: bool) -> ItemPaper:
    """Move a paper one place up or down among those of its item; labels follow. Refused once the agenda went out."""
    held = _hold(paper.item)
    rules.check_planned(held.state, held.get_state_display(), "its papers keep their order")
    agenda_rules.check_order_stands(held.agenda_sent_on)
    rows = _standing(paper.item)
    place = [row.pk for row in rows].index(paper.pk) if any(row.pk == paper.pk for row in rows) else -1
    other = place - 1 if up else place + 1
    if place < 0 or not 0 <= other < len(rows):
        raise Refused(
            f"It is the {'first' if up else 'last'} already, or it was taken off. Nothing was changed."
        )
    rows[place], rows[other] = rows[other], rows[place]
    _relabel(rows)
    record(paper, "paper of the agenda moved", meeting=held.number, item=paper.item.label, up=up)
    return paper


@command("meetings.keep", on="paper")
def take_paper_off(*, by: Actor, paper: ItemPaper, reason: str) -> ItemPaper:
    """Take a paper off, and say why; it stays to be seen. Once the agenda went out its number stays empty."""
    reason = reason_given(reason, "the paper is taken off")
    held = _hold(paper.item)
    rules.check_can_change(held.state, held.minutes, held.get_state_display())
    paper = ItemPaper.objects.select_related("item").get(pk=paper.pk)
    if paper.removed_reason:
        raise Refused("The paper was taken off already. Nothing was changed.")
    paper.removed_reason, paper.removed_by_name = reason, by.name[:200]
    label = paper.label
    sent = held.agenda_sent_on is not None or held.state != "planned"
    if not sent:
        paper.label = f"off {paper.number}"
    paper.save(update_fields=["removed_reason", "removed_by_name", "label"])
    if not sent:
        _relabel(_standing(paper.item))
    record(
        paper,
        "paper taken off the agenda",
        meeting=held.number,
        item=paper.item.label,
        paper=label,
        reason=reason,
    )
    return paper


def freeze_papers(meeting: Meeting) -> None:
    """Note what the papers of the register hold as the agenda goes out; of files that is known already. For commands only."""
    rows = ItemPaper.objects.filter(item__meeting=meeting, removed_reason="", paper__isnull=False)
    changed = []
    for row in rows.select_related("paper"):
        assert row.paper is not None
        if (digest := _digest(row.paper)) != row.sha256:
            row.sha256 = digest
            changed.append(row)
    if changed:
        ItemPaper.objects.bulk_update(changed, ["sha256"])


def carry_papers(pairs: Iterable[tuple[AgendaItem, AgendaItem]]) -> None:
    """Copy the papers to the items that take the place of others on another agenda: (old, new) of each. For commands only."""
    new_of = {old.pk: new for old, new in pairs}
    names = (
        "number", "position", "label", "title", "author_id", "paper_id", "file_id", "file_name", "url", "sha256", "late",
        "removed_reason", "removed_by_name", "by_name", "on",
    )  # fmt: skip
    ItemPaper.objects.bulk_create(
        ItemPaper(item=new_of[row.item_id], **{name: getattr(row, name) for name in names})
        for row in ItemPaper.objects.filter(item__in=list(new_of)).order_by("item", "position", "number")
    )


def _hold(item: AgendaItem) -> Meeting:
    from .meetings import hold

    return hold(item.meeting)


def _check_on_the_agenda(item: AgendaItem) -> None:
    if item.withdrawn_reason:
        raise Refused(
            f"Item {item.label} was taken off the agenda, so no paper was added.",
            rule="meetings.withdrawn-item",
        )


def _what(by: Actor, draft: ItemPaperDraft) -> tuple[str, dict[str, Any]]:
    """What the paper is called where no title is given, and what it is, with the hash of its bytes."""
    if draft.paper is not None:
        if draft.paper.withdrawn_on is not None:
            raise Refused(
                f"Paper {draft.paper.number} was taken out of the register. Nothing was added.", field="paper"
            )
        return draft.paper.title[:300], {"paper": draft.paper, "sha256": _digest(draft.paper)}
    if draft.stream is not None:
        file, name = store(by=by, stream=draft.stream, name=draft.name), kept_name(draft.name)[:300]
        return name, {"file": file, "file_name": name, "sha256": file.sha256}
    try:
        URLValidator(schemes=["http", "https"])(draft.url.strip())
    except ValidationError:
        raise Refused(
            "The address must begin with https:// or http:// and name a site. Nothing was added.", field="url"
        ) from None
    return "", {}


def _digest(paper: Paper) -> str:
    source = paper.sources.select_related("file").order_by("position").first()
    if source is None:
        raise Refused(
            f"Paper {paper.number} has no file that could be frozen with the agenda. Nothing was changed. Put the file itself on.",
            field="paper",
        )
    return source.file.sha256


def _post(key: int | None) -> Post | None:
    if key is None:
        return None
    found = Post.objects.filter(pk=key).first()
    if found is None:
        raise Refused("Choose a post that there is. Nothing was changed.", field="author")
    return found


def _standing(item: AgendaItem) -> list[ItemPaper]:
    return list(ItemPaper.objects.filter(item=item, removed_reason="").order_by("position", "number"))


def _relabel(rows: list[ItemPaper]) -> None:
    """Number papers in this order from 1, late ones under labels of their own. In two steps, so that no two share one."""
    for row in rows:
        row.label = f"~{row.pk}"[:20]
    ItemPaper.objects.bulk_update(rows, ["label"])
    number = 0
    for position, row in enumerate(rows, start=1):
        row.position = position
        if row.late:
            row.label = rules.late_label(one.label for one in rows)
        else:
            number += 1
            row.label = str(number)
    ItemPaper.objects.bulk_update(rows, ["label", "position"])

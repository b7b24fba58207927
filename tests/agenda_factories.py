"""Papers of agendas and entries of work programmes to test with, by the real commands."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from sightline.domain.governance.models import Body
from sightline.domain.meetings.commands import (
    EntryDraft,
    ItemPaperDraft,
    add_entry,
    add_item,
    add_item_paper,
    register_speaking,
)
from sightline.domain.meetings.models import AgendaItem, ItemPaper, ProgrammeEntry, PublicSpeaking
from sightline.ground.lib.working_days import england
from tests.factories import SYSTEM, TODAY
from tests.meeting_factories import a_meeting, seated


def an_item_paper(
    item: AgendaItem | None = None, title: str = "Report on supervision", *, today: date = TODAY, by: Any = SYSTEM, **more: Any
) -> ItemPaper:  # fmt: skip
    """A file put to an item, else what `more` says of ItemPaperDraft."""
    item = item or a_meeting(on=today).items.get(title="Progress of the plan")
    if not {"paper", "url", "stream"} & set(more):
        more |= {"stream": BytesIO(f"{title} %PDF-1.7".encode()), "name": f"{title}.pdf"}
    return add_item_paper(by=by, item=item, draft=ItemPaperDraft(title=title, **more), today=today)


def an_entry(
    body: Body | None = None, subject: str = "Care leavers’ homes", *, by: Any = SYSTEM, **says: Any
) -> ProgrammeEntry:
    """An entry on the programme of a seated body; says: the facts of EntryDraft."""
    return add_entry(by=by, body=body or seated(), draft=EntryDraft(subject=subject, **says), today=TODAY)


def somebody_speaks(
    item: AgendaItem, *, today: date = TODAY, people: int = 2, subject: str = "School places"
) -> PublicSpeaking:
    return register_speaking(
        by=SYSTEM, item=item, subject=subject, people=people, today=today, holidays=england()
    )


def an_agenda_with_everything(meeting: Any, body: Body, *, today: date) -> dict[str, Any]:
    """For the table of addresses: a paper, people who speak, and an entry, at a meeting that may still be changed."""
    item = add_item(by=SYSTEM, meeting=meeting, title="", kind="speaking", urgency="It cannot wait.")
    return {
        "paper": an_item_paper(item, today=today, late="It came from the department today."),
        "speaking": somebody_speaks(item, today=today),
        "entry": an_entry(body, timing="early 2030"),
    }

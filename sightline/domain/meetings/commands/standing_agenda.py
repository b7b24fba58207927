"""What always stands on the agenda of a body, and who registered to speak."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sightline.domain.governance.models import Body
from sightline.domain.governance.wording import cleaned, reason_given
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused
from sightline.ground.lib.working_days import Holidays

from .. import agenda_rules
from .. import meeting_rules as rules
from ..meeting_words import ITEM_KINDS
from ..models import AgendaItem, PublicSpeaking, StandingAgenda
from ..standing import agenda_settings
from .meetings import hold


@command("meetings.keep", on="body")
def set_standing_agenda(
    *, by: Actor, body: Body, items: Sequence[agenda_rules.Standing], notice_days: int | None = None,
    speak_days: int | None = None, speak_minutes: int | None = None, speak_words: str = "",
) -> StandingAgenda:  # fmt: skip
    """Set what stands on each agenda of a body from the next call on, and its rules. Agendas that there are stay as they are."""
    agenda_rules.check_items(items, ITEM_KINDS)
    for value in (notice_days, speak_days, speak_minutes):
        if value is not None and value > 999:
            raise Refused("A number of days or minutes is at most 999. Nothing was changed.")
    rows = [[one.kind, one.title.strip(), one.when] for one in items]
    texts = cleaned(StandingAgenda, speak_words=speak_words)
    made = StandingAgenda.objects.create(
        body=body, items=rows, notice_days=notice_days, speak_days=speak_days, speak_minutes=speak_minutes,
        by_name=by.name[:200], **texts,
    )  # fmt: skip
    record(
        made, "standing items set", body=body.name, items=[title for _, title, _ in rows], notice_days=notice_days,
        speak_days=speak_days, speak_minutes=speak_minutes, **texts,
    )  # fmt: skip
    return made


@command("meetings.keep", on="item")
def register_speaking(
    *, by: Actor, item: AgendaItem, subject: str, people: int, today: date, holidays: Holidays
) -> PublicSpeaking:
    """Keep how many people registered to speak, and about what. Nobody is named. After the time it is kept as late."""
    held = hold(item.meeting)
    rules.check_can_change(held.state, held.minutes, held.get_state_display())
    if item.kind != "speaking" or item.withdrawn_reason:
        raise Refused(
            "People register to speak at the item of public speaking. Nothing was added. Put such an item on the agenda first.",
            rule="meetings.speaking-item",
        )
    if not 1 <= people <= 999:
        raise Refused("Enter how many people speak: 1 or more. Nothing was added.", field="people")
    last = agenda_rules.register_by(held.on, agenda_settings(held.body).speak_days, holidays)
    texts = cleaned(PublicSpeaking, "subject", subject=subject)
    made = PublicSpeaking.objects.create(
        item=item,
        people=people,
        on=today,
        late=last is not None and today > last,
        by_name=by.name[:200],
        **texts,
    )
    record(
        made,
        "registered to speak",
        meeting=held.number,
        item=item.label,
        people=people,
        late=made.late,
        about=made.subject,
    )
    return made


def carry_speaking(pairs: Iterable[tuple[AgendaItem, AgendaItem]]) -> None:
    """Copy who speaks to the items that take the place of others on another agenda: (old, new) of each. For commands only."""
    new_of = {old.pk: new for old, new in pairs if old.kind == "speaking"}
    names = ("subject", "people", "on", "late", "withdrawn_reason", "by_name")
    PublicSpeaking.objects.bulk_create(
        PublicSpeaking(item=new_of[row.item_id], **{name: getattr(row, name) for name in names})
        for row in (PublicSpeaking.objects.filter(item__in=list(new_of)).order_by("pk") if new_of else ())
    )


@command("meetings.keep", on="speaking")
def withdraw_speaking(*, by: Actor, speaking: PublicSpeaking, reason: str) -> PublicSpeaking:
    """Note that nobody speaks about it after all, and why."""
    reason = reason_given(reason, "nobody speaks about it")
    held = hold(speaking.item.meeting)
    rules.check_can_change(held.state, held.minutes, held.get_state_display())
    if speaking.withdrawn_reason:
        raise Refused("It was withdrawn already. Nothing was changed.")
    speaking.withdrawn_reason = reason
    speaking.save(update_fields=["withdrawn_reason"])
    record(speaking, "speaking withdrawn", meeting=held.number, about=speaking.subject, reason=reason)
    return speaking

"""The writers: what an administrator sets and asks, and what a turn of asking keeps of what came."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from sightline.domain.governance.models import Body
from sightline.ground.audit.actors import Actor, System
from sightline.ground.audit.commands import command, record
from sightline.ground.jobs.commands import enqueue
from sightline.ground.jobs.models import FINISHED, Job
from sightline.ground.lib.errors import NotFound, Refused
from sightline.work.imports.commands.lessons import remember_lesson
from sightline.work.imports.commands.uploads import Paper, upload_papers

from . import rules
from .answers import Committee as CommitteeFacts
from .answers import LinkedDocument, Meeting, MeetingLine
from .models import OPEN, Committee, Connection, ListedMeeting, Turn, TurnLine

ASKER = System("Sightline’s reader of the committee system")
ONE_AT_A_TIME = "connecting.one-at-a-time"


@command("connecting.manage")
def set_connection(*, by: Actor, address: str, days_back: int, days_ahead: int) -> Connection:
    """Say where the committee system is and of which days it is asked. One that is new is not asked until somebody starts it.

    An address that was set before takes up what was known of it. Raises Refused.
    """
    place = rules.place_of(address)
    rules.check_range(days_back, days_ahead)
    current = Connection.objects.select_for_update().filter(current=True).first()
    old = current.address if current else None
    if current is not None and current.address != place.address:
        _check_nothing_open(current)
        current.current, current.state = False, "paused"
        current.save(update_fields=["current", "state"])
    if current is None or current.address != place.address:
        current = _taken_up(by, place.address)
    current.current, current.days_back, current.days_ahead = True, days_back, days_ahead
    current.save(update_fields=["current", "days_back", "days_ahead"])
    record(
        current,
        "committee system set",
        old=old,
        new=place.address,
        days_back=days_back,
        days_ahead=days_ahead,
    )
    return current


def _taken_up(by: Actor, address: str) -> Connection:
    known = {"set_at": timezone.now(), "set_by_name": by.name[:200], "state": "paused"}
    return Connection.objects.update_or_create(address=address, defaults=known)[0]


@command("connecting.manage", on="connection")
def start_asking(*, by: Actor, connection: Connection) -> Connection:
    """Let it be asked every night. Raises Refused while no committee is chosen."""
    kept = _locked(connection)
    rules.check_can_move(kept.state if kept.current else "off", "on")
    if not kept.committees.filter(chosen=True).exists():
        raise Refused(
            "No committee is chosen, so there is nothing to ask for. Nothing was started. Choose committees first.",
            rule="connecting.committees-first",
            who=rules.WHO,
        )
    return _moved(kept, "on", "asking started")


@command("connecting.manage", on="connection")
def pause_asking(*, by: Actor, connection: Connection) -> Connection:
    """Let it not be asked until somebody starts it again; a turn that runs ends after the question it is at."""
    kept = _locked(connection)
    rules.check_can_move(kept.state if kept.current else "off", "paused")
    return _moved(kept, "paused", "asking paused")


def _moved(kept: Connection, state: str, what: str) -> Connection:
    old, kept.state = kept.state, state
    kept.save(update_fields=["state"])
    record(kept, what, old=old, new=state)
    return kept


@command("connecting.manage", on="connection")
def choose_committees(*, by: Actor, connection: Connection, keys: Iterable[int]) -> int:
    """Say of which committees meetings are asked for; of no others. The answer: how many."""
    kept, wanted = _locked(connection), set(keys)
    known = {row.key: row for row in kept.committees.all()}
    if wanted - set(known):
        raise NotFound("There is no such committee.")
    changed = [row for row in known.values() if row.chosen != (row.key in wanted)]
    for row in changed:
        row.chosen = row.key in wanted
    Committee.objects.bulk_update(changed, ["chosen"])
    if not wanted and kept.state == "on":
        kept.state = "paused"
        kept.save(update_fields=["state"])
    record(
        kept, "committees chosen",
        taken=[row.title for row in changed if row.chosen], left=[row.title for row in changed if not row.chosen],
    )  # fmt: skip
    return len(wanted)


@command("connecting.manage", on="committee")
def match_committee(*, by: Actor, committee: Committee, body: Body | None) -> Committee:
    """Say which of our bodies a committee is. Papers that print its name are then offered for that body in the review."""
    kept = Committee.objects.select_for_update(of=("self",)).select_related("body").get(pk=committee.pk)
    old, kept.body = kept.body, body
    kept.save(update_fields=["body"])
    record(kept, "committee matched", committee=kept.title, old=str(old or ""), new=str(body or ""))
    if body is not None:
        remember_lesson(by=by, kind="body", printed=kept.title, body=body)
    return kept


@command("connecting.manage", on="connection")
def ask(*, by: Actor, connection: Connection, what: str, today: date) -> Turn:
    """Put a turn of asking into the background work. what: "meetings" or "committees".

    Raises Refused while a turn is under way, and for meetings while asking is paused.
    """
    kept = _locked(connection)
    if not kept.current:
        rules.check_can_move("off", "on")
    if what == "meetings" and kept.state != "on":
        raise Refused(
            "Asking is paused. Nothing was asked. Start it again first.",
            rule="connecting.paused",
            who=rules.WHO,
        )
    _check_nothing_open(kept)
    first, last = (
        rules.range_of(today, kept.days_back, kept.days_ahead) if what == "meetings" else (None, None)
    )
    try:
        with transaction.atomic():
            turn = Turn.objects.create(
                connection=kept, what=what, asked_at=timezone.now(), asked_by_name=by.name[:200], first=first, last=last
            )  # fmt: skip
    except IntegrityError:
        raise _already() from None
    title = "Asking the committee system" if what == "meetings" else "Asking for the list of committees"
    job = enqueue("connecting.ask", by=by, about=("turn", turn.pk), what=title, turn_id=turn.pk)
    turn.job = job.pk
    turn.save(update_fields=["job"])
    record(turn, "committee system to be asked", about=what, first=first, last=last)
    return turn


def _check_nothing_open(connection: Connection) -> None:
    """Raise Refused while a turn is under way; one whose work ended without saying so is closed."""
    turn = Turn.objects.select_for_update().filter(connection=connection, state__in=OPEN).first()
    if turn is None:
        return
    job = Job.objects.filter(pk=turn.job or 0).first()
    if job is not None and job.state not in FINISHED:
        raise _already()
    turn.state, turn.finished_at = "failed", timezone.now()
    turn.sentence = (job.problem if job else "") or "It was broken off. What had come until then is kept."
    turn.save(update_fields=["state", "finished_at", "sentence"])


def _already() -> Refused:
    return Refused(
        "The committee system is being asked already, and one thing is asked at a time. Nothing was begun. "
        "Look at what comes of it, then ask again.",
        rule=ONE_AT_A_TIME,
        who=rules.WHO,
    )


@command("connecting.manage", on="turn")
def keep_committees(*, by: Actor, turn: Turn, committees: Sequence[CommitteeFacts]) -> int:
    """Keep the list of committees as it is now; those no longer listed stay, marked as gone. The answer: how many are new."""
    connection = _locked(turn.connection)
    held = {row.key: row for row in connection.committees.all()}
    new: list[Committee] = []
    changed: list[Committee] = []
    for facts in committees:
        row = held.pop(facts.key, None) or Committee(connection=connection, key=facts.key)
        title, category = facts.title[:500], (facts.category or "")[:500]
        gone = bool(facts.expired or facts.deleted)
        if row.pk is None or (row.title, row.category, row.gone) != (title, category, gone):
            row.title, row.category, row.gone = title, category, gone
            (changed if row.pk else new).append(row)
    lost = [row for row in held.values() if not row.gone]
    for row in lost:
        row.gone = True
    Committee.objects.bulk_create(new, batch_size=500)
    Committee.objects.bulk_update([*changed, *lost], ["title", "category", "gone"], batch_size=100)
    record(
        connection,
        "committees listed",
        listed=len(committees),
        new=len(new),
        gone=[row.title for row in lost],
    )
    return len(new)


@dataclass(frozen=True)
class Kept:
    """What became of a meeting that was fetched. kind: a key of rules.LINE_KINDS."""

    kind: str
    sentence: str
    row: ListedMeeting


@command("connecting.manage", on="turn")
def keep_meeting(
    *, by: Actor, turn: Turn, committee: Committee, meeting: Meeting, page: bytes | None, why_not: str
) -> Kept:
    """Keep what the system says of a meeting, and give its minutes to imports, where they wait for a person's review.

    page     its minutes as a page, None where there are none to take in; why_not says why then
    Minutes that make the same page as the last time are not given again.
    """
    row = _row(turn, committee, meeting)
    if page is None:
        if not row.settled:
            row.minutes = "left" if meeting.has_minutes or meeting.minutes_published else "none"
        row.problem = why_not
        kind = "left" if row.minutes == "left" else "none"
        _save(row)
        record(turn, "meeting listed", meeting=meeting.key, minutes=row.minutes)
        return Kept(kind, why_not, row)
    digest = hashlib.sha256(page).hexdigest()
    if row.settled and row.page_hash == digest:
        row.problem = ""
        _save(row)
        record(turn, "meeting listed", meeting=meeting.key, minutes="the same as before")
        return Kept("same", "Its minutes are the same as before.", row)
    again = row.settled
    kind, sentence = _give(by, row, committee, page)
    row.page_hash, row.problem = digest, ""
    _save(row)
    record(turn, "minutes taken in", meeting=meeting.key, page=digest, reading=row.reading_id, again=again)
    changed = (
        " They changed since they were first taken in; the earlier ones stand beside them." if again else ""
    )
    return Kept(kind, sentence + changed, row)


def _closed(meeting: Meeting) -> str:
    """What was left out of the minutes, in words; "" where nothing was."""
    count = sum(bool(item.minutes) and not item.open_minutes for item in meeting.items)
    if not count:
        return ""
    items = "1 item" if count == 1 else f"{count} items"
    return f"What was minuted of {items} is closed to the public or not published, and was left out."


def _give(by: Actor, row: ListedMeeting, committee: Committee, page: bytes) -> tuple[str, str]:
    """Hand a page to imports; what came of it. The same bytes, however they came, are one paper."""
    name = f"{committee.title[:120]} {row.day:%Y-%m-%d} minutes.html".replace("/", "-")
    upload = upload_papers(by=by, papers=[Paper(name, io.BytesIO(page), len(page))])
    reading = upload.readings.order_by("pk").first()
    if reading is not None:
        row.reading, row.minutes = reading, "taken"
        return "taken", "Its minutes wait for review among the imports."
    left = upload.not_taken.select_related("reading").order_by("pk").first()
    row.minutes = "known" if left is not None and left.why == "known" else "failed"
    row.reading = left.reading if left is not None else None
    return ("known" if row.minutes == "known" else "failed"), (
        left.sentence if left else "It was not taken in."
    )


def _row(turn: Turn, committee: Committee, meeting: Meeting) -> ListedMeeting:
    held = ListedMeeting.objects.select_for_update(of=("self",)).filter(
        connection_id=turn.connection_id, key=meeting.key
    )
    row = held.first() or ListedMeeting(connection_id=turn.connection_id, key=meeting.key)
    row.committee = committee
    row.day = meeting.day
    row.starts, row.place = (meeting.starts or "")[:100], (meeting.place or "")[:500]
    row.status = (meeting.status or "")[:500]
    row.items = [
        {
            "number": item.minutes_number or item.number,
            "title": item.title,
            "restricted": bool(item.restricted),
            "documents": _links(item.documents),
        }
        for item in meeting.items
    ]
    row.documents = _links(meeting.documents)
    return row


def keep_failed(*, turn: Turn, committee: Committee, line: MeetingLine, why: str) -> None:
    """Say at a listed meeting why nothing could be read of it. What was known stays; it is no fact and makes no event."""
    with transaction.atomic():
        row, _ = ListedMeeting.objects.get_or_create(
            connection_id=turn.connection_id,
            key=line.key,
            defaults={"committee": committee, "day": line.day, "status": (line.status or "")[:500]},
        )
        row.problem = why
        if not row.settled:
            row.minutes = "failed"
        row.save(update_fields=["problem", "minutes"])


def keep_same(*, row: ListedMeeting) -> None:
    """Say that nothing changed at a meeting since it was last asked about; what went wrong since then is over."""
    row.asked_at = timezone.now()
    row.problem = "" if row.settled else row.problem
    row.save(update_fields=["asked_at", "problem"])


def _links(documents: Sequence[LinkedDocument]) -> list[dict[str, str | None]]:
    """Documents as links only; of a restricted one not even that."""
    return [{"title": one.title, "url": one.url} for one in documents if not one.restricted]


def _save(row: ListedMeeting) -> None:
    row.asked_at = timezone.now()
    row.save()


@command("connecting.manage", on="turn")
def end_turn(*, by: Actor, turn: Turn, state: str, sentence: str) -> Turn:
    """Close a turn with what came of it, in words; the connection says it too."""
    kept = Turn.objects.select_for_update(of=("self",)).get(pk=turn.pk)
    kept.state, kept.sentence, kept.finished_at = state, sentence, timezone.now()
    kept.requests, kept.found, kept.taken, kept.failed = turn.requests, turn.found, turn.taken, turn.failed
    kept.save()
    error = "" if state == "done" else sentence
    Connection.objects.filter(pk=kept.connection_id).update(last_asked_at=kept.finished_at, last_error=error)
    record(
        kept,
        "committee system asked",
        state=state,
        requests=kept.requests,
        taken=kept.taken,
        failed=kept.failed,
    )
    return kept


def note(
    turn: Turn,
    kind: str,
    what: str,
    *,
    asked: str = "",
    sentence: str = "",
    meeting: ListedMeeting | None = None,
) -> None:
    """A line of the log; it is no fact and makes no event, and it is there at once."""
    with transaction.atomic():
        position = turn.lines.count() + 1
        TurnLine.objects.create(
            turn=turn, position=position, kind=kind, what=what[:600], asked=asked[:300], sentence=sentence, meeting=meeting
        )  # fmt: skip


def _locked(connection: Connection) -> Connection:
    """The row as it is now, held until the command ends."""
    return Connection.objects.select_for_update().get(pk=connection.pk)

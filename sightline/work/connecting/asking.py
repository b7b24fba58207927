"""A turn of asking: question by question, each kept as it comes, so that a program killed in the middle loses nothing.

No transaction is open while the network is waited for. What was asked, what came and what went wrong stands in the log of the turn.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from sightline.ground.jobs.progress import progress
from sightline.ground.lib.errors import Refused, Unreadable

from . import minutes_page, rules
from .answers import Meeting, MeetingLine, read_committees, read_meeting, read_meetings
from .client import Client, Fetched, Limits, NotNow
from .commands import ASKER, Kept, end_turn, keep_committees, keep_failed, keep_meeting, keep_same, note
from .models import OPEN, Committee, Connection, HeldAnswer, ListedMeeting, Turn

log = logging.getLogger("sightline.connecting")
MOST_REQUESTS = 400  # of one turn; the rest comes in the next
LONGEST = 45 * 60.0  # seconds of one turn
PATIENCE = 3  # questions in a row without an answer, after which the system is left in peace


class _Ends(Exception):
    """The turn ends here. state: of the turn; sentence: why."""

    def __init__(self, state: str, sentence: str) -> None:
        super().__init__(sentence)
        self.state, self.sentence = state, sentence


def client_for(connection: Connection) -> Client:
    """Who asks the system that was set, under the limits of this installation."""
    limits = Limits(
        settings.CONNECT_SECONDS, min(settings.CONNECT_LARGEST, Limits().size), settings.CONNECT_PAUSE
    )
    return Client(rules.place_of(connection.address), limits, settings.CONNECT_PRIVATE)


def run_turn(turn_id: int) -> Turn:
    """Ask what a turn asks; nothing where it was done already. Raises nothing that a committee system can cause."""
    turn = Turn.objects.select_related("connection").get(pk=turn_id)
    if turn.state not in OPEN:
        return turn
    Turn.objects.filter(pk=turn.pk, state__in=OPEN).update(state="running")
    kinds = list(
        turn.lines.values_list("kind", flat=True)
    )  # those of a program that was killed in the middle
    turn.requests, turn.taken, turn.failed = len(kinds), kinds.count("taken"), kinds.count("failed")
    work = _Work(turn, client_for(turn.connection))
    try:
        sentence = work.committees() if turn.what == "committees" else work.meetings()
        state = "partly" if turn.failed else "done"
    except _Ends as end:
        state, sentence = end.state, end.sentence
    except Exception:
        log.exception("A turn of asking the committee system broke off")
        state, sentence = (
            "failed",
            "Something went wrong in Sightline itself. What had come until then is kept.",
        )
    turn.requests += work.client.asked
    return end_turn(by=ASKER, turn=turn, state=state, sentence=sentence)


@dataclass
class _Work:
    """One turn while it runs. unanswered: questions in a row without an answer."""

    turn: Turn
    client: Client
    unanswered: int = 0
    begun: float = field(default_factory=time.monotonic)

    def committees(self) -> str:
        """Ask for the list of committees."""
        what, asked = "List of committees", {"lDays": "0"}
        fetched = self._ask("GetCommittees", asked, what, HeldAnswer())
        if fetched is None:
            raise _Ends("failed", self._last_sentence())
        try:
            answer = read_committees(fetched.body)
        except Unreadable as error:
            self._failed(what, "GetCommittees", error.sentence)
            raise _Ends("failed", error.sentence) from error
        new = keep_committees(by=ASKER, turn=self.turn, committees=answer.rows)
        self.turn.found = len(answer.rows)
        told = f"{_count(len(answer.rows), 'committee')} listed, {new} new."
        note(
            self.turn,
            "listed",
            what,
            asked=_written("GetCommittees", asked),
            sentence=" ".join([told, *answer.left]),
        )
        return told

    def meetings(self) -> str:
        """Ask for the meetings of each chosen committee, and for those that are new or changed one by one."""
        chosen = list(self.turn.connection.committees.filter(chosen=True).order_by("title", "key"))
        if not chosen:
            raise _Ends("failed", "No committee is chosen, so nothing was asked. Choose committees first.")
        for place, committee in enumerate(chosen):
            progress(place, len(chosen), f"Asking about {committee.title}")
            self._check_may_go_on()
            self._of_committee(committee)
        turn = self.turn
        failed = f" {_count(turn.failed, 'question')} went wrong: the log says why." if turn.failed else ""
        return (
            f"{_count(len(chosen), 'committee')} asked about, {_count(turn.found, 'meeting')} in the range of days, "
            f"minutes of {turn.taken} taken in for review.{failed}"
        )

    def _of_committee(self, committee: Committee) -> None:
        lines = self._listed(committee)
        if lines is None:
            return
        first, last = self.turn.first, self.turn.last
        assert first is not None and last is not None
        inside = [one for one in lines if rules.within(one.day, first, last)]
        self.turn.found += len(inside)
        numbers = [one.key for one in inside]
        held = {row.key: row for row in ListedMeeting.objects.filter(
            connection_id=self.turn.connection_id, key__in=numbers)}  # fmt: skip
        done = set(self.turn.lines.filter(meeting__isnull=False).values_list("meeting__key", flat=True))
        for line in sorted(inside, key=lambda one: (one.day or date.min, one.key)):
            row = held.get(line.key)
            if line.key not in done and _wants_asking(row, line):
                self._check_may_go_on()
                self._of_meeting(committee, line, row)

    def _listed(self, committee: Committee) -> list[MeetingLine] | None:
        """The meetings of a committee as listed now; None where no list came."""
        assert self.turn.first is not None and self.turn.last is not None
        first, last = _whole_months(self.turn.first, self.turn.last)
        asked = {
            "lCommitteeId": str(committee.key),
            "sFromDate": f"{first:%d/%m/%Y}",
            "sToDate": f"{last:%d/%m/%Y}",
        }
        what, target = f"Meetings of {committee.title}", _written("GetMeetings", asked)
        held = self._held(target)
        fetched = self._ask("GetMeetings", asked, what, held if held.content is not None else HeldAnswer())
        if fetched is None:
            return None
        if fetched.unchanged:
            note(self.turn, "same", what, asked=target, sentence="The list is the same as before.")
            return [_line_of(one) for one in held.content or []]
        try:
            answer = read_meetings(fetched.body)
        except Unreadable as error:
            self._failed(what, target, error.sentence)
            return None
        others = [one for one in answer.rows if one.committee not in (None, committee.key)]
        lines = [one for one in answer.rows if one.committee in (None, committee.key)]
        self._hold(target, fetched, [_kept_line(one) for one in lines])
        left = [*answer.left]
        if undated := sum(one.day is None for one in lines):
            left.append(f"{_count(undated, 'meeting')} without a day that can be read left out.")
        if others:
            left.append(f"{_count(len(others), 'meeting')} of other committees left out.")
        told = f"{_count(len(lines), 'meeting')} listed."
        note(self.turn, "listed", what, asked=target, sentence=" ".join([told, *left]))
        return lines

    def _of_meeting(self, committee: Committee, line: MeetingLine, row: ListedMeeting | None) -> None:
        asked = {"lMeetingId": str(line.key)}
        what, target = f"{committee.title}, {line.day:%-d %B %Y}", _written("GetMeeting", asked)
        held = self._held(target)
        known = row if row is not None and row.minutes != "failed" and not _differs(row, line) else None
        fetched = self._ask("GetMeeting", asked, what, held if known else HeldAnswer())
        if fetched is None:
            keep_failed(turn=self.turn, committee=committee, line=line, why=self._last_sentence())
            return
        if known and (fetched.unchanged or held.digest == _digest(fetched)):
            self._hold(target, fetched, None)
            keep_same(row=known)
            told = "Nothing changed since it was last asked about."
            note(self.turn, "same", what, asked=target, sentence=told, meeting=known)
            return
        try:
            kept = self._keep(committee, line, fetched)
        except (Unreadable, Refused) as error:
            self._failed(what, target, error.sentence)
            keep_failed(turn=self.turn, committee=committee, line=line, why=error.sentence)
            return
        self._hold(target, fetched, None)
        self.turn.taken += kept.kind == "taken"
        self.turn.failed += kept.kind == "failed"
        note(self.turn, kept.kind, what, asked=target, sentence=kept.sentence, meeting=kept.row)

    def _keep(self, committee: Committee, line: MeetingLine, fetched: Fetched) -> Kept:
        """Read a meeting and keep it. Raises Unreadable, Refused."""
        meeting = _with_day(read_meeting(fetched.body), line)
        if meeting.key != line.key:
            raise Unreadable(
                f"Meeting {line.key} was asked for and meeting {meeting.key} was answered. Nothing of it was kept."
            )
        page, why_not = _page(meeting, committee.title)
        return keep_meeting(
            by=ASKER, turn=self.turn, committee=committee, meeting=meeting, page=page, why_not=why_not
        )

    def _ask(self, operation: str, asked: dict[str, str], what: str, held: HeldAnswer) -> Fetched | None:
        """One question; None where no answer came, which is logged. Raises _Ends where no further question makes sense."""
        target = _written(operation, asked)
        try:
            fetched = self.client.ask(operation, asked, etag=held.etag, modified=held.modified)
        except NotNow as error:
            self._failed(what, target, error.sentence)
            self.unanswered += 1
            if self.unanswered >= PATIENCE:
                raise _Ends(
                    "failed",
                    f"{error.sentence} After {PATIENCE} questions without an answer the turn ended, to leave the system in peace.",
                ) from error
            return None
        except Unreadable as error:
            self._failed(what, target, error.sentence)
            return None
        except Refused as error:
            self._failed(what, target, error.sentence)
            raise _Ends("failed", error.sentence) from error
        self.unanswered = 0
        return fetched

    def _failed(self, what: str, asked: str, sentence: str) -> None:
        self.turn.failed += 1
        note(self.turn, "failed", what, asked=asked, sentence=sentence)

    def _last_sentence(self) -> str:
        line = self.turn.lines.order_by("-position").first()
        return line.sentence if line else "Nothing came."

    def _check_may_go_on(self) -> None:
        """Raises _Ends where somebody paused meanwhile, or where the turn is long enough."""
        if Connection.objects.filter(pk=self.turn.connection_id, current=True, state="on").first() is None:
            raise _Ends(
                "partly", "Asking was paused meanwhile, so the turn ended. What had come until then is kept."
            )
        if self.client.asked >= MOST_REQUESTS or time.monotonic() - self.begun > LONGEST:
            raise _Ends(
                "partly",
                f"{self.client.asked} questions are enough for one turn; the rest is asked the next time. What came is kept.",
            )

    def _held(self, target: str) -> HeldAnswer:
        found = HeldAnswer.objects.filter(connection_id=self.turn.connection_id, target=target).first()
        return found or HeldAnswer()

    def _hold(self, target: str, fetched: Fetched, content: list[Any] | None) -> None:
        """Remember the tags of an answer, so that the next question can be conditional."""
        kept: dict[str, Any] = {"at": timezone.now()}
        if not fetched.unchanged:
            kept |= {
                "digest": _digest(fetched),
                "content": content,
                "etag": fetched.etag,
                "modified": fetched.modified,
            }
        HeldAnswer.objects.update_or_create(
            connection_id=self.turn.connection_id, target=target, defaults=kept
        )


def _page(meeting: Meeting, body: str) -> tuple[bytes | None, str]:
    """The minutes of a meeting as a page, or why there is none to take in."""
    if not meeting.has_minutes:
        if any(item.minutes for item in meeting.items):
            return (
                None,
                "Its minutes are closed to the public or not published yet, so nothing of them was taken in.",
            )
        if rules.was_called_off(meeting.status):
            return None, f"It does not take place: “{meeting.status}”."
        if meeting.minutes_published:
            return (
                None,
                "Its minutes are published as a document only. Open the link and upload the document, if you need it.",
            )
        return None, "No minutes are published yet."
    if meeting.minutes_published is False:
        return (
            None,
            "The system holds minutes that it does not call published, so nothing of them was taken in.",
        )
    try:
        return minutes_page.page_of(meeting, body), ""
    except Unreadable as error:
        return None, error.sentence


def _with_day(meeting: Meeting, line: MeetingLine) -> Meeting:
    """The meeting with the day of the list where it has none of its own."""
    from dataclasses import replace

    return meeting if meeting.day is not None else replace(meeting, day=line.day)


def _wants_asking(row: ListedMeeting | None, line: MeetingLine) -> bool:
    if row is None:
        return True
    changed = _differs(row, line)
    return rules.wants_asking(settled=row.settled, changed=changed, asked_at=row.asked_at, now=timezone.now())


def _differs(row: ListedMeeting | None, line: MeetingLine) -> bool:
    """Whether the list tells another day or status than is held."""
    if row is None:
        return True
    return (line.day is not None and row.day != line.day) or (
        line.status is not None and row.status != line.status[:500]
    )


def _whole_months(first: date, last: date) -> tuple[date, date]:
    """The range by whole months: the question stays the same for a month, so that it can be conditional."""
    begin = first.replace(day=1)
    after = (last.replace(day=28) + timedelta(days=4)).replace(day=1)
    return begin, after - timedelta(days=1)


def _kept_line(line: MeetingLine) -> list[Any]:
    return [line.key, line.day.isoformat() if line.day else None, line.status, line.committee]


def _line_of(kept: Sequence[Any]) -> MeetingLine:
    key, day, status, committee = kept
    return MeetingLine(key, date.fromisoformat(day) if day else None, status, committee)


def _digest(fetched: Fetched) -> str:
    return hashlib.sha256(fetched.body).hexdigest()


def _written(operation: str, asked: dict[str, str]) -> str:
    """A question as the log shows it."""
    return f"{operation}?{'&'.join(f'{name}={value}' for name, value in asked.items())}"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"

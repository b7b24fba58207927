"""Things to test the connection with: a committee system that is set, listed and chosen by the real commands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sightline.work.connecting import commands
from sightline.work.connecting.answers import Committee as CommitteeFacts
from sightline.work.connecting.answers import read_meeting
from sightline.work.connecting.minutes_page import page_of
from sightline.work.connecting.models import Committee, Connection, ListedMeeting, Turn
from tests.committee_system import ItemHere, MeetingHere, document, meeting_xml
from tests.factories import SYSTEM

ADDRESS = "https://democracy.northmere.example/"
PANEL = 12


def a_connection(address: str = ADDRESS, *, back: int = 90, ahead: int = 60) -> Connection:
    return commands.set_connection(by=SYSTEM, address=address, days_back=back, days_ahead=ahead)


def a_turn(connection: Connection, today: date, what: str = "committees") -> Turn:
    return commands.ask(by=SYSTEM, connection=connection, what=what, today=today)


def with_committees(
    connection: Connection, titles: Mapping[int, str], today: date, *, chosen: bool = True, start: bool = True
) -> list[Committee]:
    """Committees as listed by a turn that ended; chosen, and asked about from now on."""
    turn = a_turn(connection, today)
    listed = [CommitteeFacts(key, title, "Scrutiny") for key, title in titles.items()]
    commands.keep_committees(by=SYSTEM, turn=turn, committees=listed)
    commands.end_turn(by=SYSTEM, turn=turn, state="done", sentence="Listed.")
    if chosen:
        commands.choose_committees(by=SYSTEM, connection=connection, keys=titles)
        if start:
            commands.start_asking(by=SYSTEM, connection=connection)
    return list(connection.committees.order_by("key"))


def a_set_connection(today: date, address: str = ADDRESS) -> Connection:
    """One that is set, with one committee chosen, and asked every night."""
    connection = a_connection(address)
    with_committees(connection, {PANEL: "Learning Panel"}, today)
    return Connection.objects.get(pk=connection.pk)


def minutes_here(key: int, day: date, words: str = "That the report be noted.") -> MeetingHere:
    items = [
        ItemHere("Apologies", "<p>Apologies were received from Councillor Ivy Oak.</p>", "1"),
        ItemHere(
            "School attendance", f"<p><b>RESOLVED:</b></p><p>{words}</p>", "2",
            document("Report", "http://papers.example/documents/s1/Report.pdf"),
        ),
    ]  # fmt: skip
    return MeetingHere(key, PANEL, day, items=items)


def a_listed_meeting(connection: Connection, today: date, day: date, key: int = 77) -> ListedMeeting:
    """A meeting whose minutes came in a turn that ended, with a line of its log."""
    turn = a_turn(connection, today, "meetings")
    committee = connection.committees.order_by("key").first()
    assert committee is not None
    meeting = read_meeting(meeting_xml(minutes_here(key, day)))
    kept = commands.keep_meeting(
        by=SYSTEM, turn=turn, committee=committee, meeting=meeting, page=page_of(meeting, committee.title), why_not=""
    )  # fmt: skip
    commands.note(
        turn, kept.kind, f"{committee.title}, {day:%-d %B %Y}", sentence=kept.sentence, meeting=kept.row
    )
    turn.taken = turn.found = 1
    commands.end_turn(by=SYSTEM, turn=turn, state="done", sentence="1 committee asked about.")
    return kept.row

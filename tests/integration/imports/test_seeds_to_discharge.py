"""What the five papers agreed and promised, followed from the words as they were read to discharge by the body."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from sightline.domain.meetings.commands import (
    MeetingChoice,
    OutcomeDraft,
    Taken,
    record_outcomes,
    say_promise_met,
    take_up_several,
)
from sightline.domain.meetings.models import Meeting, Outcome, Paper, Promise
from sightline.domain.meetings.promises import undecided
from sightline.domain.meetings.promises.drafts import PromiseDraft
from sightline.domain.meetings.promises.rules import prefilled
from sightline.domain.meetings.queries_meetings import before_item
from sightline.work.imports.commands.papers import accept_paper, state_paper_facts
from tests import cast
from tests.factories import a_user
from tests.integration.imports.papers import a_reading
from tests.meeting_factories import a_held_meeting, item_of, seated

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_four_resolutions_and_three_commitments_are_followed_to_discharge(shared):
    office, body, today = a_user(cast.PROGRAMME_OFFICE), seated(), timezone.localdate()
    for day, seed in enumerate(sorted((shared / "seeds").glob("*.txt")), start=1):
        reading = a_reading(office, seed.name, seed.read_bytes())
        # No seed prints its day where the reader takes it: a person states it, and that is when a meeting can be made.
        state_paper_facts(by=office, reading=reading, facts={"date": date(2023, 9, day)})
        accept_paper(by=office, reading=reading, today=today, body_id=body.pk, meeting=MeetingChoice("new"))
    assert Paper.objects.count() == 5
    assert set(Meeting.objects.values_list("state", "body")) == {("printed", body.pk)}
    assert Meeting.objects.count() == 2  # of the two papers of minutes
    kinds = sorted(Outcome.objects.values_list("kind", flat=True))
    assert kinds == ["commitment"] * 3 + ["deferred"] + ["resolution"] * 4
    put_off = next(one for one in undecided.undecided(office) if one.source.kind == "deferred")
    assert "during the presentation" in put_off.words
    found = [one for one in undecided.undecided(office) if one.source.kind != "deferred"]
    assert len(found) == 7
    rows = []
    for one in found:
        says = prefilled(one.words, one.verb)
        draft = PromiseDraft(
            words=one.words,
            kind=says.kind,
            due=says.due,
            due_event=says.due_event,
            due_printed=says.due_printed,
        )
        rows.append(Taken(one.source, draft))
    taken = take_up_several(by=office, rows=rows, today=today).promises
    assert len(taken) == 7 and [one.key for one in undecided.undecided(office)] == [put_off.key]
    by_words = {one.outcome.text: one for one in taken}
    assert [one.words for one in taken] == list(by_words)  # the words exactly as they stand
    assert all(one.due is None and one.owner == "" for one in taken)  # no owner and no day is stated in any
    said = sorted(one.kind for one in taken)
    assert said == [
        "bring-back",
        "bring-back",
        "circulate",
        "circulate",
        "circulate",
        "note",
        "request-report",
    ]
    assert sum(bool(one.due_event or one.due_printed) for one in taken) >= 5
    for one in taken:
        say_promise_met(by=office, promise=one, words="It was sent to all members.", today=today)
    item = item_of(a_held_meeting(body, on=today + timedelta(days=0)), "promises")
    drafts = [
        OutcomeDraft("agreed", row.draft, effect=row.effect, about=row.about) for row in before_item(item)
    ]
    assert len(drafts) == 7
    result = record_outcomes(by=office, item=item, rows=drafts, today=today)
    assert len(result.recorded) == 7 and not result.refused
    assert set(Promise.objects.values_list("state", flat=True)) == {"discharged"}
    assert all(one.decision_id for one in Promise.objects.all())

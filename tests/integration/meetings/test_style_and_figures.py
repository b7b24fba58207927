"""Minutes in the body's own style; and approved minutes with what the source says beside them, their words untouched."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test.client import Client
from django.urls import reverse
from django.utils import timezone

from sightline.domain.meetings.commands import (
    circulate_minutes,
    draft_minutes,
    record_outcome,
    register_paper,
    set_style,
)
from sightline.domain.meetings.drafts import FigureFacts, PaperFacts
from sightline.domain.meetings.models import BodyPhrase, BodyStyle, Meeting, SourcedFigure
from tests import cast
from tests.factories import SYSTEM, a_body, a_council, a_user
from tests.meeting_factories import a_held_meeting, a_sourced_figure, approved_minutes, item_of, seated

pytestmark = pytest.mark.django_db
SAID = "Members heard that assessments completed in time stood at 47% on 31 March 2023."


@pytest.fixture
def office(client: Client) -> Client:
    a_council()
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    return client


def minutes_of(office: Client, meeting: Meeting) -> str:
    return office.get(reverse("meeting-minutes", args=[meeting.number])).content.decode()


def approved(body: Any, on: date, text: str) -> Meeting:
    """A meeting of which the minutes say this of its last item and are approved."""
    meeting, later = a_held_meeting(body, on=on - timedelta(days=30)), a_held_meeting(body, on=on)
    return approved_minutes(meeting, item_of(later, "minutes"), text)


def test_a_clerk_sets_the_style_sees_it_first_and_minutes_use_it(office: Client) -> None:
    body = seated(a_body("Scrutiny Committee"))
    meeting = a_held_meeting(body, on=timezone.localdate())
    for words in ("RESOLVED: That the report be noted.", "RESOLVED: That a visit be made."):
        record_outcome(by=SYSTEM, item=item_of(meeting), result="agreed", words=words, today=meeting.on)
    draft_minutes(by=SYSTEM, meeting=meeting)
    assert "RESOLVED: That a visit be made." in minutes_of(office, meeting)
    first = circulate_minutes(by=SYSTEM, meeting=meeting)
    address = reverse("body-style", args=[body.pk])
    sent = {"opening": "The Committee agreed:", "numbering": "(i)"}
    seen = office.post(address, sent | {"preview": "1"}).content.decode()
    assert "(ii) That the audit of supervision" in " ".join(seen.split()) and not BodyStyle.objects.exists()
    assert office.post(address, sent).status_code == 302
    assert office.post(address, {"opening": "", "numbering": "(i)"}).status_code == 422
    shown = " ".join(minutes_of(office, meeting).split())
    assert "The Committee agreed:" in shown and "(ii)" in shown and "RESOLVED: That a visit" not in shown
    first.refresh_from_db()
    assert "printed" not in str(first.words)
    word = office.get(reverse("meeting-minutes-docx", args=[meeting.number]))
    assert b"".join(word.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    wrong = reverse("meeting-minute-correct", args=[meeting.number, item_of(meeting).number])
    assert office.get(wrong).status_code == 200


def test_phrases_of_a_body_are_added_offered_and_taken_away(office: Client) -> None:
    body = seated()
    sent = {
        "phrase-words": "That the panel visit [place].",
        "phrase-item_kind": "business",
        "phrase-result": "agreed",
    }
    add = reverse("body-phrase-add", args=[body.pk])
    assert office.post(add, sent).status_code == 302
    assert "has that phrase already" in office.post(add, sent).content.decode()
    meeting = a_held_meeting(body, on=timezone.localdate())
    room = reverse("meeting-room-item", args=[meeting.number, item_of(meeting).number])
    assert "That the panel visit [place]." in office.get(room).content.decode()
    phrase = BodyPhrase.objects.get()
    office.post(reverse("body-phrase-away", args=[body.pk, phrase.pk]))
    assert "That the panel visit [place]." not in office.get(room).content.decode()


def test_a_figure_is_proposed_marked_by_a_person_and_the_approved_words_stay(office: Client) -> None:
    body, today = seated(), timezone.localdate()
    meeting = approved(body, today, SAID)
    figure = FigureFacts(
        name="Assessments completed in time",
        printed="45%",
        value=Decimal(45),
        unit="%",
        as_at=date(2023, 3, 31),
    )
    paper = register_paper(
        by=SYSTEM,
        paper=PaperFacts(kind="indicators", title="Indicators", date=meeting.on, figures=(figure,)),
        file=None,
        today=today,
    )
    held, before = paper.figures.get(), meeting.minutes_versions.get(state="approved")
    shown = minutes_of(office, meeting)
    assert "Figures that a paper has otherwise" in shown and not SourcedFigure.objects.exists()
    item = item_of(meeting)
    mark = reverse("meeting-figure-mark", args=[meeting.number, item.number])
    begun = office.get(mark, {"quoted": SAID, "printed": "47%", "figure": str(held.pk)}).content.decode()
    assert 'value="45%"' in begun and "31 March 2023" in begun
    sent = {
        "quoted": SAID, "printed": "47%", "measure": held.name, "value": "45%", "period": "31 March 2023",
        "paper": str(paper.number), "figure": str(held.pk),
    }  # fmt: skip
    assert office.post(mark, sent | {"quoted": "stood at 48%"}).status_code == 422
    assert office.post(mark, sent | {"paper": "9999"}).status_code == 422
    assert office.post(mark, sent).status_code == 302
    assert "marked that figure already" in office.post(mark, sent).content.decode()
    shown = minutes_of(office, meeting)
    assert (
        "As approved: <strong>47%</strong>. The source says <strong>45%</strong>" in shown and SAID in shown
    )
    assert "Figures that a paper has otherwise" not in shown
    after = meeting.minutes_versions.get(state="approved")
    assert (after.words, after.sha256) == (before.words, before.sha256)
    one = SourcedFigure.objects.get()
    assert one.figure == held and one.paper == paper
    back = reverse("meeting-figure-back", args=[meeting.number, one.pk])
    assert office.post(back, {"reason": ""}).status_code == 422
    assert office.post(back, {"reason": "It was of another team."}).status_code == 302
    shown = minutes_of(office, meeting)
    assert (
        "Taken back on" in shown
        and "It was of another team." in shown
        and "Figures that a paper" not in shown
    )


def test_a_figure_of_a_draft_is_not_marked(office: Client) -> None:
    meeting = a_held_meeting(seated(), on=timezone.localdate())
    draft_minutes(by=SYSTEM, meeting=meeting)
    mark = reverse("meeting-figure-mark", args=[meeting.number, item_of(meeting).number])
    sent = {"quoted": "x", "printed": "x", "measure": "a", "value": "y", "period": "p", "paper": ""}
    assert "not approved yet" in office.post(mark, sent).content.decode()


def test_a_date_in_the_wrong_year_is_asked_about_on_the_page_of_the_minutes(office: Client) -> None:
    body, today = seated(), date(2024, 3, 12)
    meeting = a_held_meeting(body, on=today)
    draft_minutes(by=SYSTEM, meeting=meeting)
    item = item_of(meeting)
    item.minute = "It was asked whether the plan was here at the meeting of 12 March 2023."
    item.save(update_fields=["minute"])
    assert "The body did not meet on 12 March 2023, and it did on 12 March 2024." in minutes_of(
        office, meeting
    )


def test_minutes_with_many_figures_ask_no_more_of_the_database(office: Client, statements: Any) -> None:
    body, today = seated(), timezone.localdate()
    set_style(by=SYSTEM, body=body, opening="AGREED –", numbering="1.")
    meeting = approved(body, today, " ".join(f"Assessments number {n} of all were {n}%." for n in range(60)))
    figures = tuple(
        FigureFacts(
            name=f"Assessments number {n} of all",
            printed=str(n),
            value=Decimal(n + 1),
            unit="%",
            column="2022/23",
        )
        for n in range(60)
    )
    facts = PaperFacts(kind="indicators", title="Indicators", date=meeting.on, figures=figures)
    register_paper(by=SYSTEM, paper=facts, file=None, today=today)
    with statements(13):
        minutes_of(office, meeting)


def test_the_word_file_prints_the_style_and_the_sourced_figure(office: Client) -> None:
    body, today = seated(), timezone.localdate()
    set_style(by=SYSTEM, body=body, opening="AGREED –", numbering="1.")
    meeting, later = a_held_meeting(body, on=today - timedelta(days=30)), a_held_meeting(body, on=today)
    for words in ("RESOLVED: That one be done.", "RESOLVED: That two be done."):
        record_outcome(by=SYSTEM, item=item_of(meeting), result="agreed", words=words, today=meeting.on)
    a_sourced_figure(meeting, item_of(later, "minutes"))
    word = office.get(reverse("meeting-minutes-docx", args=[meeting.number]))
    with ZipFile(BytesIO(b"".join(word.streaming_content))) as packed:  # type: ignore[attr-defined]
        said = packed.read("word/document.xml").decode()
    assert "AGREED –" in said and "2. That two be done." in said and "RESOLVED: That two" not in said
    assert "The source says 45% (Assessments in time, March 2026; " in said

"""Papers of agenda items, notice, what always stands on an agenda, and public speaking: what is kept, refused and shown."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test.client import Client
from django.urls import reverse
from django.utils import timezone

from sightline.domain.meetings.agenda_rules import Standing
from sightline.domain.meetings.commands import (
    ItemPaperDraft,
    add_item,
    add_item_paper,
    call_meeting,
    close_item,
    move_meeting,
    register_speaking,
    send_agenda,
    set_standing_agenda,
    shift_item_paper,
    take_paper_off,
    withdraw_speaking,
    word_item_paper,
)
from sightline.domain.meetings.models import AgendaItem, ItemPaper, Meeting, PublicSpeaking, StandingAgenda
from sightline.ground.lib.errors import Refused
from sightline.ground.lib.working_days import england
from tests import cast
from tests.agenda_factories import an_entry, an_item_paper, somebody_speaks
from tests.factories import SYSTEM, TODAY, a_body, a_council, a_post, a_user
from tests.integration.meetings.papers import a_paper
from tests.meeting_factories import a_held_meeting, a_meeting, seated

pytestmark = pytest.mark.django_db


def an_item(body: Any = None, *, on: date = TODAY) -> AgendaItem:
    return a_meeting(body, on=on).items.select_related("meeting__body").get(title="Progress of the plan")


def labels(item: AgendaItem) -> list[tuple[str, str]]:
    rows = ItemPaper.objects.filter(item=item, removed_reason="").order_by("position")
    return [(row.label, row.title) for row in rows]


def sent(item: AgendaItem) -> AgendaItem:
    send_agenda(by=SYSTEM, meeting=item.meeting, today=TODAY)
    return AgendaItem.objects.select_related("meeting__body").get(pk=item.pk)


def test_an_item_has_papers_in_order_and_each_is_one_thing() -> None:
    item, post, paper = an_item(), a_post("Head of Quality"), a_paper(text="The words of the report.")
    one = an_item_paper(item, "One", author=post.pk)
    two = an_item_paper(item, "", paper=paper)
    three = an_item_paper(item, "Three", url="https://northmere.example/three")
    assert labels(item) == [("1", "One"), ("2", paper.title), ("3", "Three")]
    assert one.file is not None and one.sha256 == one.file.sha256 and one.author == post
    assert two.sha256 == paper.sources.get(position=1).file.sha256
    assert three.sha256 == ""
    shift_item_paper(by=SYSTEM, paper=three, up=True)
    assert labels(item) == [("1", "One"), ("2", "Three"), ("3", paper.title)]
    with pytest.raises(Refused, match="first already"):
        shift_item_paper(by=SYSTEM, paper=one, up=True)
    word_item_paper(by=SYSTEM, paper=one, title="The first", author=None)
    take_paper_off(by=SYSTEM, paper=ItemPaper.objects.get(pk=three.pk), reason="It was withdrawn.")
    assert labels(item) == [("1", "The first"), ("2", paper.title)]
    with pytest.raises(Refused, match="Choose one"):
        add_item_paper(by=SYSTEM, item=item, draft=ItemPaperDraft(title="Nothing"), today=TODAY)
    with pytest.raises(Refused, match="Choose one"):
        an_item_paper(item, paper=paper, url="https://northmere.example/")
    with pytest.raises(Refused, match="must begin with https"):
        an_item_paper(item, url="javascript:alert(1)")
    with pytest.raises(Refused, match="Enter the title"):
        an_item_paper(item, "", url="https://northmere.example/")


def test_once_the_agenda_went_out_papers_are_frozen_and_a_late_one_renumbers_nothing() -> None:
    item = an_item(seated(a_body("Scrutiny Committee", kind="committee")))
    one, two = an_item_paper(item, "One"), an_item_paper(item, "Two")
    item = sent(item)
    for refused in (
        lambda: shift_item_paper(by=SYSTEM, paper=ItemPaper.objects.get(pk=two.pk), up=True),
        lambda: word_item_paper(by=SYSTEM, paper=ItemPaper.objects.get(pk=two.pk), title="New", author=None),
    ):
        with pytest.raises(Refused, match="keep their order"):
            refused()
    with pytest.raises(Refused, match="section 100B"):
        an_item_paper(item, "Three")
    late = an_item_paper(item, "Three", late="The court’s answer came today.")
    assert labels(item) == [("1", "One"), ("2", "Two"), ("Late 1", "Three")]
    take_paper_off(by=SYSTEM, paper=one, reason="It names a family.")
    assert labels(item) == [("2", "Two"), ("Late 1", "Three")]
    another = an_item_paper(item, "Four", late="It came late too.")
    assert (late.label, another.label) == ("Late 1", "Late 2")
    with pytest.raises(Refused, match="taken off already"):
        take_paper_off(by=SYSTEM, paper=ItemPaper.objects.get(pk=one.pk), reason="Again.")
    board = sent(an_item())
    with pytest.raises(Refused, match="Say why it comes late"):
        an_item_paper(board, "Three")


def test_the_papers_go_with_the_item_to_the_meeting_that_takes_the_place() -> None:
    item = an_item()
    an_item_paper(item, "One")
    somebody_speaks(add_item(by=SYSTEM, meeting=item.meeting, title="Public speaking", kind="speaking"))
    item = sent(item)
    an_item_paper(item, "Two", late="It came today.")
    moved = move_meeting(
        by=SYSTEM, meeting=item.meeting, on=TODAY + timedelta(days=14), starts=None, place="", reason="Snow."
    )
    taken = AgendaItem.objects.get(meeting=moved, title=item.title)
    assert labels(taken) == [("1", "One"), ("Late 1", "Two")]
    assert ItemPaper.objects.get(item=taken, label="1").sha256 != ""
    assert [one.people for one in PublicSpeaking.objects.filter(item__meeting=moved)] == [2]


def test_the_database_holds_what_a_paper_is() -> None:
    paper = an_item_paper()
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemPaper.objects.filter(pk=paper.pk).update(url="https://northmere.example/")
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemPaper.objects.filter(pk=paper.pk).update(sha256="")


def test_the_clerk_sets_what_always_stands_on_the_agendas_of_a_body() -> None:
    body = seated(a_body("Scrutiny Committee", kind="committee"))
    kinds = [item.kind for item in call_meeting(by=SYSTEM, body=body, on=TODAY).items.order_by("position")]
    assert kinds == ["business", "interests", "speaking"]
    an_entry(body)
    second = call_meeting(by=SYSTEM, body=body, on=TODAY + timedelta(days=7))
    assert [item.kind for item in second.items.order_by("position")] == [
        "business", "interests", "minutes", "speaking", "programme",
    ]  # fmt: skip
    set_standing_agenda(
        by=SYSTEM, body=body, notice_days=7, speak_days=2, speak_minutes=3,
        items=[Standing("interests", "Interests"), Standing("business", "Questions of members"),
               Standing("ratify", "To ratify", "waits")],
    )  # fmt: skip
    third = call_meeting(by=SYSTEM, body=body, on=TODAY + timedelta(days=14))
    assert [item.title for item in third.items.order_by("position")] == ["Interests", "Questions of members"]
    assert [item.kind for item in second.items.order_by("position")][-1] == "programme"  # as it was called
    assert StandingAgenda.objects.filter(body=body).count() == 1


def test_who_speaks_is_a_number_and_a_subject_and_late_is_said() -> None:
    body = seated(a_body("Scrutiny Committee", kind="committee"))
    set_standing_agenda(by=SYSTEM, body=body, speak_days=2, items=[Standing("speaking", "Public speaking")])
    meeting = call_meeting(by=SYSTEM, body=body, on=date(2024, 6, 4))
    item = meeting.items.select_related("meeting__body").get()
    early = somebody_speaks(item, today=date(2024, 5, 31))
    late = somebody_speaks(item, today=date(2024, 6, 3))
    assert (early.late, late.late) == (False, True)
    with pytest.raises(Refused, match="1 or more"):
        somebody_speaks(item, people=0)
    withdraw_speaking(by=SYSTEM, speaking=early, reason="They wrote instead.")
    assert PublicSpeaking.objects.get(pk=early.pk).withdrawn_reason == "They wrote instead."
    with pytest.raises(Refused, match="at the item of public speaking"):
        register_speaking(
            by=SYSTEM, item=an_item(), subject="Homes", people=1, today=TODAY, holidays=england()
        )


# Pages ----------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def clerk(client: Client) -> Client:
    a_council()
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    return client


def page(client: Client, name: str, *args: Any) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_papers_of_an_item_on_the_pages_and_in_the_word_file(clerk: Client) -> None:
    today = timezone.localdate()
    body = seated(a_body("Scrutiny Committee", kind="committee"))
    item = an_item(body, on=today + timedelta(days=40))
    number, args = item.meeting.number, (item.meeting.number, item.number)
    empty = {"title": "", "author": "", "paper": "", "url": "", "file": ""}
    add = reverse("meeting-paper-add", args=args)
    assert clerk.post(add, empty).status_code == 422
    file = SimpleUploadedFile("supervision.pdf", b"%PDF-1.7 a report")
    assert clerk.post(add, {**empty, "file": file, "title": "Supervision"}).status_code == 302
    link = {**empty, "url": "https://northmere.example/homes", "title": "Homes"}
    assert clerk.post(add, link).status_code == 302
    assert clerk.post(reverse("meeting-paper-up", args=(*args, 2))).status_code == 302
    found = page(clerk, "meeting-item", *args)
    assert found.index("Homes") < found.index("Supervision")
    served = clerk.get(reverse("meeting-paper-file", args=(*args, 1)))
    assert served.getvalue() == b"%PDF-1.7 a report" and "attachment" in served["Content-Disposition"]
    assert clerk.get(reverse("meeting-paper-file", args=(*args, 2))).status_code == 404
    assert "Agenda and papers have to be out by" in page(clerk, "meeting", number)
    assert clerk.post(reverse("meeting-send", args=[number])).status_code == 302
    assert clerk.post(add, {**link, "title": "Answer"}).status_code == 422
    assert (
        clerk.post(add, {**link, "title": "Answer", "late": "The court answered today."}).status_code == 302
    )
    assert ItemPaper.objects.get(number=1).sha256 in page(clerk, "meeting-item", *args)
    agenda = page(clerk, "meeting-agenda", number)
    assert "Late 1." in agenda and "That is in time." in agenda and "1 paper came after" in agenda
    close_item(by=SYSTEM, item=AgendaItem.objects.select_related("meeting__body").get(pk=item.pk), kind="exempt",
               paragraphs=[3], public_interest="A contract is not yet signed.")  # fmt: skip
    off = reverse("meeting-paper-off", args=(*args, 1))
    assert clerk.post(off, {"reason": ""}).status_code == 422
    assert clerk.post(off, {"reason": "It names a family."}).status_code == 302
    found = page(clerk, "meeting-item", *args)
    assert "It names a family." in found and "Not for publication." in found
    assert "Frozen as SHA-256" not in found  # what is left are addresses
    made = clerk.get(reverse("meeting-agenda-docx", args=[number])).getvalue()
    words = "\n".join(one.text for one in docx.Document(BytesIO(made)).paragraphs)
    assert "Late 1: Answer. Not for publication." in words and "exempt under paragraph 3" in words
    assert "northmere.example/homes" not in words and "Supervision" not in words


def test_standing_items_and_speakers_on_the_pages(clerk: Client) -> None:
    body = seated(a_body("Scrutiny Committee", kind="committee"))
    address = reverse("body-standing", args=[body.pk])
    assert "what is usual for its kind" in page(clerk, "body-standing", body.pk)
    sent: dict[str, str] = {
        "others": "Questions of members",
        "notice_days": "",
        "speak_days": "2",
        "speak_minutes": "3",
    }
    for place, kind in enumerate(
        ("business", "interests", "minutes", "speaking", "ratify", "promises", "sign-off", "programme")
    ):
        sent |= {f"when-{kind}": "always", f"place-{kind}": str(9 - place), f"title-{kind}": kind.title()}
    sent |= {"when-sign-off": "not", "speak_words": ""}
    assert clerk.post(address, {**sent, "title-business": ""}).status_code == 422
    assert clerk.post(address, {**sent, "others": "Speaking"}).status_code == 422
    assert clerk.post(address, sent).status_code == 302
    meeting = call_meeting(by=SYSTEM, body=body, on=timezone.localdate() + timedelta(days=30))
    titles = [item.title for item in meeting.items.order_by("position")]
    assert titles == [
        "Programme",
        "Promises",
        "Ratify",
        "Speaking",
        "Minutes",
        "Interests",
        "Business",
        "Questions of members",
    ]
    item = meeting.items.get(kind="speaking")
    speak = reverse("meeting-speaking-add", args=[meeting.number, item.number])
    assert clerk.post(speak, {"subject": "", "people": "2"}).status_code == 422
    assert clerk.post(speak, {"subject": "School places", "people": "2"}).status_code == 302
    found = page(clerk, "meeting-item", meeting.number, item.number)
    assert "2 people: School places" in found and "3 minutes" in found
    gone = reverse(
        "meeting-speaking-withdraw", args=[meeting.number, item.number, PublicSpeaking.objects.get().pk]
    )
    assert clerk.post(gone, {"reason": "They wrote."}).status_code == 302
    assert "They wrote." in page(clerk, "meeting-item", meeting.number, item.number)


@pytest.mark.parametrize("number", [10, 60])
def test_agendas_take_few_statements_however_many_papers_they_have(
    clerk: Client, statements: Any, number: int
) -> None:
    planned, past = a_meeting(on=TODAY + timedelta(days=9000)), a_held_meeting()
    for meeting in (planned, past):
        for place in range(number // 5):
            item = add_item(
                by=SYSTEM,
                meeting=Meeting.objects.get(pk=meeting.pk),
                title=f"Item {place}",
                urgency="Urgent.",
            )
            for url in range(5):
                an_item_paper(item, f"Paper {url}", url=f"https://northmere.example/{url}", late="Late.")
        addresses = [reverse(name, args=[meeting.number]) for name in ("meeting", "meeting-agenda")]
        addresses.append(reverse("meeting-item", args=[meeting.number, item.number]))
        for address in addresses:
            clerk.get(address)
            with statements(12):
                assert clerk.get(address).status_code == 200
    with statements(15):
        response = clerk.post(
            reverse("meeting-paper-add", args=[planned.number, 1]),
            {"title": "One", "url": "https://northmere.example/", "author": "", "paper": "", "late": "Late."},
        )
    assert response.status_code == 302

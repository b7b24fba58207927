"""The pages on which reports, minutes, decisions and risks are reviewed."""

from __future__ import annotations

import re

import pytest

from sightline.domain.meetings.models import Paper
from sightline.work.imports.commands import papers as commands
from sightline.work.imports.models import Lesson, Reading
from tests import cast, factories
from tests.integration.imports.minutes_papers import (
    DECISION,
    DEEP_DIVE,
    MATRIX,
    MINUTES,
    REPORT,
    long_minutes,
    minutes_as_pdf,
    minutes_read,
)
from tests.integration.imports.papers import a_reading

pytestmark = pytest.mark.django_db
OTHER_WORDS = MINUTES.replace(b"be made in six months", b"be made in nine months")


@pytest.fixture
def signed_in(client, office):
    client.force_login(office)
    return client


@pytest.fixture
def minutes(office):
    factories.a_council()
    return minutes_read(office)


@pytest.fixture
def report(office):
    factories.a_council()
    return a_reading(office, "report.txt", REPORT)


def text(response):
    return " ".join(response.content.decode().split())


def revision(reading):
    return Reading.objects.get(pk=reading.pk).draft["revision"]


def entries(reading, group):
    held = Reading.objects.get(pk=reading.pk).draft["entries"]
    return [one for one in held if one["group"] == group and one["taken"]]


LOOKED_AT = ["", "paper/", "entries/add/", "entries/resolution-1/", "entries/resolution-1/take/"]


@pytest.mark.parametrize("rest", LOOKED_AT)
def test_who_sees_the_pages(client, office, minutes, rest):
    address = f"/imports/{minutes.pk}/{rest}"
    assert client.get(address).status_code == 302
    for player in (cast.STRANGER, cast.READER, cast.OWNER):
        client.force_login(factories.a_user(player))
        assert client.get(address).status_code == 404
        assert client.post(address).status_code in (404, 405)
    client.force_login(office)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("rest", ["entries/resolution-99/", "entries/x/take/", "entries/item-1/nothing/"])
def test_wrong_parts_are_not_found(signed_in, minutes, rest):
    assert signed_in.get(f"/imports/{minutes.pk}/{rest}").status_code == 404
    assert signed_in.post(f"/imports/{minutes.pk}/{rest}").status_code == 404


@pytest.mark.parametrize("rest", LOOKED_AT[1:])
def test_a_paper_of_another_kind_has_no_such_pages(signed_in, office, rest):
    inspection = a_reading(office)
    assert signed_in.get(f"/imports/{inspection.pk}/{rest}").status_code == 404


def test_the_sum_stands_on_the_page_and_everything_read_with_it(signed_in, minutes):
    page = text(signed_in.get(f"/imports/{minutes.pk}/"))
    counts = minutes.counts
    assert (
        f"{counts['read']} passages were read</strong> = {counts['taken']} taken + {counts['set_aside']} set aside"
        in page
    )
    for one in minutes.draft["entries"]:
        assert f'id="{one["key"]}"' in page
    assert "That a further report be made in six months." in page and "Councillor Cay Dunmore" in page


def test_an_entry_leads_to_its_line_and_the_line_to_it(signed_in, minutes):
    page = text(signed_in.get(f"/imports/{minutes.pk}/"))
    held = entries(minutes, "resolution")[1]
    line = held["place"]["first"]
    assert f'href="#l{line}"' in page and f'id="l{line}"' in page
    shown = page.split(f'id="l{line}"')[1].split("</li>")[0]
    assert f'href="#{held["key"]}"' in shown and "Resolution 2" in shown
    promise = entries(minutes, "commitment")[0]
    assert f"<mark>{promise['fields']['text']}</mark>" in page, "its words are marked within their line"


def test_what_the_page_lost_is_said_to_be_not_printed(signed_in, office):
    reading = minutes_read(
        office, MINUTES.replace(b"1. That", b"That").replace(b"2. That", b"That"), "bare.txt"
    )
    page = text(signed_in.get(f"/imports/{reading.pk}/"))
    assert entries(reading, "resolution")[0]["fields"]["number"] is None
    assert '<span class="sl-not-stated">not printed</span>' in page


def test_a_question_that_is_not_answered_stays_not_stated(signed_in, report):
    page = text(signed_in.get(f"/imports/{report.pk}/"))
    assert (
        '<span class="sl-papers-answer">No</span>' in page
        and '<span class="sl-papers-answer">Yes</span>' in page
    )
    form = signed_in.get(f"/imports/{report.pk}/paper/").content.decode()
    answer = re.search(r'name="exempt" type="radio" value="none" checked', form)
    assert answer, "the question that the report does not answer begins as not stated"
    signed_in.post(f"/imports/{report.pk}/paper/", _facts(report, exempt="none"))
    assert Reading.objects.get(pk=report.pk).draft["facts"]["exempt"] is None
    signed_in.post(f"/imports/{report.pk}/paper/", _facts(report, exempt="no"))
    assert Reading.objects.get(pk=report.pk).draft["facts"]["exempt"] is False


def _facts(reading, **changes):
    """What the form of the facts sends when only these are changed."""
    facts = Reading.objects.get(pk=reading.pk).draft["facts"]
    words = {True: "yes", False: "no", None: "none"}
    sent = {name: value for name, value in facts.items() if isinstance(value, str)}
    sent |= {
        name: words[facts[name]] for name in ("contrary_to_plan", "in_budget", "exempt") if name in facts
    }
    return sent | {"revision": revision(reading)} | changes


def test_a_slip_is_corrected_and_the_words_as_read_stay(signed_in, minutes):
    base, key = f"/imports/{minutes.pk}", entries(minutes, "resolution")[0]["key"]
    sent = {"text": "", "number": "1", "verb": "Resolved", "parent": "item-2", "revision": 0}
    page = signed_in.post(f"{base}/entries/{key}/", sent)
    assert page.status_code == 422 and "Enter “Words of the paper”" in text(page)
    sent["text"] = "That the report be noted with thanks."
    page = text(signed_in.post(f"{base}/entries/{key}/", sent, follow=True))
    assert "Resolution saved." in page and "The words as they were read" in page and "changed: words" in page
    before = revision(minutes)
    signed_in.post(f"{base}/entries/{key}/", sent | {"revision": before})
    assert revision(minutes) == before, "saving what stands there changes nothing"


def test_an_entry_moves_to_another_item_and_another_group(signed_in, minutes):
    base, promise = f"/imports/{minutes.pk}", entries(minutes, "commitment")[0]
    sent = {"text": promise["fields"]["text"], "parent": "item-3", "revision": 0}
    signed_in.post(f"{base}/entries/{promise['key']}/", sent)
    assert entries(minutes, "commitment")[0]["parent"] == "item-3"
    page = text(signed_in.get(f"{base}/entries/{promise['key']}/take/?as=resolution"))
    assert promise["fields"]["text"] in page and "Take as a resolution" in page
    sent = {
        "text": promise["fields"]["text"],
        "number": "",
        "verb": "",
        "parent": "item-3",
        "revision": revision(minutes),
    }
    page = signed_in.post(f"{base}/entries/{promise['key']}/take/?as=resolution", sent, follow=True)
    assert "read as a commitment" in text(page)
    assert not entries(minutes, "commitment") and len(entries(minutes, "resolution")) == 3


def test_what_is_set_aside_has_a_reason_and_comes_back(signed_in, minutes):
    base = f"/imports/{minutes.pk}"
    page = signed_in.post(f"{base}/entries/resolution-1/", {"do": "aside", "why": "", "revision": 0})
    assert page.status_code == 422 and "Say why it is set aside" in text(page)
    page = signed_in.post(f"{base}/entries/item-2/", {"do": "aside", "why": "No business.", "revision": 0})
    assert page.status_code == 422 and "cannot be set aside alone" in text(page)
    sent = {"do": "aside", "why": "It repeats item 3.", "revision": 0}
    page = text(signed_in.post(f"{base}/entries/resolution-1/", sent, follow=True))
    assert "It repeats item 3." in page and "Take it back" in page
    sent = {"do": "back", "revision": revision(minutes)}
    page = text(signed_in.post(f"{base}/entries/resolution-1/take/", sent, follow=True))
    assert "It is taken again." in page and len(entries(minutes, "resolution")) == 2
    page = signed_in.post(f"{base}/entries/resolution-1/take/", sent | {"revision": revision(minutes)})
    assert page.status_code == 422 and "taken already" in text(page)


def test_a_line_is_taken_as_what_was_missed(signed_in, minutes):
    base = f"/imports/{minutes.pk}"
    page = text(signed_in.get(f"{base}/"))
    line = int(re.search(r'id="l(\d+)"(?:(?!</li>).)*That the offer to care leavers', page).group(1))
    assert f'href="{base}/entries/add/?line={line}#new"' in page
    form = text(signed_in.get(f"{base}/entries/add/?line={line}"))
    assert "That the offer to care leavers be published by 1 September 2024.</textarea>" in form
    assert 'name="number" type="text" value="1"' in form and 'value="The Panel concluded"' in form
    assert re.search(r'<option value="item-3" selected>', form), (
        "it is offered under the item in which it stands"
    )
    sent = {"text": "That the offer be published.", "number": "1", "verb": "The Panel concluded", "parent": "item-3",
            "first": line, "last": line, "revision": 0}  # fmt: skip
    page = text(signed_in.post(f"{base}/entries/add/?as=resolution&line={line}", sent, follow=True))
    assert "Resolution added." in page and "and 1 added by hand" in page
    held = entries(minutes, "resolution")[-1]
    assert held["place"]["first"] == line and held["parent"] == "item-3"
    assert not Lesson.objects.exists(), "nothing is learnt without the tick"


def test_the_words_of_other_lines_are_filled_in_and_nothing_typed_is_lost(signed_in, minutes):
    base = f"/imports/{minutes.pk}"
    sent = {"do": "fill", "first": "1", "last": "2", "number": "7", "verb": "Agreed", "revision": 0}
    page = text(signed_in.post(f"{base}/entries/add/?as=resolution", sent))
    assert "CHILDREN&#39;S SCRUTINY COMMITTEE Minutes of the meeting held on 14 May 2024</textarea>" in page
    assert 'value="7"' in page and 'value="Agreed"' in page


@pytest.mark.parametrize(
    "query", ["?as=nothing&line=0", "?line=99999", "?line=abc&last=-1", "?parent=item-99&page=7", "?as=row"]
)
def test_odd_addresses_are_answered(signed_in, minutes, query):
    assert signed_in.get(f"/imports/{minutes.pk}/entries/add/{query}").status_code == 200
    assert signed_in.get(f"/imports/{minutes.pk}/{query}&from=7777&show=zz").status_code == 200


def test_what_is_wrong_in_the_lines_is_said_beside_them(signed_in, minutes):
    sent = {"text": "x", "first": "9", "last": "3", "revision": 0}
    page = signed_in.post(f"/imports/{minutes.pk}/entries/add/?as=commitment", sent)
    assert page.status_code == 422 and "“To line” must not come before “From line”" in text(page)
    page = signed_in.post(f"/imports/{minutes.pk}/entries/add/?as=commitment", sent | {"first": ""})
    assert page.status_code == 422 and "Enter the line on which it begins" in text(page)


def test_the_body_is_chosen_and_remembered_only_with_the_tick(signed_in, minutes):
    body = factories.a_body("Young People Panel")
    base = f"/imports/{minutes.pk}"
    page = text(signed_in.get(f"{base}/paper/"))
    assert "Young People Panel" in page and "Remember this for the next papers" in page
    page = text(signed_in.post(f"{base}/paper/", _facts(minutes, body_id=str(body.pk)), follow=True))
    assert "Taken for <b>Young People Panel</b>" in page and not Lesson.objects.exists()
    again = _facts(minutes, body_id="0")
    assert "None of our bodies" in text(signed_in.post(f"{base}/paper/", again, follow=True))
    again = _facts(minutes, body_id=str(body.pk), remember="on")
    signed_in.post(f"{base}/paper/", again)
    assert Lesson.objects.get().body == body


def test_another_body_must_be_named(signed_in, minutes):
    for number in range(12):
        factories.a_body(f"Panel {number}")
    page = signed_in.post(f"/imports/{minutes.pk}/paper/", _facts(minutes, body_id="other"))
    assert page.status_code == 422 and "Choose the body, or say that it is none of these" in text(page)
    last = re.findall(r'<option value="(\d+)">Panel', page.content.decode())[-1]
    signed_in.post(f"/imports/{minutes.pk}/paper/", _facts(minutes, body_id="other", other_body=last))
    assert Reading.objects.get(pk=minutes.pk).draft["facts"]["body_id"] == int(last)


def test_two_people_at_one_entry(signed_in, office, minutes):
    """The second to save is told what the first saved, and what was typed stays."""
    other = factories.a_user(cast.DIRECTOR)
    commands.edit_entry(
        by=other, reading=minutes, key="resolution-1", fields={"text": "That the report be received."}, seen=0
    )
    sent = {
        "text": "That the report be welcomed.",
        "number": "1",
        "verb": "Resolved",
        "parent": "item-2",
        "revision": 0,
    }
    page = signed_in.post(f"/imports/{minutes.pk}/entries/resolution-1/", sent)
    words = text(page)
    assert page.status_code == 422 and "That the report be welcomed.</textarea>" in words
    assert "Somebody else saved this" in words and "<dd>That the report be received.</dd>" in words
    sent["revision"] = re.search(r'name="revision" value="(\d+)"', words).group(1)
    assert signed_in.post(f"/imports/{minutes.pk}/entries/resolution-1/", sent).status_code == 302
    assert entries(minutes, "resolution")[0]["fields"]["text"] == "That the report be welcomed."


def test_what_was_not_seen_is_not_accepted(signed_in, minutes):
    other = factories.a_user(cast.DIRECTOR)
    commands.set_entry_aside(by=other, reading=minutes, key="resolution-1", why="Printed twice.")
    page = signed_in.post(f"/imports/{minutes.pk}/register/", {"revision": 0})
    assert page.status_code == 422 and "Not accepted" in text(page) and not Paper.objects.exists()


def test_a_paper_is_accepted_into_the_register(signed_in, minutes):
    factories.a_body("Children’s Scrutiny Committee")
    page = text(signed_in.get(f"/imports/{minutes.pk}/"))
    body = re.search(r'name="body_id" value="(\d+)"', page)
    assert body and "Accepting the paper confirms it." in page
    response = signed_in.post(f"/imports/{minutes.pk}/register/", {"revision": 0, "body_id": body.group(1)})
    made = Paper.objects.get()
    assert response["Location"] == f"/papers/{made.number}/" and made.body_id == int(body.group(1))
    page = text(signed_in.get(f"/imports/{minutes.pk}/"))
    assert f'href="/papers/{made.number}/"' in page and "Accept this paper" not in page
    assert "Check or change" not in page and "Take as" not in page


def test_a_paper_that_was_accepted_meanwhile_gives_back_what_was_typed(signed_in, office, minutes):
    commands.accept_paper(
        by=factories.a_user(cast.DIRECTOR), reading=minutes, today=factories.TODAY, revision=0
    )
    sent = {"text": "That the report be noted with thanks.", "parent": "item-2", "revision": 0}
    for address in (
        "entries/resolution-1/",
        "entries/resolution-1/take/",
        "entries/add/",
        "paper/",
        "register/",
    ):
        page = signed_in.post(f"/imports/{minutes.pk}/{address}", sent)
        assert page.status_code == 422 and "was not saved" in text(page), address
        assert "That the report be noted with thanks." in text(page) and ">item-2<" not in text(page)
    assert signed_in.get(f"/imports/{minutes.pk}/entries/resolution-1/").status_code == 302
    assert Paper.objects.count() == 1


def test_the_same_paper_is_shown_with_reason_and_differences(signed_in, office, minutes):
    first = commands.accept_paper(by=office, reading=minutes, today=factories.TODAY, revision=0)
    again = minutes_read(office, OTHER_WORDS, "again.txt")
    page = text(signed_in.get(f"/imports/{again.pk}/"))
    assert "here already" in page and f"It is paper {first.number}" in page and "1 difference" in page
    assert signed_in.post(f"/imports/{again.pk}/register/", {"revision": 0}).status_code == 422
    signed_in.post(f"/imports/{again.pk}/register/", {"revision": 0, "same_as": str(first.number)})
    assert Paper.objects.count() == 1 and first.sources.count() == 2


def test_a_paper_of_its_own_stays_one(signed_in, office, minutes):
    commands.accept_paper(by=office, reading=minutes, today=factories.TODAY, revision=0)
    again = minutes_read(office, OTHER_WORDS, "again.txt")
    signed_in.post(f"/imports/{again.pk}/register/", {"revision": 0, "same_as": "own"})
    assert Paper.objects.count() == 2


def test_a_paper_is_read_as_something_else_or_put_aside(signed_in, minutes):
    page = signed_in.post(f"/imports/{minutes.pk}/kind/", {})
    assert (
        page.status_code == 422
        and "Review of minutes.txt" in text(page)
        and "Say what this paper is" in text(page)
    )
    page = signed_in.post(f"/imports/{minutes.pk}/put-aside/", {"reason": ""})
    assert page.status_code == 422 and "Say why the paper is put aside" in text(page)
    signed_in.post(f"/imports/{minutes.pk}/put-aside/", {"reason": "It belongs to another council."})
    page = text(signed_in.get(f"/imports/{minutes.pk}/"))
    assert "Put aside because: It belongs to another council." in page and "Go on with it" in page


def test_a_paper_is_read_again_and_says_what_is_given_up(signed_in, minutes):
    page = f"/imports/{minutes.pk}/"
    assert "What was corrected here is given up" not in text(signed_in.get(page))
    key = entries(minutes, "commitment")[0]["key"]
    commands.set_entry_aside(by=factories.SYSTEM, reading=minutes, key=key, why="It is no promise.")
    before = text(signed_in.get(page))
    assert 'name="discard" value="yes"' in before and "Give the corrections up and read it again" in before
    signed_in.post(f"{page}again/")
    assert Reading.objects.get(pk=minutes.pk).state == "read", "nothing is given up unless a person says so"
    signed_in.post(f"{page}again/", {"discard": "yes"})
    assert Reading.objects.get(pk=minutes.pk).state == "waiting"


def test_statements_do_not_grow_with_entries(signed_in, office, statements):
    factories.a_council()
    few, many = (
        minutes_read(office, long_minutes(10), "few.txt"),
        minutes_read(office, long_minutes(100), "many.txt"),
    )
    assert many.counts["read"] >= 400 and few.counts["read"] < 60
    for reading in (few, many):
        key = entries(reading, "resolution")[3]["key"]
        with statements(12):
            signed_in.get(f"/imports/{reading.pk}/")
        with statements(12):
            signed_in.get(f"/imports/{reading.pk}/entries/{key}/")
        with statements(12):
            signed_in.get(f"/imports/{reading.pk}/entries/add/?line=8")
        sent = {"do": "aside", "why": "It repeats.", "revision": revision(reading)}
        with statements(15):
            assert signed_in.post(f"/imports/{reading.pk}/entries/{key}/", sent).status_code == 302


def test_a_long_paper_is_shown_a_window_at_a_time(signed_in, office):
    reading = minutes_read(office, long_minutes(100), "many.txt")
    page = signed_in.get(f"/imports/{reading.pk}/").content.decode()
    assert page.count('class="sl-line-of') - page.count("sl-line-of__") <= 200 and "Next lines" in page
    far = entries(reading, "resolution")[-1]
    line = far["place"]["first"]
    assert f'href="?from={line - 3}#l{line}"' in page
    page = signed_in.get(f"/imports/{reading.pk}/?from={line - 3}").content.decode()
    assert f'id="l{line}"' in page and "Lines before" in page
    page = signed_in.get(f"/imports/{reading.pk}/entries/{far['key']}/").content.decode()
    assert f'id="l{line}"' in page, "the lines of what is open are in sight"


def test_a_pdf_is_shown_as_pictures_of_its_pages_with_what_was_read_marked(signed_in, office):
    factories.a_council()
    reading = minutes_read(office, minutes_as_pdf(), "minutes.pdf")
    assert reading.kind == "minutes" and len(entries(reading, "resolution")) == 2
    page = text(signed_in.get(f"/imports/{reading.pk}/"))
    assert (
        f'href="/imports/{reading.pk}/pages/1.png"' in page
        and "Page 1 of 1" in page
        and "Take as" not in page
    )
    assert (
        page.count('class="sl-picture__box"') >= 5 and 'href="?page=1&amp;show=resolution-2#the-page"' in page
    )
    page = text(signed_in.get(f"/imports/{reading.pk}/entries/resolution-2/"))
    assert page.count('class="sl-picture__box"') == 1
    sent = {"text": "That it be published.", "page": "1", "parent": "item-3", "revision": 0}
    signed_in.post(f"/imports/{reading.pk}/entries/add/?as=resolution&page=1", sent)
    assert entries(reading, "resolution")[-1]["place"]["page"] == 1
    picture = signed_in.get(f"/imports/{reading.pk}/pages/1.png")
    assert picture["Content-Type"] == "image/png"
    picture.close()


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (
            MATRIX,
            "risk_matrix",
            ["<b>4</b> Almost certain", "The matrix as printed", "4</strong> rows of the matrix"],
        ),
        (DECISION, "decision", ["To buy respite for three years.", "Cabinet Member for Children"]),
        (DEEP_DIVE, "risk", ["Not enough social workers", "<b>25</b>", "<b>15</b>"]),
        (
            REPORT,
            "report",
            ["To ask for a further report in six months.", "The duty to assess within 45 days."],
        ),
    ],
)
def test_every_kind_has_its_review_and_every_entry_its_forms(signed_in, office, content, kind, words):
    factories.a_council()
    reading = minutes_read(office, content, "paper.txt")
    assert reading.kind in (kind, "minutes" if kind == "risk" else kind)
    page = text(signed_in.get(f"/imports/{reading.pk}/"))
    assert not [one for one in words if one not in page]
    for one in reading.draft["entries"]:
        assert f'id="{one["key"]}"' in page
        form = text(signed_in.get(f"/imports/{reading.pk}/entries/{one['key']}/"))
        assert 'name="revision"' in form and "Save" in form
        assert signed_in.get(f"/imports/{reading.pk}/entries/{one['key']}/take/").status_code == 200
    response = signed_in.post(f"/imports/{reading.pk}/register/", {"revision": 0})
    assert response.status_code == 302 and Paper.objects.get().kind == reading.kind

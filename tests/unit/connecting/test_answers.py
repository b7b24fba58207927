"""What a committee system answers, read into facts: right, torn, hostile."""

from __future__ import annotations

import time
from datetime import date

import pytest

from sightline.ground.lib.documents.html import document_of_html
from sightline.ground.lib.errors import Unreadable
from sightline.work.connecting import answers, service_xml
from sightline.work.connecting.answers import read_committees, read_meeting, read_meetings
from sightline.work.connecting.minutes_page import attendance_of, page_of, tidy
from sightline.work.imports.reading import minutes
from sightline.work.imports.reading.memory import EMPTY
from sightline.work.imports.reading.printed_text import printed
from tests.committee_system import (
    ItemHere,
    MeetingHere,
    committees_xml,
    document,
    meeting_xml,
    meetings_xml,
)

RESOLVED = (
    "<p>The Head of Schools would send members the figures.</p><p><b>RESOLVED:</b></p>"
    "<p>(1) That the report be noted; and</p><p>(2) That officers be thanked.</p>"
)


def a_meeting(**told):
    items = [
        ItemHere("Apologies", "<p>Apologies were received from Councillor Ivy Oak.</p>", "1"),
        ItemHere("Attendance & places", RESOLVED, "2", document("Report", "http://papers.example/documents/s1/Report.pdf")),
        ItemHere("Any other business"),
    ]  # fmt: skip
    return MeetingHere(77, 12, date(2024, 6, 3), **({"items": items} | told))


def wrapped(inner: str) -> bytes:
    return f"<meeting><meetingid>7</meetingid>{inner}</meeting>".encode()


def item_with(body: str) -> answers.Item:
    xml = wrapped(
        f"<agendaitems><agendaitem><minutesnonemptyhtmlbody>{body}</minutesnonemptyhtmlbody></agendaitem></agendaitems>"
    )
    return read_meeting(xml).items[0]


def test_committees_with_titles_escaped_twice():
    found = read_committees(committees_xml({12: "Children & Schools", 13: "Audit"}))
    assert [(one.key, one.title, one.category, one.expired) for one in found.rows] == [
        (12, "Children & Schools", "Scrutiny", False),
        (13, "Audit", "Scrutiny", False),
    ]
    assert found.left == ()


def test_committees_that_lack_a_number_or_a_name_are_left_out_and_counted():
    xml = (
        b"<committees><committee><committeetitle>No number</committeetitle></committee>"
        b"<committee><committeeid>4</committeeid></committee><committee><committeeid>nine</committeeid>"
        b"<committeetitle>Words</committeetitle></committee><committee><committeeid>5</committeeid>"
        b"<committeetitle>Audit</committeetitle></committee></committees>"
    )
    found = read_committees(xml)
    assert [one.key for one in found.rows] == [5]
    assert found.rows[0].expired is None
    assert found.left == ("3 committees had no number or no name and were left out.",)


def test_an_empty_list_of_committees_is_a_list():
    assert read_committees(b"<getcommittees><committeescount>0</committeescount></getcommittees>").rows == ()


@pytest.mark.parametrize(
    ("printed_day", "day"),
    [
        ("03/06/2024", date(2024, 6, 3)),
        ("3/6/2024 00:00:00", date(2024, 6, 3)),
        ("2024-06-03T14:00:00", date(2024, 6, 3)),
        ("31/02/2024", None),
        ("06/2024", None),
        ("soon", None),
        ("", None),
    ],
)
def test_days_of_meetings(printed_day, day):
    xml = f"<meetings><meeting><meetingid>1</meetingid><meetingdate>{printed_day}</meetingdate></meeting></meetings>"
    assert read_meetings(xml.encode()).rows[0].day == day


def test_a_list_of_meetings_keeps_the_free_text_of_the_status():
    listed = [
        a_meeting(status="Confirmed; Budget Council"),
        MeetingHere(78, 12, date(2024, 7, 1), status="Cancelled"),
    ]
    found = read_meetings(meetings_xml(listed))
    assert [(one.key, one.day, one.status, one.committee) for one in found.rows] == [
        (77, date(2024, 6, 3), "Confirmed; Budget Council", 12),
        (78, date(2024, 7, 1), "Cancelled", 12),
    ]


def test_a_meeting_with_its_items_and_links():
    found = read_meeting(meeting_xml(a_meeting()))
    assert (found.key, found.day, found.place, found.starts, found.minutes_published) == (
        77, date(2024, 6, 3), "The Old Mill", "2.00 pm", True,
    )  # fmt: skip
    assert [(item.minutes_number, item.title) for item in found.items] == [
        ("1", "Apologies"),
        ("2", "Attendance & places"),
        (None, "Any other business"),
    ]
    assert found.items[1].minutes == RESOLVED
    assert found.items[2].minutes is None
    link = found.items[1].documents[0]
    assert (link.title, link.url, link.key) == ("Report", "http://papers.example/documents/s1/Report.pdf", 9)


def test_whatever_is_missing_is_none():
    found = read_meeting(b"<meeting><meetingid>7</meetingid></meeting>")
    assert (found.day, found.place, found.starts, found.status, found.minutes_published, found.committee) == (
        None,
    ) * 6
    assert found.items == found.attendees == found.documents == ()
    assert not found.has_minutes


def test_only_addresses_of_the_web_are_links():
    rows = "".join(
        f"<linkeddoc><title>x</title><url>{url}</url></linkeddoc>"
        for url in (
            "javascript:alert(1)",
            "file:///etc/passwd",
            "//elsewhere.example/x",
            "https://a.example/ok.pdf",
        )
    )
    found = read_meeting(wrapped(f"<linkeddocuments>{rows}</linkeddocuments>"))
    assert [one.url for one in found.documents] == [None, None, None, "https://a.example/ok.pdf"]


@pytest.mark.parametrize(
    "body",
    [
        "&lt;p&gt;Noted &amp;amp; agreed&lt;/p&gt;",
        "<![CDATA[<p>Noted &amp; agreed</p>]]>",
        "<p>Noted &amp; agreed</p>",
        "<p>Noted & agreed<br></p>",
        "&amp;lt;p&amp;gt;Noted &amp;amp;amp; agreed&amp;lt;/p&amp;gt;",
        "<P CLASS=x>Noted&nbsp;&amp; agreed",
    ],
)
def test_html_is_read_whichever_way_it_came(body):
    held = item_with(body).minutes
    assert held is not None
    text = document_of_html(tidy(held)).text().replace("\xa0", " ")
    assert " ".join(text.split()) == "Noted & agreed"


@pytest.mark.parametrize("body", ["", "&lt;p&gt;&amp;nbsp;&lt;/p&gt;", "<p> </p>", "&lt;br/&gt;"])
def test_html_without_a_word_is_none(body):
    assert item_with(body).minutes is None


def test_attendance_in_attributes_and_in_elements():
    xml = wrapped(
        '<attendees><attendee name="Councillor Ivy Oak" attendance="Present" roledescription="Chair"/>'
        "<attendee><name>Councillor Ash Elm</name><attendance>Apologies</attendance></attendee><attendee/></attendees>"
    )
    assert [(one.name, one.attendance, one.role) for one in read_meeting(xml).attendees] == [
        ("Councillor Ivy Oak", "Present", "Chair"),
        ("Councillor Ash Elm", "Apologies", None),
    ]


def test_who_was_there_is_read_by_the_systems_own_words():
    told = (
        ("Councillor Ivy Oak", "Present, as expected", "Chair"),
        ("Councillor Ash Elm", "Apologies, sent representative", "Committee Member"),
        ("Councillor Fern Reed", "Absent", "Committee Member"),
        ("Councillor Moss Hill", "Expected", "Committee Member"),
        ("Councillor Bay Rush", "Not present", "Committee Member"),
        ("Hazel Brook", "Present", "Officer"),
        ("Rowan Dale", "In attendance", ""),
        ("Councillor Sage Marsh", "", "Committee Member"),
    )
    rows = "".join(
        f'<attendee name="{name}" attendance="{said}" roledescription="{role}"/>' for name, said, role in told
    )
    meeting = read_meeting(meeting_xml(a_meeting(more=f"<attendees>{rows}</attendees>")))
    assert attendance_of(meeting) == {
        "Present": ["Councillor Ivy Oak"],
        "Apologies": ["Councillor Ash Elm"],
        "Absent": ["Councillor Fern Reed", "Councillor Bay Rush"],
        "Officers": ["Hazel Brook", "Rowan Dale"],
    }
    page = page_of(meeting, "Learning Panel").decode()
    found = minutes.read(printed(document_of_html(page)), EMPTY)["attendees"]
    assert found["present"] == ["Councillor Ivy Oak"]
    assert found["apologies"] == [
        "Councillor Ash Elm",
        "Councillor Ivy Oak",
    ]  # the second stands in the first item
    assert found["absent"] == ["Councillor Fern Reed", "Councillor Bay Rush"]
    assert found["officers"] == ["Hazel Brook", "Rowan Dale"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   ",
        b"<html><body>Service unavailable</body></html>",
        b"not xml at all",
        b"<meeting><meetingid>7</meeting>",
        b"<meeting><meetingid>none</meetingid></meeting>",
        b"\xff\xfe\x00\x00",
        b"PK\x03\x04" + bytes(200),
    ],
)
def test_what_is_no_meeting_is_refused_with_a_sentence(content):
    with pytest.raises(Unreadable) as refused:
        read_meeting(content)
    assert "Nothing of it was read" in refused.value.sentence


BOMB = '<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "head",
    [
        BOMB,
        "<!-- a > b -->" + BOMB,
        '<?xml version="1.0"?>\n<?go <meeting> ?>' + BOMB,
        '<!doctype meeting SYSTEM "http://elsewhere.example/x.dtd">',
        " " * 9_000 + BOMB,
    ],
)
def test_a_document_type_is_refused_before_it_is_read(head):
    xml = f"{head}<meeting><meetingid>7</meetingid><meetinglocation>&b;</meetinglocation></meeting>"
    for content in (xml.encode(), xml.encode("utf-16")):
        with pytest.raises(Unreadable, match="document type"):
            read_meeting(content)


def test_an_entity_of_a_file_is_never_opened(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("not for you")
    head = f'<!DOCTYPE m [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    xml = f"{head}<meeting><meetingid>7</meetingid><meetinglocation>&s;</meetinglocation></meeting>"
    with pytest.raises(Unreadable):
        read_meeting(xml.encode())


def test_an_answer_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(service_xml, "LARGEST", 100)
    with pytest.raises(Unreadable, match="larger than"):
        read_meeting(meeting_xml(a_meeting()))


def test_letters_that_xml_does_not_know_do_not_stop_it():
    xml = b"<meeting><meetingid>7</meetingid><meetinglocation>Town\x0bHall \x93A\x94</meetinglocation></meeting>"
    found = read_meeting(xml)
    assert found.place is not None
    assert found.place.startswith("Town Hall")


def test_a_declared_encoding_is_used():
    head = '<?xml version="1.0" encoding="windows-1252"?>'
    xml = f"{head}<meeting><meetingid>7</meetingid><meetinglocation>Café</meetinglocation></meeting>"
    assert read_meeting(xml.encode("windows-1252")).place == "Café"


def test_the_page_of_a_meeting_is_read_as_minutes():
    page = page_of(read_meeting(meeting_xml(a_meeting())), "Learning Panel")
    found = minutes.read(printed(document_of_html(page.decode())), EMPTY)
    assert (found["body"], found["date"], found["venue"], found["start"]) == (
        "Learning Panel", "2024-06-03", "The Old Mill", "2.00 pm",
    )  # fmt: skip
    assert [(item["number"], item["title"]) for item in found["items"]] == [
        ("1", "Apologies"),
        ("2", "Attendance & places"),
    ]
    assert found["items"][1]["text"].endswith("That officers be thanked.")
    assert found["attendees"]["apologies"] == ["Councillor Ivy Oak"]
    second = found["items"][1]
    assert [one["text"] for one in second["resolutions"]] == [
        "That the report be noted; and",
        "That officers be thanked.",
    ]
    assert second["commitments"] == ["The Head of Schools would send members the figures"]


def test_the_same_meeting_always_gives_the_same_bytes():
    meeting = read_meeting(meeting_xml(a_meeting()))
    assert page_of(meeting, "Learning Panel") == page_of(meeting, "Learning Panel")


def test_what_is_closed_to_the_public_is_not_taken_in():
    closed = ItemHere(
        "A contract",
        "<p>RESOLVED: That the price of nine pounds be paid.</p>",
        "3",
        "<isrestricted>True</isrestricted>",
    )
    unpublished = ItemHere(
        "Later", "<p>Words of tomorrow</p>", "4", "<isminutepublished>False</isminutepublished>"
    )
    hidden = ItemHere("Hidden", "<p>Words of nobody</p>", "5", "<isdisplayallowed>False</isdisplayallowed>")
    meeting = a_meeting()
    meeting.items += [closed, unpublished, hidden]
    page = page_of(read_meeting(meeting_xml(meeting)), "Learning Panel").decode()
    found = minutes.read(printed(document_of_html(page)), EMPTY)
    assert {"number": "3", "title": "A contract", "text": None}.items() <= found["items"][2].items()
    for words in ("nine pounds", "Words of tomorrow", "Words of nobody"):
        assert words not in page
    meeting.items = [closed, hidden]
    assert not read_meeting(meeting_xml(meeting)).has_minutes


def test_html_that_breaks_out_of_its_place_is_closed_there():
    broken = "</div></td></tr></table><script>alert(1)</script><p onclick='x()'>Noted<table><tr><td>in a cell"
    meeting = a_meeting(items=[ItemHere("First", broken, "1"), ItemHere("Second", "<p>Agreed.</p>", "2")])
    page = page_of(read_meeting(meeting_xml(meeting)), "Learning Panel").decode()
    assert "script" not in page
    assert "onclick" not in page
    found = minutes.read(printed(document_of_html(page)), EMPTY)
    assert [item["title"] for item in found["items"]] == ["First", "Second"]


def test_no_day_no_page():
    with pytest.raises(Unreadable, match="no day"):
        page_of(
            read_meeting(
                wrapped(
                    "<agendaitems><agendaitem><minutesnonemptyhtmlbody>Noted</minutesnonemptyhtmlbody></agendaitem></agendaitems>"
                )
            ),
            "Panel",
        )


@pytest.mark.parametrize(
    "hostile",
    [
        "<" * 60_000,
        "&" * 60_000,
        "<p>" * 20_000,
        "<!--" * 15_000,
        "&lt;" * 15_000,
        "<minutesnonemptyhtmlbody>" * 2_000,
    ],
)
def test_hostile_text_takes_no_time(hostile):
    begun = time.process_time()
    try:
        found = item_with(hostile)
        if found.minutes:
            tidy(found.minutes)
    except Unreadable:
        pass
    assert time.process_time() - begun < 2

"""What a Modern.gov web service answers, read into facts: GetCommittees, GetMeetings, GetMeeting.

Plain Python: no database, no network. Whatever is missing is None, and what could not be used is told in `left`, with the reason.
Names of elements are compared without namespace and case. Days are dd/mm/yyyy; words like "True" become True; the status of a
meeting is free text and stays as printed. HTML may come escaped, escaped twice, in CDATA, or as elements.
Source of the shapes: the service's own operations at /mgWebService.asmx, namespace http://moderngov.co.uk/namespaces.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from lxml import etree

from sightline.ground.lib.errors import Unreadable

from .service_xml import local_name, open_answer

MOST_ROWS = 5_000  # committees, or meetings, of one answer
MOST_ITEMS = 500  # items of one meeting
MOST_LINKS = 500  # documents of one item
LONGEST_WORDS = 500
_DAY = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})(?:\s|$)")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[T\s]|$)")
_TRUTH = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_ESCAPED = re.compile(r"&lt;/?[a-zA-Z]")


@dataclass(frozen=True)
class Committee:
    """A committee of the committee system. expired, deleted: None where the system does not say."""

    key: int
    title: str
    category: str | None = None
    expired: bool | None = None
    deleted: bool | None = None


@dataclass(frozen=True)
class MeetingLine:
    """A meeting as a list of meetings tells of it. status: free text ("Confirmed; Budget Council")."""

    key: int
    day: date | None = None
    status: str | None = None
    committee: int | None = None


@dataclass(frozen=True)
class LinkedDocument:
    """A paper that is linked to a meeting or an item. url: only http and https addresses are kept, as printed."""

    title: str | None
    url: str | None
    key: int | None = None
    owner: str | None = None
    restricted: bool | None = None


@dataclass(frozen=True)
class Item:
    """An item of an agenda with what was minuted.

    number    as the agenda prints it; minutes_number as the minutes do (with its part, "3a", where there is one)
    minutes, decision  HTML as given, unescaped; None where there is none
    """

    title: str | None
    number: str | None = None
    minutes_number: str | None = None
    restricted: bool | None = None
    is_decision: bool | None = None
    decision_published: bool | None = None
    minutes_published: bool | None = None
    minutes: str | None = None
    decision: str | None = None
    documents: tuple[LinkedDocument, ...] = ()

    @property
    def open_minutes(self) -> str | None:
        """The minutes, where the item is open to the public and the system does not say that they are unpublished."""
        return None if self.restricted or self.minutes_published is False else self.minutes


@dataclass(frozen=True)
class Attendee:
    """Somebody whom the system lists. attendance: its own words ("Present", "Apologies")."""

    name: str
    role: str | None = None
    attendance: str | None = None
    representing: str | None = None


@dataclass(frozen=True)
class Meeting:
    """One meeting with its items. minutes_published: what the system says; None where it does not."""

    key: int
    committee: int | None = None
    committee_title: str | None = None
    day: date | None = None
    starts: str | None = None
    place: str | None = None
    status: str | None = None
    agenda_published: bool | None = None
    minutes_published: bool | None = None
    items: tuple[Item, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    documents: tuple[LinkedDocument, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def has_minutes(self) -> bool:
        """Whether any item that is open to the public holds minutes."""
        return any(item.open_minutes for item in self.items)


@dataclass(frozen=True)
class Committees:
    rows: tuple[Committee, ...]
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class Meetings:
    rows: tuple[MeetingLine, ...]
    left: tuple[str, ...] = ()


def read_committees(content: bytes) -> Committees:
    """The answer to GetCommittees. Raises Unreadable where it is no such answer."""
    root = _root(
        content,
        {"committee", "committees", "committeescount", "getcommittees", "arrayofcommittee"},
        "committees",
    )
    found: dict[int, Committee] = {}
    unnamed = 0
    for element in _all(root, "committee"):
        key, title = _number(_word(element, "committeeid")), _words(element, "committeetitle")
        if key is None or title is None:
            unnamed += 1
            continue
        found.setdefault(
            key,
            Committee(
                key, title, _words(element, "committeecategory"),
                _truth(element, "committeeexpired"), _truth(element, "committeedeleted"),
            ),
        )  # fmt: skip
    left = [_left(unnamed, "committee", "had no number or no name")] if unnamed else []
    return Committees(tuple(found.values())[:MOST_ROWS], (*left, *_too_many(len(found), "committees")))


def read_meetings(content: bytes) -> Meetings:
    """The answer to GetMeetings. Meetings of any day may be in it: the caller filters. Raises Unreadable."""
    root = _root(
        content, {"meeting", "meetings", "getmeetings", "getmeetingsbydate", "meetingscount"}, "meetings"
    )
    above = _number(_word(root, "committeeid"))
    found: dict[int, MeetingLine] = {}
    unnamed = 0
    for element in _all(root, "meeting"):
        key = _number(_word(element, "meetingid"))
        if key is None:
            unnamed += 1
            continue
        committee = _number(_word(element, "committeeid")) or above
        line = MeetingLine(
            key, _day(_word(element, "meetingdate")), _words(element, "meetingstatus"), committee
        )
        found.setdefault(key, line)
    left = [_left(unnamed, "meeting", "had no number")] if unnamed else []
    return Meetings(tuple(found.values())[:MOST_ROWS], (*left, *_too_many(len(found), "meetings")))


def read_meeting(content: bytes) -> Meeting:
    """The answer to GetMeeting. Raises Unreadable where it holds no meeting with a number."""
    root = _root(content, {"meeting", "meetingid"}, "meeting")
    element = root if local_name(root) == "meeting" else next(_all(root, "meeting"), root)
    key = _number(_word(element, "meetingid"))
    if key is None:
        raise Unreadable("The answer holds no meeting with a number. Nothing of it was read.")
    rows = list(_all(element, "agendaitem"))
    return Meeting(
        key=key,
        committee=_number(_word(element, "committeeid")),
        committee_title=_words(element, "committeetitle"),
        day=_day(_word(element, "meetingdate")),
        starts=_words(element, "meetingactualstarttime") or _words(element, "meetingtime"),
        place=_words(element, "meetinglocation"),
        status=_words(element, "meetingstatus"),
        agenda_published=_truth(element, "agendapublished"),
        minutes_published=_first_truth(element, "minutepublished", "isminutepublished"),
        items=tuple(_item(row) for row in rows[:MOST_ITEMS]),
        attendees=tuple(_attendees(element)),
        documents=tuple(_documents(element)),
        left=(f"{len(rows) - MOST_ITEMS} items after the first {MOST_ITEMS} were left out.",) if len(rows) > MOST_ITEMS else (),
    )  # fmt: skip


def _root(content: bytes, needed: set[str], what: str) -> etree._Element:
    """The root of an answer that holds at least one of the names. Raises Unreadable."""
    root = open_answer(content)
    if not any(local_name(element) in needed for element in root.iter()):
        raise Unreadable(f"The answer is XML, and it holds no {what}. Nothing of it was read.")
    return root


def _item(row: etree._Element) -> Item:
    number, part = _words(row, "minutesitemnumber"), _words(row, "minutesitemsubnumber")
    minuted = number if number not in (None, "0", "-1") else None
    if minuted and part and part != "0":
        minuted = f"{minuted}{part}"
    printed = (_words(row, "fulldisplaynumberformat") or _words(row, "agendaitemnumber") or "").strip(" .")
    return Item(
        title=_words(row, "agendaitemtitle"),
        number=printed or None,
        minutes_number=minuted,
        restricted=_restricted(row),
        is_decision=_truth(row, "isdecision"),
        decision_published=_first_truth(row, "decisionpublished", "isdecisionpublished"),
        minutes_published=_first_truth(row, "isminutepublished", "minutepublished"),
        minutes=_html(row, "minutesnonemptyhtmlbody") or _html(row, "minuteshtmlbody"),
        decision=_html(row, "decisionnonemptyhtmlbody") or _html(row, "decisionhtmlbody"),
        documents=tuple(_documents(row)),
    )


def _restricted(row: etree._Element) -> bool | None:
    """Whether an item is closed to the public: it says so, or says that it may not be shown."""
    said, shown = _truth(row, "isrestricted"), _truth(row, "isdisplayallowed")
    return True if said or shown is False else said


def _attendees(meeting: etree._Element) -> Iterator[Attendee]:
    """Who is listed, whether the names stand in attributes or in elements."""
    for row in list(_all(meeting, "attendee"))[:MOST_ITEMS]:
        told = {key.lower(): value for key, value in row.attrib.items() if isinstance(key, str)}

        def said(name: str, row: etree._Element = row, told: dict[str, str] = told) -> str | None:
            return _clean(told.get(name)) or _words(row, name)

        if name := said("name"):
            yield Attendee(name, said("roledescription"), said("attendance"), said("representing"))


def _documents(element: etree._Element) -> Iterator[LinkedDocument]:
    """The documents of this very meeting or item, not those of items below it."""
    for holder in element:
        if local_name(holder) != "linkeddocuments":
            continue
        for row in list(_all(holder, "linkeddoc"))[:MOST_LINKS]:
            yield LinkedDocument(
                _words(row, "title"),
                _address(_word(row, "url")),
                _number(_word(row, "attachmentid")),
                _words(row, "ownertitle"),
                _truth(row, "isrestricted"),
            )


def _address(text: str | None) -> str | None:
    """An address of the web as printed; None for anything else, "javascript:" included."""
    text = (text or "").strip()
    try:
        parts = urlsplit(text)
        is_web = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return text if is_web and len(text) <= 2_000 and not any(sign.isspace() for sign in text) else None


def _all(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Elements of a name below this one (or itself), in order; comments and instructions never."""
    return (one for one in element.iter() if local_name(one) == name)


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in element if local_name(child) == name), None)


def _word(element: etree._Element, name: str) -> str | None:
    child = _child(element, name)
    return None if child is None else ("".join(child.itertext()).strip() or None)


def _words(element: etree._Element, name: str) -> str | None:
    """Text of a field in one line; what was escaped twice is unescaped."""
    return _clean(_word(element, name))


def _clean(text: str | None) -> str | None:
    if not text:
        return None
    return " ".join(html.unescape(text).replace("\xa0", " ").split())[:LONGEST_WORDS] or None


def _truth(element: etree._Element, name: str) -> bool | None:
    return _TRUTH.get((_word(element, name) or "").lower())


def _first_truth(element: etree._Element, *names: str) -> bool | None:
    return next((said for name in names if (said := _truth(element, name)) is not None), None)


def _number(text: str | None) -> int | None:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 and int(text) > 0 else None


def _day(text: str | None) -> date | None:
    """dd/mm/yyyy, with or without a time after it, or the form of ISO 8601; None for a day that is none."""
    text = (text or "").strip()
    if british := _DAY.match(text):
        day, month, year = (int(part) for part in british.groups())
    elif iso := _ISO.match(text):
        year, month, day = (int(part) for part in iso.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _html(element: etree._Element, name: str) -> str | None:
    """The HTML of a field, whichever way it was put into the XML; None where no word stands in it."""
    child = _child(element, name)
    if child is None:
        return None
    parts = [child.text or ""]
    for inner in child:
        parts.append(etree.tostring(inner, encoding="unicode", method="html", with_tail=True))
    text = "".join(parts).strip()
    if "<" not in text and _ESCAPED.search(text):
        text = html.unescape(text)
    bare = re.sub(r"<[^<>]*>", " ", text)
    return text if html.unescape(bare).replace("\xa0", " ").strip() else None


def _left(count: int, what: str, why: str) -> str:
    return f"1 {what} {why} and was left out." if count == 1 else f"{count} {what}s {why} and were left out."


def _too_many(count: int, what: str) -> tuple[str, ...]:
    over = count - MOST_ROWS
    return (f"{over} {what} after the first {MOST_ROWS} were left out.",) if over > 0 else ()

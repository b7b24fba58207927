"""The minutes of a meeting as one page of HTML, as a person would save it from the committee system's site.

It is read by the reader that reads such saved pages, so that nothing is understood twice. The same meeting always gives the same
bytes: nothing of the day on which it was fetched stands in it. Plain Python.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from sightline.ground.lib.errors import Unreadable

from .answers import Item, Meeting

DROPPED = (
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "embed",
    "form",
    "svg",
    "head",
    "base",
    "link",
    "meta",
)
_ATTENDED = (
    (re.compile(r"apolog", re.IGNORECASE), "Apologies"),
    (re.compile(r"\babsent\b|\bnot (?:present|attend)|did not attend", re.IGNORECASE), "Absent"),
    (re.compile(r"\bin attendance\b", re.IGNORECASE), "Officers"),
    (re.compile(r"\bpresent\b|\battended\b", re.IGNORECASE), "Present"),
)  # the first that fits; "Expected" alone says nothing about who was there
_OFFICER = re.compile(r"\b(?:officers?|clerk|secretary)\b", re.IGNORECASE)
GROUPS = ("Present", "Apologies", "Absent", "Officers")


def page_of(meeting: Meeting, body: str) -> bytes:
    """The page of a meeting of the body of this name. Of items closed to the public no more than number and title stands in it.

    Raises Unreadable where the meeting has no day or no minutes.
    """
    if meeting.day is None:
        raise Unreadable("The meeting has no day that can be read, so its minutes were not taken in.")
    if not meeting.has_minutes:
        raise Unreadable("No minutes are published of this meeting.")
    day = f"{meeting.day:%A}, {meeting.day.day} {meeting.day:%B %Y}"
    starts = f" {meeting.starts}" if meeting.starts else ""
    heading = f"{html.escape(body)} - {day}{html.escape(starts)}"
    parts = [
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">',
        f"<title>Minutes of {html.escape(body)} on {day}</title></head><body>",
        '<div class="mgMainContent"><h1 class="mgMainTitleTxt">Agenda and minutes</h1>',
        f'<h2 class="mgSubTitleTxt">{heading}</h2><div class="mgContent">',
        *_head(meeting),
        '<table class="mgItemTable"><caption>Items</caption>\n<tr><th>No.</th><th>Item</th></tr>',
        *filter(None, map(_row, meeting.items)),
        "</table></div></div></body></html>\n",
    ]
    return "\n".join(parts).encode()


def attendance_of(meeting: Meeting) -> dict[str, list[str]]:
    """Names under GROUPS, by the system's own words; those of whom it does not say whether they were there are in none."""
    found: dict[str, list[str]] = {}
    for one in meeting.attendees:
        group = next((group for words, group in _ATTENDED if words.search(one.attendance or "")), None)
        if group == "Present" and _OFFICER.search(one.role or ""):
            group = "Officers"
        if group:
            found.setdefault(group, []).append(one.name)
    return found


def _head(meeting: Meeting) -> Iterator[str]:
    if meeting.place:
        yield f'<p><span class="mgLabel">Venue:</span> {html.escape(meeting.place)}</p>'
    held = attendance_of(meeting)
    for group in GROUPS:
        if names := held.get(group):
            yield f"<p><b>{group}:</b></p>" + "".join(f"<p>{html.escape(name)}</p>" for name in names)


def _row(item: Item) -> str:
    """An item with what was minuted, or "": a title without number and minutes would be read into the item before."""
    number = item.minutes_number or item.number or ""
    minuted = item.open_minutes
    decided = None if item.restricted or item.decision_published is False else item.decision
    if not minuted and not decided and not (number and item.title):
        return ""
    cell = f"<p>{html.escape(number)}.</p>" if number else ""
    title = f'<p class="mgAiTitleTxt">{html.escape(item.title)}</p>' if item.title else ""
    label, words = ("Minutes:", minuted) if minuted else ("Decision:", decided)
    body = f'<p>{label}</p><div class="mgWordPara">{tidy(words)}</div>' if words else ""
    return f'<tr><td class="mgItemNumberCell">{cell}</td><td>{title}{body}</td></tr>'


def tidy(fragment: str) -> str:
    """A piece of HTML that closes what it opens and holds no script, style, form or frame; its words are untouched."""
    try:
        box = lxml_html.fragment_fromstring(fragment, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return f"<p>{html.escape(fragment)}</p>"
    for element in list(box.iter()):
        if not isinstance(element.tag, str) or element.tag.lower().rpartition("}")[2] in DROPPED:
            if element.getparent() is not None:
                element.drop_tree()
        elif element.attrib:
            _strip(element)
    return str(lxml_html.tostring(box, encoding="unicode"))


def _strip(element: etree._Element) -> None:
    """Keep what the reader uses of an element (numbers of lists, spans of cells, names of classes), and nothing else."""
    kept = {
        name: element.get(name)
        for name in ("start", "value", "type", "rowspan", "colspan", "class")
        if element.get(name)
    }
    element.attrib.clear()
    for name, value in kept.items():
        element.set(name, value)

"""Which rows of a paper are its head and which belong to which item of the meeting."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sightline.work.imports.reading.minutes import words
from sightline.work.imports.reading.minutes.bars import (
    OUTCOME,
    TITLED_MARK,
    begin_of_bars,
    is_bars_head,
    split_bars,
    unwrapped,
)
from sightline.work.imports.reading.minutes.item import Item
from sightline.work.imports.reading.minutes.numbering import find_numbered, inline_title
from sightline.work.imports.reading.minutes.rows import (
    Row,
    lead_number,
    plain_number,
    without_link,
)

FURTHEST_TITLE = 12  # rows before "Minutes:" within which an item's title is looked for
_FILED = re.compile(r"^meeting of .{3,200}\(item (?P<item>[^)]{1,12})\)$", re.IGNORECASE)


@dataclass(slots=True)
class Split:
    """layout: "bars", "issue", "one item", "numbered", "marks", "stripped", "headings" or "bare"."""

    head: list[Row]
    items: list[Item]
    layout: str


def split_items(rows: list[Row], furniture: list[str]) -> Split:
    """The head of a paper and its items, whatever the layout."""
    filed = next((index for index, row in enumerate(rows[:8]) if _FILED.match(row.text)), None)
    if filed is not None:
        found = _FILED.match(rows[filed].text)
        item = _single(rows[filed + 1 :])
        item.number = item.number or (found["item"].rstrip(".") if found and found["item"] else None)
        return Split(rows[: filed + 1], [item], "one item")
    bars = next((index for index, row in enumerate(rows) if is_bars_head(row)), None)
    if bars is not None:
        return Split(rows[:bars], split_bars(unwrapped(rows[bars + 1 :])), "bars")
    inline = next((index for index, row in enumerate(rows) if TITLED_MARK.match(row.text)), None)
    if inline is not None and not any(words.NO_ITEM.match(row.text) for row in rows):
        begin = begin_of_bars(rows, inline)
        return Split(rows[:begin], split_bars(unwrapped(rows[begin:])), "bars")
    if any(words.MEETING_LINE.match(row.text) for row in rows):
        return _issue(rows)
    header = next((index for index, row in enumerate(rows) if words.NO_ITEM.match(row.text)), None)
    label = _label_of_one(rows[:8])
    if header is None and (label is not None or any("agenda item" in text.casefold() for text in furniture)):
        return _one_item(rows, label)
    starts = find_numbered(rows, header)
    if starts:
        first = min(starts)
        minuted = header is None or not _is_agenda(rows)
        items = [
            _numbered(rows, start, end, starts[start], minuted) for start, end in _spans(starts, len(rows))
        ]
        items = [part for item in items for part in _second_marks(item)]
        begin = first if header is None else header + 1
        if any(words.MINUTES_MARK.match(row.text) for row in rows[begin:first]):
            return Split(rows[:begin], [*_marks(rows[begin:first]), *items], "numbered")
        return Split(rows[:first], items, "numbered")
    if sum(1 for row in rows if words.MINUTES_MARK.match(row.text)) > (0 if header is not None else 1):
        begin = 0 if header is None else header + 1
        return Split(rows[:begin], _marks(rows[begin:]), "marks")
    if header is not None:
        return Split(rows[: header + 1], _stripped(rows[header + 1 :]), "stripped")
    return _without_marks(rows)


def _label_of_one(rows: list[Row]) -> int | None:
    """Where "Agenda item" stands as the label of a page, and not in a list of who attended for which item."""
    from sightline.work.imports.reading.minutes.seats import is_label

    for index, row in enumerate(rows):
        if words.AGENDA_ITEM.match(row.text):
            return index
        if is_label(row.text):
            return None
    return None


def _spans(starts: dict[int, tuple[str, str, int]], end: int) -> list[tuple[int, int]]:
    ordered = sorted(starts)
    return [(start, stop) for start, stop in zip(ordered, [*ordered[1:], end], strict=True)]


def _is_agenda(rows: list[Row]) -> bool:
    """Whether a page's items without a mark of their own are agenda only: others have one, or the page calls itself an agenda."""
    if any(words.MINUTES_MARK.match(row.text) for row in rows):
        return True
    kinds = [row.text.casefold() for row in rows[:8] if words.PAGE_KIND.match(row.text)]
    return bool(kinds) and all(kind == "agenda" for kind in kinds)


def _numbered(
    rows: list[Row], start: int, end: int, found: tuple[str, str, int], minuted: bool = True
) -> Item:
    """One item from its number on. minuted says whether rows without a mark are minutes, not the agenda's text."""
    number, title, used = found
    title, running = inline_title(title)
    item = Item(number, without_link(title) or None, list(rows[start : start + used]))
    rest = list(rows[start + used : end])
    if running:
        rest.insert(0, replace(rows[start + used - 1], text=running, marker=""))
    if (
        not title
        and rest
        and words.is_title_like(rest[0].text)
        and not words.MINUTES_MARK.match(rest[0].text)
    ):
        item.title, item.head = without_link(rest[0].text), [*item.head, rest[0]]
        rest = rest[1:]
    while item.title and item.title.isupper() and rest and _is_title_run_on(rest[0]):
        item.title, item.head = f"{item.title} {rest[0].text}", [*item.head, rest.pop(0)]
    fill(item, rest, minuted)
    return item


def _is_title_run_on(row: Row) -> bool:
    """Whether a row of capitals goes on with the title of capitals above it."""
    plain = row.text.isupper() and not row.marker and not row.number and row.gap == 0 and len(row.text) > 3
    return plain and not OUTCOME.match(row.text) and not words.MINUTES_MARK.match(row.text)


def fill(item: Item, rows: list[Row], minuted: bool = True) -> None:
    """Share the rows behind a title among what was asked, what was decided and what was minuted."""
    marked = any(words.MINUTES_MARK.match(row.text) or words.DECISION_MARK.match(row.text) for row in rows)
    item.marked = item.marked or marked
    part = item.intro if marked or not minuted else item.minutes
    documents = False
    for row in rows:
        minutes, decision = words.MINUTES_MARK.match(row.text), words.DECISION_MARK.match(row.text)
        if words.SUPPORTING.match(row.text):
            break
        if words.ADDITIONAL.match(row.text):
            documents = True
        elif marked and minutes and (row.loud or row.text[:1] == "M") and part is not item.minutes:
            part, documents = item.minutes, False
            if row.text[minutes.end() :]:
                part.append(replace(row, text=row.text[minutes.end() :]))
        elif marked and decision and part is item.intro:
            part, documents = item.decision, False
            if row.text[decision.end() :]:
                part.append(replace(row, text=row.text[decision.end() :]))
        elif not (documents and row.linked):
            part.append(row)
    if (
        not marked
        and item.minutes
        and words.AGENDA_TEXT.match(item.minutes[0].text)
        and not _is_outcome(item.minutes)
    ):
        item.intro.append(item.minutes.pop(0))


def _is_outcome(rows: list[Row]) -> bool:
    """Whether the first row of an unmarked item is no agenda text although it begins like one: "To note the report." alone."""
    return bool(rows[0].marker)


def _second_marks(item: Item) -> list[Item]:
    """An item whose rows hold "Minutes:" a second time is two, the second without a number."""
    again = next(
        (index for index, row in enumerate(item.minutes) if words.MINUTES_MARK.match(row.text)), None
    )
    if again is None:
        return [item]
    title = _title_before(item.minutes, again)
    if title is None:
        return [item]
    rest = item.minutes[title:]
    item.minutes = item.minutes[:title]
    second = Item(None, without_link(rest[0].text), [rest[0]])
    fill(second, rest[1:])
    return [item, *_second_marks(second)]


def _title_before(rows: list[Row], mark: int) -> int | None:
    """The row in which the title of the item stands whose "Minutes:" is at `mark`."""
    likely = None
    for index in range(mark - 1, max(-1, mark - FURTHEST_TITLE), -1):
        row = rows[index]
        if words.MINUTES_MARK.match(row.text) or words.DECISION_MARK.match(row.text):
            break
        if row.linked or row.loud:
            return index
        if not row.marker and words.is_title_like(row.text) and not words.AGENDA_TEXT.match(row.text):
            if words.USUAL_TITLE.match(row.text):
                return index
            if likely is None:
                likely = index
    return likely


def _marks(rows: list[Row]) -> list[Item]:
    """Items whose numbers were lost but whose "Minutes:" are there."""
    marks = [index for index, row in enumerate(rows) if words.MINUTES_MARK.match(row.text)]
    starts: list[int] = []
    for mark in marks:
        begin = starts[-1] + 1 if starts else 0
        found_title = _title_before(rows[begin:mark], mark - begin)
        start = begin + found_title if found_title is not None else (0 if not starts else mark)
        if not starts or start > starts[-1]:
            starts.append(start)
    if rows and not starts:
        starts = [0]  # the mark stood before the place where the items begin
    found = []
    for start, end in zip(starts, [*starts[1:], len(rows)][: len(starts)], strict=True):
        item = Item()
        rest = list(rows[start:end])
        if not words.MINUTES_MARK.match(rest[0].text) and not words.AGENDA_TEXT.match(rest[0].text):
            first = rest[0]
            number, title = (
                (plain_number(first.marker), first.text) if first.marker else lead_number(first.text)
            )
            item.number, item.title, item.head = number or None, without_link(title), [rest.pop(0)]
        fill(item, rest)
        found.append(item)
    return found


def _stripped(rows: list[Row]) -> list[Item]:
    """Items whose numbers and marks were lost: told apart by titles, agenda texts and the blank lines before them."""
    items: list[Item] = []
    for index, row in enumerate(rows):
        before = rows[index - 1] if index else None
        current = items[-1] if items else None
        after = rows[index + 1] if index + 1 < len(rows) else None
        if words.SUPPORTING.match(row.text):
            continue
        if current is None or _begins_item(row, before, after, current):
            item = Item()
            titled = row.linked or words.USUAL_TITLE.match(row.text) or _is_asked(row, after)
            if words.AGENDA_TEXT.match(row.text) and not titled:
                item.intro.append(row)
            elif row.linked or words.is_title_like(row.text):
                item.title, item.head = without_link(row.text), [row]
            else:
                item.minutes.append(row)
            items.append(item)
        elif (
            current.title and not current.intro and not current.minutes and words.AGENDA_TEXT.match(row.text)
        ):
            current.intro.append(row)
        elif not words.ADDITIONAL.match(row.text):
            current.minutes.append(row)
    return items


def _is_asked(row: Row, after: Row | None) -> bool:
    """Whether a row is a title because the text of an agenda follows it: "To receive a presentation."."""
    asked = after is not None and words.AGENDA_TEXT.match(after.text) and after.text.startswith("To ")
    short = words.is_title_like(row.text) and len(row.text.split()) <= 16
    return (
        bool(asked)
        and short
        and words.capitals_share(row.text) >= 0.6
        and not row.text.endswith((".", ";", ":"))
    )


def _begins_item(row: Row, before: Row | None, after: Row | None, current: Item) -> bool:
    if row.marker or row.number or words.ADDITIONAL.match(row.text):
        return False
    if row.linked:
        return not (before and before is current.head[-1:] and words.ADDITIONAL.match(before.text))
    wide = row.gap >= 3
    if wide and after is not None and words.ADDITIONAL.match(after.text) and row.text[:1].isupper():
        return not (current.head and not current.intro and not current.minutes)
    fresh = bool(current.head) and not current.intro and not current.minutes
    usual = words.USUAL_TITLE.match(row.text.rstrip(". "))
    if usual and words.is_title_like(row.text) and row.gap >= 2 and not fresh:
        return True
    if row.gap >= 2 and not fresh and _is_asked(row, after):
        return True
    if words.AGENDA_TEXT.match(row.text):
        return wide and not fresh and not (before and before.text.endswith(":"))
    titled = (
        words.is_title_like(row.text)
        and words.capitals_share(row.text) >= 0.6
        and len(row.text.split()) <= 16
    )
    alone = bool(after) and not (before and before.text.endswith(":")) and not fresh
    return wide and titled and alone and not row.text.endswith((".", ";"))


def _issue(rows: list[Row]) -> Split:
    """A page on one matter across meetings: each "Meeting:" line begins an item."""
    starts = [index for index, row in enumerate(rows) if words.MEETING_LINE.match(row.text)]
    items = []
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        found = words.MEETING_LINE.match(rows[start].text)
        item = _single(rows[start + 1 : end])
        if found:
            item.meeting = (found["date"], found["body"].strip())
        item.head.insert(0, rows[start])
        items.append(item)
    return Split(rows[: starts[0]], items, "issue")


def _one_item(rows: list[Row], label: int | None) -> Split:
    last = label
    title = None
    for index, row in enumerate(rows[:10]):
        found = words.AGENDA_ITEM.match(row.text)
        if found:
            last, title = index, found["title"] or title
    begin = 0 if last is None else last + 1
    item = _single(rows[begin:])
    if item.title is None and title:
        item.title = without_link(title)
    return Split(rows[:begin], [item], "one item")


def _single(rows: list[Row]) -> Item:
    """One item from the rows below its page's label."""
    item = Item()
    rest = list(rows)
    if rest and not words.MINUTES_MARK.match(rest[0].text) and not words.DECISION_MARK.match(rest[0].text):
        first = rest[0]
        number, title = (plain_number(first.marker), first.text) if first.marker else lead_number(first.text)
        if number and not (first.linked or words.is_title_like(title)):
            number, title = "", first.text
        if first.linked or (
            words.is_title_like(title) and not words.AGENDA_TEXT.match(title) and (not first.marker or number)
        ):
            item.number, item.title, item.head = number or None, without_link(title), [first]
            rest = rest[1:]
            while rest and rest[0].text.casefold() == title.casefold():
                item.head.append(rest.pop(0))
    fill(item, rest)
    return item


def _without_marks(rows: list[Row]) -> Split:
    """Typed minutes whose headings carry no number, or text of one item alone."""
    starts = _heading_rows(rows)
    if rows and words.PAGE_OF.match(rows[0].text) and not _has_head(rows[1:]):
        return Split(rows[:1], _stripped(rows[1:]), "stripped")
    if len(starts) < 2:
        item = _single(rows) if not _has_head(rows) else None
        if item is not None:
            return Split([], [item], "bare")
        begin = starts[0] if starts else _end_of_head(rows)
        return Split(rows[:begin], [_single(rows[begin:])] if begin < len(rows) else [], "bare")
    items = []
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        item = Item(
            plain_number(rows[start].marker) or None,
            without_link(rows[start].text.rstrip(":")),
            [rows[start]],
        )
        fill(item, list(rows[start + 1 : end]))
        items.append(item)
    return Split(rows[: starts[0]], items, "headings")


def _heading_rows(rows: list[Row]) -> list[int]:
    """Rows that stand as headings by their letters, their weight or because councils always call an item so."""
    from sightline.work.imports.reading.minutes.seats import is_label

    found = []
    for index, row in enumerate(rows):
        text = row.text
        if row.bullet or row.number or len(text) > 160 or is_label(text) or text.endswith((".", ";", ",")):
            continue
        capitals = text.isupper() and len(re.sub(r"[^A-Z]", "", text)) >= 4 and not OUTCOME.match(text)
        usual = bool(words.USUAL_TITLE.match(text)) and not row.marker
        if (capitals or usual or (row.loud and words.is_title_like(text))) and not OUTCOME.match(text):
            found.append(index)
    while found and _is_page_title(rows, found):
        found = found[1:]
    return found


_TITLE_OF_PAPER = re.compile(
    r"\b(?:minutes of|council$|committee$|board$|panel$|cabinet$|executive$|forum$|partnership$|"
    r"borough|held (?:on|at)|minutes$)|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)


def _is_page_title(rows: list[Row], found: list[int]) -> bool:
    """Whether the first heading is a line of the paper's own title: the name of the council, the body, a date."""
    first = rows[found[0]].text
    if re.match(r"^minutes (?:of|from) the (?:last|previous)", first, re.IGNORECASE) or (
        words.USUAL_TITLE.match(first) and found[0] > 3
    ):
        return False
    return found[0] < 12 and bool(_TITLE_OF_PAPER.search(first)) and (len(found) > 1 or found[0] < 4)


def _has_head(rows: list[Row]) -> bool:
    from sightline.work.imports.reading.minutes.seats import is_label

    if any(words.MINUTES_MARK.match(row.text) for row in rows[:3]):
        return False
    return any(is_label(row.text) or re.match(r"^minutes\b", row.text, re.IGNORECASE) for row in rows[:25])


def _end_of_head(rows: list[Row]) -> int:
    """The first row behind the title and the list of those present that is a sentence."""
    for index, row in enumerate(rows):
        if index > 2 and len(row.text.split()) > 14 and row.text.endswith("."):
            return index
    return len(rows)

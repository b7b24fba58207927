"""Items that a web page printed as rows of a table: upright bars, labels inside the rows, and what is left where they were lost."""

from __future__ import annotations

import re
from dataclasses import replace

from sightline.work.imports.reading.minutes import words
from sightline.work.imports.reading.minutes.item import Item
from sightline.work.imports.reading.minutes.rows import Row, cut_at_link, item_number

_RULE = re.compile(r"^[\s|:+=-]*$")
_INLINE_MARK = re.compile(r"(?:^|\s)(Minutes|Decision|Additional documents):(?=\s|$)")
_BEGINS_INTRO = re.compile(
    r"\s(?=(?:\([A-Z][a-z][^()]{3,80}\) To |To [a-z]+(?:ly)? |In accordance with |Members (?:and [A-Z]\w+ )?(?:are|"
    r"will|should|must) |The (?:Committee|Board|Panel|Cabinet|Forum|"
    r"Executive|Chair|Chairman|purpose|report|minutes|Council|attached) |(?:Joint |Verbal "
    r")?[Rr]eport (?:of|by|from) |This (?:report|item) |A (?:total |period|report|verbal) ?|"
    r"Minutes of (?:the )?meeting|Recommend(?:ation|ed)\w*:|Any (?=item|member|other|person|councillor|public|questions? )|"
    r"Councillors? |If |Please |There "
    r"|Presentation |Briefing |For |Pursuant ))"
)
OUTCOME = re.compile(r"^(?:resolved|agreed|decision|action|recommended|noted|reasons?)\b", re.IGNORECASE)


def is_bars_head(row: Row) -> bool:
    return "|" in row.text + (row.lines[0].text if row.lines else "") and bool(
        re.match(r"^\|?\s*(?:note\s*\|?\s*)?no\.?\s*\|\s*item[\s|]*$", row.text, re.IGNORECASE)
    )


# A row that holds an item's title, what the agenda asked and, behind the label inside it, its minutes.
TITLED_MARK = re.compile(r"^(?!(?:Minutes|Decision|Additional documents):)[A-Z].{3,900}?\sMinutes:\s")


def begin_of_bars(rows: list[Row], inline: int) -> int:
    """Where the items begin on a page of rows that lost its "No. | Item": behind the lines of its head."""
    begin = 0
    for index, row in enumerate(rows[:inline]):
        if words.PAGE_KIND.match(row.text) or words.PAGE_OF.match(row.text) or _HEAD_LINE.match(row.text):
            begin = index + 1
    return begin


_HEAD_LINE = re.compile(r"^(?:venue|contact|note|link|media|items|date|time)\b\s*(?::|$)", re.IGNORECASE)


def unwrapped(rows: list[Row]) -> list[Row]:
    """The rows of a table whose cells were broken into printed lines, each broken sentence put together again."""
    broken = [
        index
        for index in range(1, len(rows))
        if rows[index].text[:1].islower() and not rows[index].marker and _is_open(rows[index - 1])
    ]
    if len(broken) < 2:
        return rows
    whole: list[Row] = []
    for row in rows:
        before = whole[-1] if whole else None
        if before is not None and _is_open(before) and _goes_on(row):
            whole[-1] = replace(
                before, text=f"{before.text} {row.text}", lines=(*before.lines, *row.lines), ends=row.ends
            )
        else:
            whole.append(row)
    return whole


def _goes_on(row: Row) -> bool:
    """Whether a row can be the rest of a sentence: words, and no new part of an item."""
    part = words.AGENDA_TEXT.match(row.text) and row.text[:1].isupper()
    new = part or _INLINE_MARK.match(row.text) or OUTCOME.match(row.text) or _RULE.match(row.text)
    return bool(row.text) and not row.marker and not row.cells and not new


def _is_open(row: Row) -> bool:
    """Whether the words of a row go on in the next: no stop, no bar, no list."""
    return (
        bool(row.text)
        and not row.ends
        and not row.marker
        and not row.cells
        and not re.search(r"[.:;!?|”]$|\d[KM]B$", row.text)
    )


def _begins_unbarred(rows: list[Row], index: int) -> bool:
    """Whether an item begins in a row although no bar stands before it: title and agenda text, and "Minutes:" soon after."""
    row = rows[index]
    if row.marker or row.cells or (_INLINE_MARK.search(row.text) and "Minutes:" in row.text):
        return False
    title, intro = split_title(row.text.replace("Additional documents:", "").strip())
    named = bool(title and (words.USUAL_TITLE.match(title) or (row.linked and words.is_title_like(title))))
    asked = bool(title and intro and words.is_title_like(title) and len(title.split()) <= 14)
    report = bool(title is None and words.AGENDA_TEXT.match(row.text)) or "Additional documents:" in row.text
    if not (named or asked or report):
        return False
    for following in rows[index + 1 : index + 12]:
        if following.text.startswith("Minutes:"):
            return True
        if "Minutes:" in following.text or _RULE.match(following.text):
            return False
    return False


def split_bars(rows: list[Row]) -> list[Item]:
    """Items printed as rows of a table, "|" at their ends; several may stand in one row where a bar was lost."""
    items: list[Item] = []
    fresh = True
    for index, row in enumerate(rows):
        number = ""
        fresh = fresh or (bool(items) and items[-1].marked and _begins_unbarred(rows, index))
        if row.cells:
            cells = [cell or "" for cell in row.cells]
            number = item_number(cells[0]) if cells[0] else ""
            text = " ".join(cell for cell in (cells[1:] if number else cells) if cell)
            row = replace(row, text=text, cells=())
        if _RULE.match(row.text):
            fresh = True
            continue
        if words.SUPPORTING.match(row.text):
            continue
        parts = _at_marks(row)
        first_mark = parts[0][0]
        again = (
            bool(items)
            and items[-1].marked
            and ((bool(parts[0][1].text) and len(parts) > 1) or first_mark == "Minutes")
        )
        if fresh or number or (again and any(mark == "Minutes" for mark, _ in parts) and not row.marker):
            items.append(Item(number or None))
        _take_parts(items[-1], parts)
        fresh = row.ends
    return [item for item in items if item.rows() or item.title]


def _at_marks(row: Row) -> list[tuple[str, Row]]:
    """A row cut at the labels inside it: [("", what stands before), ("Minutes", what follows), ...]."""
    parts: list[tuple[str, Row]] = []
    label, begin = "", 0
    for found in _INLINE_MARK.finditer(row.text):
        if found.start() > begin or not parts:
            piece = row.text[begin : found.start()].strip()
            if piece or label:
                parts.append((label, replace(row, text=piece)))
        label, begin = found[1], found.end()
    parts.append((label, replace(row, text=row.text[begin:].strip())))
    return parts


def _take_parts(item: Item, parts: list[tuple[str, Row]]) -> None:
    for label, part in parts:
        if label == "Minutes":
            item.marked = True
        if not part.text:
            continue
        if label == "Minutes" or (not label and item.marked):
            item.minutes.append(part)
        elif label == "Decision":
            item.decision.append(part)
        elif label == "Additional documents":
            continue
        elif item.title is None and not item.intro and not item.decision:
            title, intro = split_title(part.text)
            item.title = title
            item.head.append(replace(part, text=title or ""))
            if intro:
                item.intro.append(replace(part, text=intro))
        elif item.decision:
            item.decision.append(part)
        else:
            item.intro.append(part)


def split_title(text: str) -> tuple[str | None, str]:
    """(title, agenda text) of a row that holds both; (None, text) where nothing shows where the title ends."""
    linked = cut_at_link(text)
    if linked:
        return linked[0] or None, linked[1]
    capitals = re.match(r"^((?:[A-Z0-9][A-Z0-9&’'/,\-–()]*\s+)+)(?=[A-Z(]?[a-z(])", text)
    if capitals and len(re.sub(r"[^A-Z]", "", capitals[1])) >= 4:
        head, rest = capitals[1].strip(), text[capitals.end() :].strip()
        if len(head.split()) > 1 or words.AGENDA_TEXT.match(rest):
            return head, rest
    if words.AGENDA_TEXT.match(text) and not words.USUAL_TITLE.match(text):
        return None, text
    found = _BEGINS_INTRO.search(text)
    if found and len(text[: found.start()].split()) <= 25:
        return text[: found.start()].strip(), text[found.end() :].strip()
    return (text, "") if words.is_title_like(text) and len(text.split()) <= 20 else (None, text)

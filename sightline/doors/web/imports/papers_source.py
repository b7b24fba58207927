"""The paper beside its review: a window of numbered lines, or the picture of a page, with what was read in it marked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sightline.work.imports.paper_drafts import Entry, PaperDraft
from sightline.work.imports.paper_fields import FACTS, LABELS
from sightline.work.imports.queries_papers import PaperReview, SourceLine

WINDOW = 200  # lines shown at once: a paper of thousands answers as quickly as a short one
ABOVE = 3  # lines shown above the one that is looked for
A4 = (595.0, 842.0)
HOLDERS = ("item", "score")  # they hold others: only their first line is marked as theirs
SHORT = {"score": "Risk", "appendix_ref": "Appendix", "background": "Background", "correction": "Correction", "row": "Row",
         "declaration": "Declaration", "priority": "Priority", "theme": "Theme", "grid": "Matrix"}  # fmt: skip
TAGS = {"contrary_to_plan": "Plan", "in_budget": "Budget", "exempt": "Exempt", "key_decision": "Key decision"}
FACTS_AT = "facts"  # where the facts of the head stand on the page
SHORTEST_MARK = 4  # characters: shorter words would be found by chance


@dataclass(frozen=True, slots=True)
class Tag:
    """What was made of a line: the entry's key and what it is called."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line of the window. state: "", "taken", "aside" or "open"; pieces: (text, whether it is marked as an entry's words)."""

    number: int
    pieces: tuple[tuple[str, bool], ...]
    state: str
    tags: tuple[Tag, ...]
    heading: bool

    @property
    def blank(self) -> bool:
        return not any(text.strip() for text, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class Lines:
    """A window of a text. before and after: where the window before and after it begins, None where there is none."""

    lines: tuple[LineShown, ...]
    last_of_all: int
    before: int | None
    after: int | None
    focus: int | None

    @property
    def first(self) -> int:
        return self.lines[0].number if self.lines else 0

    @property
    def last(self) -> int:
        return self.lines[-1].number if self.lines else 0


@dataclass(frozen=True, slots=True)
class Picture:
    """The page of a PDF in sight: its number, its size in points, the passages marked on it."""

    page: int
    pages: int
    width: float
    height: float
    boxes: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Either a window of lines or the picture of a page, or neither where the file cannot be shown."""

    lines: Lines | None = None
    picture: Picture | None = None
    doubtful: frozenset[str] = frozenset()

    def where_of(self, entry: Entry) -> tuple[str, str] | None:
        """Where an entry stands; None where the line that is named does not hold its words."""
        found = None if entry.key in self.doubtful else self.where(entry.place)
        if found is not None and self.picture is not None:
            return found[0], f"?page={entry.page}&show={entry.key}#the-page"
        return found

    def where(self, place: Mapping[str, Any] | None) -> tuple[str, str] | None:
        """Where something stands, in words and as an address on this page; None where that is not known."""
        place = place or {}
        first, last, page = place.get("first"), place.get("last"), place.get("page")
        if self.picture is not None and page:
            return f"page {page}", f"?page={page}#the-page"
        if self.lines is not None and first:
            words = f"line {first}" if not last or last == first else f"lines {first} to {last}"
            near = self.lines.first <= first <= self.lines.last
            return words, f"#l{first}" if near else f"?from={max(1, first - ABOVE)}#l{first}"
        return None


def source_of(found: PaperReview, query: Mapping[str, str], at: str = "") -> Source:
    """What stands beside the review. query: of the address, with `from`, `page` or `show`; at: the entry that is open."""
    draft = found.draft
    opened = _opened(draft, at or query.get("show", ""))
    if found.lines:
        doubtful = _misplaced(found.lines, draft)
        window = _window(found.lines, draft, opened, _number(query.get("from", "")), doubtful)
        return Source(lines=window, doubtful=doubtful)
    if found.reading.pages and found.reading.file.kind == "pdf":
        return Source(picture=_picture(found, opened, _number(query.get("page", ""))))
    return Source()


def _opened(draft: PaperDraft, key: str) -> Entry | None:
    return next((one for one in draft.entries if one.key == key), None)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 8 else 0


def _misplaced(lines: tuple[SourceLine, ...], draft: PaperDraft) -> frozenset[str]:
    """Rows of a table whose line, as the reader counts rows, is not a line of the file that holds any of their cells."""
    rows = [one for one in draft.entries if one.group == "row"]
    texts = {line.number: line.text for line in lines} if rows else {}
    return frozenset(
        one.key
        for one in rows
        if not any(value and str(value) in texts.get(one.line or 0, "") for value in one.fields.values())
    )


def _facts_at(draft: PaperDraft) -> dict[int, list[str]]:
    """{line: what the facts are called that stand in it}"""
    found: dict[int, list[str]] = {}
    for name, place in draft.places.items():
        if place.get("first") and not place.get("page"):
            label = TAGS.get(name) or next((one.label for one in FACTS[draft.kind] if one.name == name), name)
            found.setdefault(place["first"], []).append(label.split(",")[0])
    return found


def _window(
    lines: tuple[SourceLine, ...],
    draft: PaperDraft,
    opened: Entry | None,
    asked: int,
    doubtful: frozenset[str],
) -> Lines:
    """The lines in sight: all of a short paper; of a long one those from the line asked for, or just above what is open."""
    numbers = [line.number for line in lines]
    focus = opened.line if opened is not None and (opened.line or 0) in set(numbers) else None
    begin = 0
    if len(lines) > WINDOW:
        wanted = asked or (focus or 1) - ABOVE
        begin = min(bisect_left(numbers, wanted), len(lines) - 1)
    end = min(len(lines), begin + WINDOW)
    entries = {one.key: one for one in draft.entries if one.key not in doubtful}
    names = {one.key: name_of(one) for one in draft.entries}
    facts = _facts_at(draft)
    shown = tuple(
        _line(line, entries, names, opened, facts.get(line.number, [])) for line in lines[begin:end]
    )
    return Lines(
        shown,
        last_of_all=numbers[-1],
        before=numbers[max(0, begin - WINDOW)] if begin else None,
        after=numbers[end] if end < len(lines) else None,
        focus=focus,
    )


def _line(
    line: SourceLine,
    entries: Mapping[str, Entry],
    names: Mapping[str, str],
    opened: Entry | None,
    facts: list[str],
) -> LineShown:
    here = [entries[key] for key in line.entries if key in entries]
    here = [one for one in here if one.group not in HOLDERS or one.line == line.number]
    if opened is not None and any(one.key == opened.key for one in here):
        state = "open"
    elif any(one.taken for one in here) or facts:
        state = "taken"
    else:
        state = "aside" if here else ""
    tags = tuple(Tag(one.key, names[one.key]) for one in here if one.line == line.number)
    if facts:
        tags = (Tag(FACTS_AT, facts[0] if len(facts) == 1 else "Facts"), *tags)
    return LineShown(line.number, _pieces(line.text, here), state, tags, line.heading)


def name_of(entry: Entry) -> str:
    """What an entry is called in a margin: "Resolution 2"; "Set aside" for one that is not taken."""
    word = LABELS[entry.group][0]
    if not entry.taken:
        return f"Set aside: {word.lower()}" if entry.group != "passage" else "Set aside"
    word = SHORT.get(entry.group, word)
    number = str(entry.fields.get("number") or entry.fields.get("ref") or "").strip(" .")
    return f"{word} {number}" if number else word


def _pieces(text: str, here: Iterable[Entry]) -> tuple[tuple[str, bool], ...]:
    """The line with the words of each entry marked where they are a part of it."""
    spans = sorted(span for one in here if one.taken and (span := _span(text, one.words)))
    pieces: list[tuple[str, bool]] = []
    done = 0
    for start, end in spans:
        if start < done:
            continue
        pieces += [(text[done:start], False), (text[start:end], True)]
        done = end
    pieces.append((text[done:], False))
    return tuple(piece for piece in pieces if piece[0])


def _span(text: str, words: str) -> tuple[int, int] | None:
    """Where the words stand in the line, when they are only a part of it."""
    words = words.strip().rstrip(".")
    if len(words) < SHORTEST_MARK or len(words) > 0.9 * len(text.strip()):
        return None
    start = text.find(words)
    return None if start < 0 else (start, start + len(words))


def _picture(found: PaperReview, opened: Entry | None, asked: int) -> Picture:
    draft, pages = found.draft, found.reading.pages or 1
    page = asked if 1 <= asked <= pages else (opened.page if opened is not None and opened.page else 1)
    page = min(max(page, 1), pages)
    marked = [opened] if opened is not None else [one for one in draft.entries if one.taken]
    boxes = [box for one in marked for box in (one.place or {}).get("boxes") or () if box["page"] == page]
    size = draft.sizes[page - 1] if page <= len(draft.sizes) else A4
    edges = tuple((box["left"], box["top"], box["right"], box["bottom"]) for box in boxes)
    return Picture(page, pages, *size, boxes=edges)


def words_of_lines(lines: tuple[SourceLine, ...], first: int, last: int) -> str:
    """The words of printed lines as running text, blanks folded; "" where there are none such."""
    held = [line.text for line in lines if first <= line.number <= max(first, last)]
    return " ".join(" ".join(held).split())

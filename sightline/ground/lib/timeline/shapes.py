"""What a time line is given, and what it comes to. Lengths are in pixels of the picture, y grows downwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

MARKS = ("dot", "diamond", "level-1", "level-2", "level-3", "level-4")

# Widths of letters in parts of the size of the type, no narrower than those of Arial, Liberation Sans and Helvetica.
_NARROW = frozenset("iljtfrI.,:;'|!()[]{}/\\-‘’ \u00a0")
_BROAD = frozenset("mwMW@%—…")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to draw of an item.

    form   "bar", or one of MARKS
    start  the day of a mark, or the first day of a bar
    end    the last day of a bar; None: no end is stated, and it is drawn as going on
    """

    form: str
    start: date
    end: date | None = None

    @property
    def goes_on(self) -> bool:
        return self.form == "bar" and self.end is None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on the time line: a few parts under one label.

    key    its name within the drawing, unique
    label  the words beside it
    parts  at least one
    when   its days in words, for the tall picture
    note   all that is known of it, shown where a mouse rests on it
    lines  further lines of the tall picture
    """

    key: str
    label: str
    parts: tuple[Part, ...]
    when: str = ""
    note: str = ""
    lines: tuple[str, ...] = ()

    @property
    def start(self) -> date:
        return min(part.start for part in self.parts)

    @property
    def end(self) -> date | None:
        """The last day of all its parts; None where it goes on."""
        if any(part.goes_on for part in self.parts):
            return None
        return max(part.end or part.start for part in self.parts)


@dataclass(frozen=True, slots=True)
class Lane:
    """Items under one heading. level 2: a lesser heading; beside: labels stand beside their marks, not above."""

    title: str
    items: tuple[Item, ...] = ()
    level: int = 1
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Trail:
    """One item goes over into another: a plan into the plan that follows."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def overlaps(self, other: Box) -> bool:
        """Whether they share any area; edges that touch do not."""
        across = self.x < other.right - 0.01 and other.x < self.right - 0.01
        return across and self.y < other.bottom - 0.01 and other.y < self.bottom - 0.01

    def within(self, other: Box) -> bool:
        sideways = self.x >= other.x - 0.01 and self.right <= other.right + 0.01
        return sideways and self.y >= other.y - 0.01 and self.bottom <= other.bottom + 0.01


@dataclass(frozen=True, slots=True)
class Label:
    """Words in their box. look: "item", "when", "heading", "subheading", "axis", "today", "line"."""

    text: str
    box: Box
    size: float
    look: str = "item"
    key: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A span of days. future: the part that is still to come; arrow: no end is stated; cut_*: it goes beyond the frame."""

    box: Box
    key: str
    future: bool = False
    arrow: bool = False
    cut_start: bool = False
    cut_end: bool = False
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape on one day, with its middle and half its size."""

    form: str
    x: float
    y: float
    radius: float
    key: str

    @property
    def box(self) -> Box:
        return Box(self.x - self.radius, self.y - self.radius, 2 * self.radius, 2 * self.radius)


@dataclass(frozen=True, slots=True)
class Line:
    """look: "year", "today", "lane", "trail" (a trail is drawn as a curve)."""

    x1: float
    y1: float
    x2: float
    y2: float
    look: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, ready to be printed. left_out: keys of items that lie outside the days that were asked for."""

    width: float
    height: float
    labels: tuple[Label, ...]
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    notes: dict[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    @property
    def frame(self) -> Box:
        return Box(0, 0, self.width, self.height)

    @property
    def drawn(self) -> frozenset[str]:
        return frozenset({one.key for one in self.bars} | {one.key for one in self.marks})


def text_width(text: str, size: float) -> float:
    """How wide a line of words is at most, in a plain sans-serif type of this size."""
    return size * sum(_letter(sign) for sign in text)


def _letter(sign: str) -> float:
    if sign in _NARROW:
        return 0.36
    if sign in _BROAD:
        return 1.02
    if ord(sign) > 0x2E80:
        return 1.1
    return 0.76 if sign.isupper() else 0.585


def fit(text: str, size: float, width: float) -> str:
    """The words, or as many letters as fit before "…"; "" where not even that fits."""
    if text_width(text, size) <= width:
        return text
    kept, room = "", width - text_width("…", size)
    for sign in text:
        room -= text_width(sign, size)
        if room < 0:
            break
        kept += sign
    return f"{kept.rstrip()}…" if kept.strip() else ""


def wrap(text: str, size: float, width: float) -> list[str]:
    """The words in lines of at most this width; a word that is wider is cut."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(fit(word, size, width))
    return [line for line in lines if line]


def duplicates(items: Sequence[Item]) -> set[str]:
    """Keys that stand more than once; a drawing refuses them, because parts would be taken for each other's."""
    counts = Counter(one.key for one in items)
    return {key for key, count in counts.items() if count > 1}

"""The printed paragraphs of minutes as rows: what the steps of reading go through, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sightline.ground.lib.documents.blocks import Line
from sightline.work.imports.reading.markers import is_bullet, split_marker
from sightline.work.imports.reading.printed_text import Para, Printed

_LINK = re.compile(
    r"\s*(?:\bpdf icon\b\s*)?\bPDF\b\s*\d[\d.,]*\s*[KM]B\b\s*$|\s*\bpdf icon\b\s*$|\s+\(?PDF\)?\s*$",
    re.IGNORECASE,
)
_LINK_WITHIN = re.compile(r"\s*(?:\bpdf icon\b\s*)?\bPDF\s+\d[\d.,]*\s*[KM]B\b", re.IGNORECASE)
_PARAGRAPH_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,3}){1,3}\.?$")
_INITIAL = re.compile(r"^[A-Z]\.$")
_ITEM_NUMBER = re.compile(
    r"^(?:(?:item|minute)\s+)?(?P<number>\d{1,4}[a-z]?|[A-Z]{1,6}[ ./-]?\d{1,4}(?:[/.-]\d{2,4})?|\d{1,4}/\d{1,4}(?:/\d{2,4})?|"
    r"[A-Z]{1,6}/\d{1,4}/\d{2,4}|\d{2,4}-\d{1,4}|[A-Z]{2,6}\d{1,4})[.):]?$"
)
_LEAD_NUMBER = re.compile(
    r"^(?P<number>[A-Za-z]{1,4}\d{1,3}:\d{1,2}/\d{2,4}|[A-Z][A-Za-z]{0,5}(?:/\d{1,4}){1,2}[-/]\d{2,4}|[A-Z]{1,6}[./-]?\d{1,4}(?:[/.-]\d{2,4})?|\d{1,4}/\d{1,4}(?:/\d{2,4})?|[A-Z]{1,6}/\d{1,4}/\d{2,4}|\d{1,4}[a-z]?)"
    r"[.):]?\s+(?=[A-Z“‘'\"(])"
)
_LETTERED = re.compile(r"^([A-H]:)\s+(?=[A-Z])")
_LONE_NUMBER = re.compile(r"^\d{1,4}(?:/\d{1,4})?\.?$")
_LONE_YEAR_NUMBER = re.compile(r"^\d{1,4}/\d{1,4}\.?$")
_LIST_HEAD = re.compile(r"^(?:note\s+)?no\.?\s*item$", re.IGNORECASE)
LONGEST = (
    30_000  # characters of one paragraph; no minutes print more, and what stands behind is not looked at
)
SKIPPED = re.compile(
    r"^(?:•?\s*share this item|media|webcast|expand|collapse|hide|print this page|bookmark this "
    r"page|rss|find it|navigation and tools"
    r"|skip navigation and tools|you are here\b.{0,200}|councillors and committees|meeting documents)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """
    text    running words without marker
    marker  printed number or bullet, "" where none
    number  the paragraph's own number ("10.4") where the minutes number every paragraph, "" otherwise
    linked  whether the printed text ended in the size of a linked file, which a page prints behind a title only
    loud    whether the file or the printing marks it as a heading
    ends    whether an upright bar ends the row of a web page's table here
    """

    text: str
    marker: str
    lines: tuple[Line, ...]
    gap: int = 0
    number: str = ""
    linked: bool = False
    loud: bool = False
    ends: bool = False
    cells: tuple[str | None, ...] = ()
    indent: float = 0.0

    @property
    def raw(self) -> str:
        """The words of its first printed line, blanks as printed."""
        return self.lines[0].text.replace("\xa0", " ").strip() if self.lines else self.text

    @property
    def whole(self) -> str:
        """Marker and words as one reads them."""
        return f"{self.marker} {self.text}".strip()

    @property
    def is_lone_marker(self) -> bool:
        """Whether its marker was printed on a line of its own."""
        return bool(self.marker) and bool(self.lines) and self.raw == self.marker

    @property
    def bullet(self) -> bool:
        return is_bullet(self.marker)


def rows_of(paper: Printed) -> list[Row]:
    """The rows of a paper, in order. Nothing is dropped but buttons of the site.

    A web page prints an item's number ("77/21") on a line of its own, which looks like the number of a page: it is put back.
    """
    paras = list(paper.paras)
    if paper.document.pages is None:
        listed = any(_LIST_HEAD.match(para.text) for para in paras[:40])
        shape = _LONE_NUMBER if listed else _LONE_YEAR_NUMBER
        numbers = [para for para in paper.furniture if shape.match(f"{para.marker}{para.text}")]
        if numbers:
            paras = sorted([*paras, *numbers], key=lambda para: para.lines[0].number if para.lines else 0)
    return [row for para in paras for row in _rows(para) if not SKIPPED.match(row.text)]


def _rows(para: Para) -> Iterator[Row]:
    marker, text, number = para.marker, para.text, ""
    if _INITIAL.match(marker) and text[:1].isupper():
        marker, text = "", f"{marker} {text}"
    if _PARAGRAPH_NUMBER.match(marker):
        marker, number = "", marker
    elif not marker and _PARAGRAPH_NUMBER.match(text):
        number = text
    lettered = _LETTERED.match(text) if not marker else None
    if lettered:
        marker, text = lettered[1], text[lettered.end() :]
    ends = bool(para.lines) and para.lines[-1].text.rstrip().endswith("|")
    linked = bool(_LINK.search(text[-60:]))
    row = Row(
        (_LINK.sub("", text).strip() if linked else text)[:LONGEST],
        marker,
        para.lines,
        para.gap,
        number,
        linked,
        bool(para.heading) or para.bold,
        ends,
        para.cells,
        para.indent,
    )
    if row.number and row.number != row.text and not row.cells:
        inner, rest = split_marker(row.text)
        if inner and rest:
            row = replace(row, text=rest, marker=inner)
    yield row


def without_link(text: str) -> str:
    """A title without the name and size of the file that it links to."""
    return _LINK_WITHIN.sub("", _LINK.sub("", text)).strip(" -–—:|")


def cut_at_link(text: str) -> tuple[str, str] | None:
    """(what stands before the size of a linked file, what stands behind it), or None where no file is linked."""
    found = _LINK_WITHIN.search(text)
    return (text[: found.start()].strip(), text[found.end() :].strip()) if found else None


def item_number(text: str) -> str:
    """The number that a row is nothing but: "52", "41/08", "CYP/15/24"; "" where it is something else."""
    found = _ITEM_NUMBER.match(text.strip())
    return found["number"] if found else ""


def lead_number(text: str) -> tuple[str, str]:
    """(number, title) of a heading that begins with its item's number and no full stop; ("", text) where it has none."""
    found = _LEAD_NUMBER.match(text)
    return (found["number"], text[found.end() :].strip()) if found else ("", text)


def plain_number(marker: str) -> str:
    """A printed marker without brackets and stop: "(a)" is "a", "52." is "52"; "" for a bullet."""
    return "" if is_bullet(marker) else marker.strip("()[] ").rstrip(".):").strip()


def joined(rows: Iterable[Row]) -> str:
    """The words of rows, one row a line."""
    return "\n".join(
        f"{row.number} {row.whole}".strip() if row.number != row.text else row.text for row in rows
    )


def lines_of(rows: Iterable[Row]) -> list[Line]:
    return [line for row in rows for line in row.lines]

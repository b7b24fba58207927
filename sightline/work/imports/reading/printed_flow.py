"""Text without positions (pasted, crawled, typed) to paragraphs: which line ends are the printer's and which the author's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from sightline.ground.lib.documents.blocks import Document, Line
from sightline.work.imports.reading.markers import is_lone, split_marker
from sightline.work.imports.reading.printed_lines import mend, without_furniture
from sightline.work.imports.reading.printed_text import Para

FINISHED = re.compile(r"(?:[.!?:;][’”\"')\]*_]*|\?\s*(?:yes|no|none|n/a|not applicable))$", re.IGNORECASE)
HANGING = re.compile(
    r"(?:,|&|\b(?:a|an|and|are|as|at|be|been|between|but|by|each|every|for|from|had|has|have|her|his|if|in|into|is|its|not|of|on"
    r"|or|our|over|per|than|that|the|their|these|this|those|through|to|under|was|were|which|who|will|with|your))$",
    re.IGNORECASE,
)
MOST_BLANKS = 6  # blank lines that the end of a page leaves within a sentence
LABEL = re.compile(r"^[A-Z][A-Za-z/()’' -]{1,40}:(?:\s|$)")
MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(?=\S)")
SITE = re.compile(
    r"^(?:source: \S+.*|(?:home|you are here)\b.{0,60}[>»›/].*|skip to (?:main |the )?(?:content|navigation).*"
    r"|(?:return|back) to (?:top|agenda|the agenda|previous page).*|top|print this page|share this page|cookies?(?: policy)?"
    r"|toggle navigation|(?:main )?menu|accept (?:all )?cookies)$",
    re.IGNORECASE,
)
ITEM_PAGE = re.compile(r"^(?:no\.?\s*\|?\s*item\s*\|?|minutes:|additional documents:)$", re.IGNORECASE)
SHORTEST_SENTENCE = 50  # characters of a line that can be the beginning of a sentence which a web page broke
FEWEST_WRAPS = 2  # lines broken in mid-sentence that show how wide the printed column was


@dataclass(slots=True)
class _Open:
    """The paragraph that is being gathered; rows and headings of the file never go on."""

    lines: list[Line]
    gap: int
    level: int = 0
    lone: bool = False
    cells: tuple[str | None, ...] = ()
    numbered: bool = False


def paragraphs(document: Document) -> tuple[tuple[Para, ...], tuple[Para, ...], tuple[Line, ...]]:
    """(paragraphs, furniture, body lines) of a text."""
    site = [line for line in document.lines if SITE.match(_plain(line.text))]
    others = {id(line) for line in site}
    body, heads = without_furniture(line for line in document.lines if id(line) not in others)
    numbers = _numbers_of_items(body, heads)
    body = sorted((*body, *numbers), key=lambda line: line.number) if numbers else body
    alone = frozenset(id(line) for line in numbers)
    heads = [line for line in heads if id(line) not in alone]
    furniture = sorted((*site, *(line for line in heads if line.text.strip())), key=lambda line: line.number)
    written = [line for line in body if _plain(line.text)]
    found = paras_of_lines(written, alone)
    return tuple(found), tuple(_closed(_Open([line], 0)) for line in furniture), tuple(written)


def _numbers_of_items(body: list[Line], heads: list[Line]) -> list[Line]:
    """On a page of a council's site a number alone is that of an item, not of a page: it belongs before the item's title."""
    if not any(ITEM_PAGE.match(_plain(line.text)) for line in body):
        return []
    return [line for line in heads if _plain(line.text).isdecimal()]


def paras_of_lines(lines: list[Line], alone: frozenset[int] = frozenset()) -> list[Para]:
    """Lines to paragraphs; a gap in their numbers is a blank line.

    alone holds the identities of lines that are no more than the number of the paragraph after them.
    """
    lines = [line for line in lines if _plain(line.text)]
    width = wrap_width(lines)
    paras: list[Para] = []
    current: _Open | None = None
    last = 0
    for line in lines:
        gap = max(0, line.number - last - 1) if last else 0
        if current is not None and _goes_on(current, line, gap, width):
            current.lines.append(line)
            current.lone = False
        else:
            if current is not None:
                paras.append(_closed(current))
            current = _opened(line, gap)
            current.lone = current.lone or id(line) in alone
            current.numbered = id(line) in alone
        last = line.number
    if current is not None:
        paras.append(_closed(current))
    return paras


def wrap_width(lines: list[Line]) -> int:
    """Characters of a full printed line, 0 where the text shows no column that its lines were broken to."""
    broken = sorted(
        len(_plain(above.text))
        for above, line in pairwise(lines)
        if line.number - above.number <= 3 and _is_mid_sentence(_plain(above.text), _plain(line.text))
    )
    broken = [length for length in broken if 30 <= length <= 160]
    if len(broken) < FEWEST_WRAPS:
        return 0
    width = broken[int(len(broken) * 0.9)]
    near = sum(1 for length in broken if 0.7 * width <= length <= 1.1 * width)
    return width if near * 2 >= len(broken) else 0


def _is_mid_sentence(above: str, text: str) -> bool:
    return text[:1].islower() and not FINISHED.search(above) and not split_marker(text)[0]


def _opened(line: Line, gap: int) -> _Open:
    heading = MARKDOWN_HEADING.match(line.text.strip())
    cells = _cells(line.text)
    return _Open(
        [line], gap, len(heading[1]) if heading else 0, not cells and is_lone(_plain(line.text)), cells
    )


def _goes_on(current: _Open, line: Line, gap: int, width: int) -> bool:
    """Whether a line belongs to the paragraph before it."""
    above, text = _plain(current.lines[-1].text), _plain(line.text)
    if current.cells or current.level or _cells(line.text) or MARKDOWN_HEADING.match(text):
        return False
    if current.lone:
        return gap <= 3 and not split_marker(text)[0]
    if _is_bold(above) != _is_bold(text) and not (text[:1].islower() and not FINISHED.search(above)):
        return False
    full = bool(width) and len(above) <= 1.3 * width and len(above) + 1 + len(text.split()[0]) > 0.88 * width
    if split_marker(text)[0]:
        return gap == 0 and full and bool(HANGING.search(above)) and not split_marker(text)[0].isdigit()
    if FINISHED.search(above):
        return gap == 0 and full and not above.endswith((":", ";")) and not LABEL.match(text)
    if text[:1].islower():
        hangs = gap == 0 and (len(current.lines) > 1 or bool(HANGING.search(above)))
        return full or len(above) >= SHORTEST_SENTENCE or hangs
    if not full or gap > MOST_BLANKS:
        return False
    if HANGING.search(above):
        return True
    return gap <= 1 and above.isupper() == text.isupper() and not LABEL.match(text)


def _closed(current: _Open) -> Para:
    first = current.lines[0]
    level = current.level
    if current.cells:
        text = " | ".join(cell or "" for cell in current.cells)
        return Para(text, "", first.page, tuple(current.lines), current.gap, cells=current.cells)
    texts = [_plain(line.text) for line in current.lines]
    if level:
        texts[0] = texts[0].lstrip("#").strip()
    if current.numbered and len(texts) > 1:
        marker, texts = texts[0], texts[1:]
    else:
        marker, texts[0] = split_marker(texts[0])
    if not texts[0] and len(texts) == 1:
        marker, texts[0] = "", marker
    text = mend(_drop_bar(text) for text in texts)
    bold = _is_bold(text) or first.bold
    indent = float(len(first.text) - len(first.text.lstrip(" \xa0\t")))
    return Para(
        _without_stars(text), marker, first.page, tuple(current.lines), current.gap, level, bold, (), indent
    )


def _cells(text: str) -> tuple[str | None, ...]:
    """The cells of a printed row, parted by tabs or upright bars; () where the line is none."""
    for separator in ("\t", "|"):
        inner = text.replace("\xa0", " ").strip(" ")
        if separator == "|":
            inner = inner.removeprefix("|").removesuffix("|")
        if separator in inner:
            cells = tuple(mend([cell]) or None for cell in inner.split(separator))
            if sum(1 for cell in cells if cell) >= 2:
                return cells if not is_lone(cells[0] or "") or separator == "|" else ()
    return ()


def _drop_bar(text: str) -> str:
    return text.strip().removeprefix("|").removesuffix("|")


def _plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u200b", "").strip()


def _is_bold(text: str) -> bool:
    """Whether crawled text marks all of a line as bold with stars."""
    words = split_marker(text)[1]
    return len(words) > 4 and words.startswith("**") and words.endswith("**")


def _without_stars(text: str) -> str:
    return text.replace("**", "") if "**" in text else text

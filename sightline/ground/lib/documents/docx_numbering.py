"""The numbers that Word prints before list paragraphs and does not store in their text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sightline.ground.lib.documents.text import whole

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True)
class _Level:
    form: str
    pattern: str
    start: int


@dataclass
class Numbering:
    """levels by list id, list ids by style, and the count so far of every list."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, package: Any) -> Numbering:
        """The numbering of a python-docx document; empty where it has none."""
        self = cls()
        for relation in package.part.rels.values():
            if not relation.is_external and relation.reltype.endswith("/numbering"):
                self._read_lists(relation.target_part.element)
        for style in package.styles.element.iterchildren(f"{W}style"):
            properties = style.find(f"{W}pPr/{W}numPr")
            if properties is not None:
                identity, level = _reference(properties)
                if identity:
                    self.styles[style.get(f"{W}styleId")] = (identity, level)
        return self

    def marker(self, paragraph: Any) -> tuple[str, int]:
        """The printed number or "•" of a paragraph with text, and its level from 0; ("", 0) where it is no list."""
        if not any(text.text and text.text.strip() for text in paragraph.iter(f"{W}t")):
            return "", 0
        return self._count(paragraph)

    def marker_of_blank(self, paragraph: Any) -> str:
        """The number printed beside an empty paragraph: the usual form of a numbered first column."""
        marker, _ = self._count(paragraph)
        return "" if marker == "•" else marker

    def _read_lists(self, root: Any) -> None:
        shapes: dict[str, dict[int, _Level]] = {}
        for shape in root.iterchildren(f"{W}abstractNum"):
            shapes[shape.get(f"{W}abstractNumId")] = {
                whole(level.get(f"{W}ilvl"), 0): _level(level) for level in shape.iterchildren(f"{W}lvl")
            }
        for number in root.iterchildren(f"{W}num"):
            link = number.find(f"{W}abstractNumId")
            if link is not None:
                identity, shape_id = number.get(f"{W}numId"), link.get(f"{W}val")
                self.levels[identity] = shapes.get(shape_id, {})
                restarted = number.find(f"{W}lvlOverride/{W}startOverride") is not None
                self.abstract[identity] = f"{shape_id}/{identity}" if restarted else str(shape_id)

    def _count(self, paragraph: Any) -> tuple[str, int]:
        identity, depth = self._list_of(paragraph)
        levels = self.levels.get(identity, {})
        if depth not in levels:
            return "", 0
        if levels[depth].form == "bullet":
            return "•", depth
        if levels[depth].form == "none":
            return "", depth
        counts = self.counts[self.abstract[identity]]
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]

        def printed(match: re.Match[str]) -> str:
            level = int(match.group(1)) - 1
            shape = levels.get(level, levels[depth])
            return _figure(counts.get(level, shape.start), shape.form)

        return re.sub(r"%(\d)", printed, levels[depth].pattern).strip(), depth

    def _list_of(self, paragraph: Any) -> tuple[str, int]:
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        if properties is not None:
            return _reference(properties)
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return self.styles.get(style.get(f"{W}val"), ("", 0)) if style is not None else ("", 0)


def _reference(properties: Any) -> tuple[str, int]:
    identity, level = properties.find(f"{W}numId"), properties.find(f"{W}ilvl")
    return (
        identity.get(f"{W}val", "") if identity is not None else "",
        whole(level.get(f"{W}val"), 0) if level is not None else 0,
    )


def _level(element: Any) -> _Level:
    def value(name: str, default: str) -> str:
        child = element.find(f"{W}{name}")
        return child.get(f"{W}val", default) if child is not None else default

    return _Level(value("numFmt", "decimal"), value("lvlText", "%1."), whole(value("start", "1"), 1))


def _figure(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(97 + (number - 1) % 26) * (1 + (number - 1) // 26)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman"):
        roman = ""
        for value, sign in _ROMAN:
            while number >= value:
                roman, number = roman + sign, number - value
        return roman.upper() if form == "upperRoman" else roman
    return f"{number:02d}" if form == "decimalZero" else str(number)

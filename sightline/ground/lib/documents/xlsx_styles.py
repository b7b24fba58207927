"""What calamine does not tell of an .xlsx: number formats, fill colours, formulas without a stored result, hidden rows.

Read straight from the parts of the archive in one pass over each sheet, before its cells are loaded, so that a sheet
which claims a cell in the last corner is refused rather than allocated.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from html import unescape

from lxml import etree

from sightline.ground.lib.documents import limits
from sightline.ground.lib.documents.number_formats import BUILT_IN
from sightline.ground.lib.documents.text import whole

_TOKEN = re.compile(rb"<(?:\w+:)?(?:(row)\b([^>]*)>|(c)\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>))", re.DOTALL)
_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*>(.*?)</(?:\w+:)?f>", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>\s*[^<\s]|<(?:\w+:)?is\b")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


@dataclass
class SheetLook:
    """Per cell, keyed by (row, column), both from 0; only cells that have something to tell."""

    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    fills: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: int = 0


@dataclass(frozen=True)
class _Styles:
    formats: dict[int, str]
    fills: dict[int, str]


def read_looks(archive: zipfile.ZipFile) -> dict[str, SheetLook]:
    """The look of every sheet by its name. A workbook that names its parts oddly gives an empty dictionary."""
    try:
        parts = _sheet_parts(archive)
        styles = _read_styles(archive)
    except (KeyError, etree.XMLSyntaxError):
        return {}
    names = set(archive.namelist())
    return {name: _read_look(archive.read(part), styles) for name, part in parts.items() if part in names}


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    targets = {}
    for relation in etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), _PARSER):
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        targets[relation.get("Id")] = path
    parts = {}
    for sheet in etree.fromstring(archive.read("xl/workbook.xml"), _PARSER).iter("{*}sheet"):
        identity = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        if identity in targets:
            parts[sheet.get("name", "")] = targets[identity]
    return parts


def _read_styles(archive: zipfile.ZipFile) -> _Styles:
    if "xl/styles.xml" not in archive.namelist():
        return _Styles({}, {})
    root = etree.fromstring(archive.read("xl/styles.xml"), _PARSER)
    codes = dict(BUILT_IN)
    for element in root.iter("{*}numFmt"):
        if element.getparent().tag.endswith("numFmts"):
            codes[whole(element.get("numFmtId"), 0)] = element.get("formatCode", "")
    colours = [_fill_colour(fill) for fill in root.iterfind("{*}fills/{*}fill")]
    formats, fills = {}, {}
    for index, look in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        code = codes.get(whole(look.get("numFmtId"), 0), "General")
        if code not in ("General", "@", ""):
            formats[index] = code
        fill = whole(look.get("fillId"), 0)
        if fill < len(colours) and colours[fill]:
            fills[index] = colours[fill]
    return _Styles(formats, fills)


def _fill_colour(fill: etree._Element) -> str:
    """Six hexadecimal digits of a solid fill, or "" (a theme colour has no digits here)."""
    pattern = fill.find("{*}patternFill")
    if pattern is None or pattern.get("patternType") != "solid":
        return ""
    colour = pattern.find("{*}fgColor")
    value = colour.get("rgb", "") if colour is not None else ""
    return value[-6:].upper() if len(value) in (6, 8) else ""


def _read_look(content: bytes, styles: _Styles) -> SheetLook:
    look = SheetLook()
    row = column = -1
    widest = 0
    for match in _TOKEN.finditer(content):
        if match.group(1):
            attributes = dict(_ATTRIBUTE.findall(match.group(2)))
            row = whole(attributes.get(b"r"), row + 2) - 1
            look.hidden_rows += attributes.get(b"hidden") in (b"1", b"true")
            column = -1
            limits.check_rows(row + 1)
            continue
        attributes = dict(_ATTRIBUTE.findall(match.group(4)))
        column = _column(attributes[b"r"]) if b"r" in attributes else column + 1
        widest = max(widest, column)
        _note_cell(look, (row, column), attributes, match.group(5), styles)
    limits.check_rows(row + 1, widest + 1)
    return look


def _note_cell(
    look: SheetLook,
    place: tuple[int, int],
    attributes: dict[bytes, bytes],
    inner: bytes | None,
    styles: _Styles,
) -> None:
    if b"s" in attributes:
        style = whole(attributes[b"s"], 0)
        if style in styles.formats:
            look.formats[place] = styles.formats[style]
        if style in styles.fills:
            look.fills[place] = styles.fills[style]
    if inner and b"<f" in inner and not _VALUE.search(inner):
        formula = _FORMULA.search(inner)
        if formula:
            look.formulas[place] = "=" + unescape(formula.group(1).decode("utf-8", "replace"))


def _column(reference: bytes) -> int:
    """0 for "A5", 27 for "AB1"."""
    number = 0
    for letter in reference:
        if not 65 <= letter <= 90:
            break
        number = number * 26 + letter - 64
    return number - 1

"""The number, letter or bullet that a printed paragraph begins with."""

from __future__ import annotations

import re

from sightline.work.imports.reading.printed_lines import BULLETS, DASHES

_UNIT = r"(?!\s*(?:%|[ap]\.?m\b|million|billion|per\b|percent|years?\b|hours?\b|days?\b|weeks?\b|months?\b|miles?\b|points?\b))"
_END = r"(?=\s|$|[A-Z][a-z])"
_PATTERNS = (
    re.compile(
        rf"^\d{{1,3}}(?:\.\d{{1,3}}){{1,4}}(?:[a-z]|\([a-z]{{1,4}}\))?[.):]?{_END}{_UNIT}"
    ),  # 6.2  3.2a
    re.compile(rf"^\d{{1,3}}[a-z]?[.)]{_END}"),  # 1.  52.  1)  3a.
    re.compile(rf"^\d{{1,4}}/\d{{2,4}}[.:]?{_END}"),  # 41/08
    re.compile(r"^[(\[](?:\d{1,3}[a-z]?|[ivxlIVXL]{1,6}|[a-zA-Z]{1,2})[)\]](?=\W|$|[A-Z])"),  # (1)  (iv)  (A)
    re.compile(rf"^(?:[ivxl]{{1,6}}|[a-z]|[a-z]{{2}}(?=\)))[.)]{_END}"),  # a)  iv.
    re.compile(rf"^(?:[IVXL]{{1,6}}|[A-Z])\){_END}"),  # A)  IV)
    re.compile(r"^(?:II|III|IV|VI|VII|VIII|IX|XI|XII|XIII|XIV)\.(?=\s)"),  # one letter may be an initial
)
_BULLET = re.compile(rf"^(?:[{re.escape(BULLETS)}\ue000-\uf8ff]|o(?=\s)|§)(?!\*)")
_DASH = re.compile(rf"^[{re.escape(DASHES)}](?=\s|$)")
_BARE = re.compile(
    r"^(\d{1,3})(?:\s{2,}(?=[A-Z(“‘\"'])|\t\s*|\s+(?=[A-Z][A-Z&’'\-]+,?\s+[A-Z&(][A-Z&’'\-]*\b))"
)
_LONE = re.compile(
    r"^(?:\d{1,3}[.)]|\d{1,3}(?:\.\d{1,3}){1,4}[a-z]?\.?|\d{1,4}/\d{2,4}\.?|[(\[][a-zA-Z0-9]{1,4}[)\]]|(?:[ivxl]{1,5}|[a-z]{1,2})[.)])$"
)
_YEARS = re.compile(r"^(?:19|20)(\d\d)/(?:20)?(\d\d)$")


def split_marker(text: str) -> tuple[str, str]:
    """(marker as printed, the text after it); ("", text) where there is none.

    A bullet or dash before a printed number is the work of a web page: the number is the marker.
    """
    text = text.replace("\xa0", " ").strip()
    marker = _marker(text)
    if not marker:
        return "", text
    rest = text[len(marker) :].strip()
    if "\ue000" <= marker <= "\uf8ff":
        marker = "•"  # a font of signs keeps its bullets in the private-use area
    if len(marker) == 1 and not marker.isalnum():
        inner = _number(rest)
        if inner and not re.fullmatch(r"\d+[a-z]?", inner):
            return inner, rest[len(inner) :].strip()
    return marker, rest


def is_lone(text: str) -> bool:
    """Whether a line is no more than a marker whose text was printed elsewhere."""
    text = text.replace("\xa0", " ").strip()
    return bool(text) and (
        bool(_LONE.match(text)) or (len(text) == 1 and bool(_BULLET.match(text) or _DASH.match(text)))
    )


def is_bullet(marker: str) -> bool:
    """Whether a marker is a bullet or dash, which tells no order."""
    return len(marker) == 1 and (bool(_BULLET.match(marker + " ")) or marker in DASHES)


def _marker(text: str) -> str:
    bullet = _BULLET.match(text) or _DASH.match(text)
    return bullet.group() if bullet else _number(text)


def _number(text: str) -> str:
    for pattern in _PATTERNS:
        found = pattern.match(text)
        if found:
            years = _YEARS.match(found.group())
            is_years = years and int(years[2]) == (int(years[1]) + 1) % 100
            return "" if is_years else found.group()
    bare = _BARE.match(text)
    return bare[1] if bare else ""

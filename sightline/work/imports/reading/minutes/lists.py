"""The lists in which resolutions are printed: families of markers, lists inside a line, which row belongs to which part."""

from __future__ import annotations

import re

from sightline.work.imports.reading.minutes.rows import plain_number


def lead_words(rest: str) -> str:
    return re.sub(r"[\s:\-–—]+$", "", rest)


_INLINE_MARKER = re.compile(
    r"(?:(?<=\s)|^)(?P<marker>\((?:\d{1,2}|[a-z]|[ivx]{1,4})\)|\d{1,2}[.)](?=\s*[A-Za-z])|[a-h]\)|[ivx]{1,4}\))\s*"
)


_BEFORE_MARKER = re.compile(r"(?:[;:,.–—-]|\band|\bor|^\W*(?:that|to)(?: the \w+)?|^)\s*$", re.IGNORECASE)


def split_inline(text: str) -> tuple[str, list[tuple[str, str]]]:
    """("That", [("(1)", "it be noted; and"), ("(2)", "...")]) of a text with its list in the line; ("", []) where there is none."""
    places = [
        found
        for found in _INLINE_MARKER.finditer(text)
        if _BEFORE_MARKER.search(text[max(0, found.start() - 60) : found.start()])
    ]
    chain: list[re.Match[str]] = []
    for one in places:
        if not chain:
            if plain_number(one["marker"]) in ("1", "a", "i") and one.start() < 240:
                chain.append(one)
        elif family_of(one["marker"])[0] == family_of(chain[0]["marker"])[0] and is_next(
            chain[-1]["marker"], one["marker"]
        ):
            chain.append(one)
    if not chain or (
        len(chain) == 1
        and text[: chain[0].start()].strip().casefold() not in ("", "that", "to", "that:", "to:")
    ):
        return "", []
    ends = [*(one.start() for one in chain[1:]), len(text)]
    pieces = [(one["marker"], text[one.end() : end].strip()) for one, end in zip(chain, ends, strict=True)]
    return lead_words(text[: chain[0].start()].strip()), pieces


_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def family_of(marker: str) -> tuple[str, str]:
    """(family with its punctuation, number) of a printed marker: "1", "a" or "i"; a bullet is its own."""
    number = plain_number(marker)
    shape = marker.replace(number, "#") if number else marker
    if not number:
        return "bullet", ""
    if number[0].isdigit():
        return f"1{shape}", number
    if number.casefold() in _ROMANS and number.casefold() not in ("c", "d"):
        return f"i{shape}", number
    return f"a{shape}", number


def is_next(before: str, marker: str) -> bool:
    old, new = plain_number(before).casefold(), plain_number(marker).casefold()
    if old.isdigit() and new.isdigit():
        return int(new) in (int(old) + 1, 1) or int(new) == int(old)
    if old in _ROMANS and new in _ROMANS and _ROMANS.index(new) == _ROMANS.index(old) + 1:
        return True
    return len(old) == len(new) == 1 and ord(new) == ord(old) + 1

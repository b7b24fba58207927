"""Colours as numbers: how far apart two are, and the shades between them. Pure.

The measure of contrast is that of WCAG 2.2: relative luminance, success criteria 1.4.3 (text, 4.5 to 1) and 1.4.11
(parts of the interface, 3 to 1).
"""

from __future__ import annotations

import re

from .errors import Refused

TEXT_CONTRAST = 4.5

Rgb = tuple[int, int, int]


def parse(colour: str) -> Rgb:
    """Red, green and blue, 0 to 255, of "#1d4f5f" or "#1cf"; Refused for anything else."""
    text = colour.strip().lower().removeprefix("#")
    if re.fullmatch(r"[0-9a-f]{3}", text):
        text = "".join(letter * 2 for letter in text)
    if not re.fullmatch(r"[0-9a-f]{6}", text):
        raise Refused(
            f"“{colour}” is not a colour that can be read. Give it as # and six figures or letters from a to f, like #1d4f5f.",
            rule="settings.colour-readable",
        )
    return int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16)


def to_hex(rgb: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*rgb)


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    parts = [value / 255 for value in parse(colour)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """`share` (0 to 1) of the other colour in the first."""
    return to_hex(
        tuple(round(a + (b - a) * share) for a, b in zip(parse(colour), parse(other), strict=True))  # type: ignore[arg-type]
    )


def readable_on(colour: str, ground: str = "#ffffff") -> str:
    """The colour, or the nearest darker shade of it, that can be read on a light ground (and a white text on it)."""
    for step in range(101):
        shade = mix(colour, "#000000", step / 100)
        if contrast(shade, ground) >= TEXT_CONTRAST:
            break
    return shade

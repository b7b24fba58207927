"""A council's two colours: what may be chosen, and every shade that is worked out from them. Pure.

The measure of contrast is that of WCAG 2.2: relative luminance, success criteria 1.4.3 (text, 4.5 to 1) and 1.4.11
(parts of the interface, 3 to 1).
"""

from __future__ import annotations

import hashlib
import re

from sightline.ground.lib.errors import Refused

DEFAULT_MAIN, DEFAULT_ACCENT = "#1d4f5f", "#8a5a00"
TEXT_CONTRAST = 4.5
WHITE, INK = "#ffffff", "#0b0c0c"

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


def check_colour(colour: str, *, name: str = "main colour", field: str = "") -> None:
    """Refused unless white text on the colour, and the colour on white, can be read: at least 4.5 to 1."""
    found = contrast(colour, WHITE)
    if found < TEXT_CONTRAST:
        raise Refused(
            f"The {name} {colour} is too light: white text on it has a contrast of {found:.1f} to 1, and at least "
            f"4.5 to 1 is needed for everybody to read it. {darker_enough(colour)} is the nearest shade that will do.",
            rule="settings.colour-contrast",
            field=field,
        )


def darker_enough(colour: str) -> str:
    """The nearest darker shade of a colour that white text can be read on."""
    return next(
        shade
        for step in range(101)
        if contrast(shade := mix(colour, "#000000", step / 100), WHITE) >= TEXT_CONTRAST
    )


def palette(main: str, accent: str) -> dict[str, str]:
    """Custom property -> colour. Names that begin `govuk-` replace those of GOV.UK Frontend.

    Text colours are darkened until they can be read on the palest tint of the main colour as well as on white.
    """
    surface = mix(main, WHITE, 0.95)
    return {
        "sl-main": main,
        "sl-main-dark": mix(main, "#000000", 0.3),
        "sl-main-tint": mix(main, WHITE, 0.88),
        "sl-main-pale": surface,
        "sl-main-line": mix(main, WHITE, 0.7),
        "sl-accent": accent,
        "sl-accent-tint": mix(accent, WHITE, 0.88),
        "sl-accent-bright": mix(accent, WHITE, 0.45),
        "govuk-brand-colour": main,
        "govuk-link-colour": _readable_on(main, surface),
        "govuk-link-hover-colour": mix(main, "#000000", 0.45),
        "govuk-surface-background-colour": surface,
        "govuk-surface-border-colour": mix(main, WHITE, 0.7),
        "govuk-template-background-colour": surface,
    }


def _readable_on(colour: str, ground: str) -> str:
    return next(
        shade
        for step in range(101)
        if contrast(shade := mix(colour, "#000000", step / 100), ground) >= TEXT_CONTRAST
    )


def style_sheet(main: str, accent: str) -> str:
    """The style sheet that gives pages the council's colours. A saved colour that cannot be read falls back to ours."""
    try:
        named = palette(main, accent)
    except Refused:
        named = palette(DEFAULT_MAIN, DEFAULT_ACCENT)
    return ":root{" + "".join(f"--{name}:{colour};" for name, colour in named.items()) + "}\n"


def style_version(main: str, accent: str) -> str:
    """Eight letters that change when the colours, or what is worked out from them, change."""
    return hashlib.sha256(style_sheet(main, accent).encode()).hexdigest()[:8]

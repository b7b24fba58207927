"""The council's two colours as every shade that pages use. Pure. Which may be chosen is a rule of governance."""

from __future__ import annotations

import hashlib

from sightline.ground.lib.colours import mix, readable_on
from sightline.ground.lib.errors import Refused

DEFAULT_MAIN, DEFAULT_ACCENT = "#1d4f5f", "#8a5a00"
WHITE, BLACK = "#ffffff", "#000000"


def palette(main: str, accent: str) -> dict[str, str]:
    """Custom property -> colour. Names that begin `govuk-` replace those of GOV.UK Frontend.

    Links are darkened until they can be read on the tints of the main colour as well as on white.
    """
    surface, tint = mix(main, WHITE, 0.95), mix(main, WHITE, 0.88)
    return {
        "sl-main": main,
        "sl-main-dark": mix(main, BLACK, 0.3),
        "sl-main-tint": tint,
        "sl-main-pale": surface,
        "sl-main-line": mix(main, WHITE, 0.7),
        "sl-accent": accent,
        "sl-accent-tint": mix(accent, WHITE, 0.88),
        "sl-accent-bright": mix(accent, WHITE, 0.45),
        "govuk-brand-colour": main,
        "govuk-link-colour": readable_on(main, tint),
        "govuk-link-hover-colour": readable_on(mix(main, BLACK, 0.45), tint),
        "govuk-surface-background-colour": surface,
        "govuk-surface-border-colour": mix(main, WHITE, 0.7),
        "govuk-template-background-colour": surface,
    }


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

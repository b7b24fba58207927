"""Which parts of a saved web page belong to the site and not to its paper, and which the browser does not show."""

from __future__ import annotations

import re
from typing import Any

SITE_TAGS = {"nav", "header", "footer"}
SITE_ROLES = {"navigation", "banner", "contentinfo", "search", "menu", "menubar", "dialog", "alertdialog"}
PAPER_TAGS = {"main", "article"}
PAPER_NAMES = {"mgcontent", "content", "main-content", "maincontent", "main"}
SITE_NAMES = re.compile(
    r"(?:^|[-_])(?:cookies?|consent|breadcrumbs?|skip(?:links?|nav|to)?|nav(?:bar|igation)?|menu|sidebar|social|share(?:this)?"
    r"|siteheader|sitefooter|footer|banner|masthead|search(?:box|form)?|toolbar|backtotop|mgactionlist|mgfooter|mgnavbar"
    r"|mgquicklinks|mgsidebar|mgbreadcrumbs?)(?:$|[-_])",
    re.IGNORECASE,
)
HIDDEN_NAMES = {
    "mghide", "hidden", "visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text", "screenreader", "hide",
    "govuk-visually-hidden", "element-invisible", "offscreen", "d-none", "noscreen", "accessibility",
}  # fmt: skip
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
BOLD_NAMES = {"mgaititletxt", "mgsubitemtitletxt"}
LONGEST_NAMED = 3_000  # letters of a part that is known by its name alone; a longer one must consist of links
FEWEST_LINKED = 0.5
LONGEST_HIDDEN = (
    200  # letters of a hidden part that is taken for a label; a longer one is a part that opens on a click
)


def names_of(element: Any) -> set[str]:
    """The id and classes of an element, in lower case."""
    return set(f"{element.get('id') or ''} {element.get('class') or ''}".lower().split())


def is_hidden(element: Any) -> bool:
    """Whether a browser shows nothing of an element."""
    if element.get("hidden") is not None or HIDDEN_STYLE.search(element.get("style") or ""):
        return True
    return bool(element.get("class")) and not HIDDEN_NAMES.isdisjoint(names_of(element))


def is_site(element: Any, tag: str) -> bool:
    """Whether an element is furniture of the site: a menu, a banner, bread crumbs, a cookie notice, a footer."""
    if tag in PAPER_TAGS or not PAPER_NAMES.isdisjoint(names_of(element)):
        return False
    if tag == "nav" or (element.get("role") or "").lower() in SITE_ROLES or tag in SITE_TAGS:
        return tag not in ("header", "footer") or not _within_paper(element)
    named = any(SITE_NAMES.search(name) for name in names_of(element))
    if not named:
        return False
    letters, linked = _letters(element), sum(_letters(link) for link in element.iter("a"))
    return (
        letters == 0
        or linked >= FEWEST_LINKED * letters
        or (letters <= LONGEST_NAMED and not _holds_paper(element))
    )


def is_bold(element: Any, tag: str) -> bool:
    """Whether an element prints its text bold."""
    if tag in ("b", "strong", "th"):
        return True
    if BOLD_STYLE.search(element.get("style") or ""):
        return True
    return bool(element.get("class")) and not BOLD_NAMES.isdisjoint(names_of(element))


def _within_paper(element: Any) -> bool:
    return any(
        parent.tag in PAPER_TAGS or not PAPER_NAMES.isdisjoint(names_of(parent))
        for parent in element.iterancestors()
    )


def _holds_paper(element: Any) -> bool:
    """Whether the paper itself lies inside: a wrapper whose name happens to sound like a part of the site."""
    return any(
        part.tag in ("main", "article", "h1") or not {"mgcontent", "mgitemtable"}.isdisjoint(names_of(part))
        for part in element.iter("main", "article", "h1", "div", "table")
    )


def _letters(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext())

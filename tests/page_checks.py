"""What must hold for every page that is fetched in any test.

Valid HTML; one h1; a title that begins with the h1's words, after "Error: " where the form has errors; unique ids that
every reference finds; a label on every field; no script, style or handler in the page itself.
"""

import re
import warnings
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

with warnings.catch_warnings():
    warnings.simplefilter(
        "ignore"
    )  # html5lib 1.1 is the last release and imports what newer packages deprecate
    import html5lib

UNLABELLED_TYPES = {"hidden", "submit", "button", "reset", "image"}
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers")
ADDRESSES = ("href", "src", "action", "formaction")
DATA_SCRIPTS = {"application/json", "application/ld+json"}


def check_response(response: Any) -> None:
    """Fail with every fault of the page, if the response is one."""
    if not response.get("Content-Type", "").startswith("text/html") or getattr(response, "streaming", False):
        return
    if response.status_code in (301, 302, 303, 304, 307, 308) or not response.content:
        return
    found = page_faults(response.content.decode(response.charset))
    address = response.wsgi_request.get_full_path() if hasattr(response, "wsgi_request") else "The page"
    assert not found, f"{address} (status {response.status_code}):\n" + "\n".join(
        f"- {fault}" for fault in found
    )


@lru_cache(maxsize=256)
def page_faults(html: str) -> tuple[str, ...]:
    """Every fault of a page, in sentences."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    page = parser.parse(html)
    checks = (_heading_and_title, _ids, _labels, _nothing_inline)
    return (*_invalid(parser, html), *(fault for check in checks for fault in check(page)))


def _invalid(parser: Any, html: str) -> Iterator[str]:
    lines = html.splitlines() or [""]
    for (line, _column), code, values in parser.errors:
        sentence = html5lib.constants.E.get(code, code) % values
        yield f"not valid HTML, line {line}: {sentence} Near: {lines[min(line, len(lines)) - 1].strip()[:120]}"


def _heading_and_title(page: Element) -> Iterator[str]:
    headings = list(page.iter("h1"))
    if len(headings) != 1:
        yield f"there are {len(headings)} h1 headings instead of one"
        return
    heading, title = _words(headings[0]), _words(page.find("head/title"))
    if not heading:
        yield "the h1 is empty"
    if not title.removeprefix("Error: ").startswith(heading):
        yield f"the title “{title}” does not begin with the h1 “{heading}”"


def _words(element: Element | None) -> str:
    """The words of an element in one line; a caption inside a heading is not part of it."""
    if element is None:
        return ""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if "caption" not in child.get("class", ""):
            yield from _texts(child)
        yield child.tail or ""


def _ids(page: Element) -> Iterator[str]:
    ids = Counter(element.get("id") for element in page.iter() if element.get("id") is not None)
    for name, count in ids.items():
        if count > 1:
            yield f"the id “{name}” stands {count} times"
        if not name or re.search(r"\s", name):
            yield f"the id “{name}” is empty or holds a space"
    for element in page.iter():
        for attribute in REFERENCES:
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    yield f"{_tag(element)} has {attribute}=“{name}”, which is no id on the page"


def _labels(page: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in page.iter("label")}
    within = {field for label in page.iter("label") for field in label.iter()}
    for field in (*page.iter("input"), *page.iter("select"), *page.iter("textarea")):
        if field.get("type") in UNLABELLED_TYPES or field in within:
            continue
        if not (
            field.get("aria-label") or field.get("aria-labelledby") or field.get("id") in labelled - {None}
        ):
            yield f"{_tag(field)} named “{field.get('name')}” has no label"


def _nothing_inline(page: Element) -> Iterator[str]:
    if any(True for _ in page.iter("style")):
        yield "there is a style element; style sheets are files"
    for script in page.iter("script"):
        if not script.get("src") and script.get("type") not in DATA_SCRIPTS:
            yield f"there is an inline script: {(script.text or '').strip()[:80]}"
    for element in page.iter():
        for name, value in element.attrib.items():
            if name == "style" or re.fullmatch(r"on[a-z]+", str(name)):
                yield f"{_tag(element)} has the inline attribute {name}"
            if name in ADDRESSES and value.strip().lower().startswith("javascript:"):
                yield f"{_tag(element)} has a {name} that is a script"


def _tag(element: Element) -> str:
    return f"<{element.tag}>"

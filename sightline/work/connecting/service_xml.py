"""The XML that a committee system answers, opened with care: no document types, no entities of its own, limits of size.

Some installations put the HTML of minutes into their XML without escaping it, so that the whole is no XML. Such HTML is wrapped and
the answer is opened once more; what is still no XML is refused.
"""

from __future__ import annotations

import codecs
import html
import re
from html.entities import name2codepoint

from lxml import etree

from sightline.ground.lib.errors import Unreadable

LARGEST = (
    8 * 1024 * 1024
)  # bytes of one answer; that of a long meeting with all its minutes is under one million
MOST_SIGNS = 200_000  # “&” in an answer that is mended
HTML_FIELDS = (
    "minutesnonemptyhtmlbody", "minuteshtmlbody", "decisionnonemptyhtmlbody", "decisionhtmlbody", "agendatext",
)  # fmt: skip
_BYTE_ORDER = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"^\s{0,100}<\?xml[^>]{0,200}?encoding\s{0,5}=\s{0,5}[\"']([\w.-]{1,40})[\"']")
_DECLARATION = re.compile(r"^<\?xml[^>]{0,300}\?>")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_LONE = re.compile(r"&(?!(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)")
_XMLS_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def open_answer(content: bytes) -> etree._Element:
    """The root of an answer. Raises Unreadable for what is too large, holds a document type, or is no XML at all."""
    if len(content) > LARGEST:
        raise Unreadable(f"The answer is larger than {LARGEST // (1024 * 1024)} MB. Nothing of it was read.")
    text = _NOT_XML.sub(" ", _decoded(content))
    _check_no_document_type(text)
    try:
        return _parsed(text)
    except etree.XMLSyntaxError:
        pass
    try:
        return _parsed(_mended(text) if text.count("&") <= MOST_SIGNS else text)
    except etree.XMLSyntaxError as error:
        raise Unreadable(
            "The answer is not the XML that a committee system gives. Nothing of it was read."
        ) from error


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace, in small letters; "" for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _decoded(content: bytes) -> str:
    """The text by its byte order mark, as declared, or UTF-8; letters that are damaged become the sign for that."""
    named = next((name for mark, name in _BYTE_ORDER if content.startswith(mark)), None)
    if named is None:
        declared = _DECLARED.match(content[:400])
        named = declared[1].decode("ascii") if declared else "utf-8"
    try:
        text = content.decode(named)
    except (LookupError, UnicodeDecodeError):
        text = content.decode("utf-8", "replace")
    return _DECLARATION.sub("", text.lstrip("\ufeff \t\r\n"), count=1)


def _check_no_document_type(text: str) -> None:
    """Raise Unreadable where anything but blanks, comments and instructions stands before the root element."""
    place = 0
    while True:
        rest = text[place : place + 2_000]
        place += len(rest) - len(rest.lstrip())
        if text.startswith("<!--", place):
            end = text.find("-->", place)
            place = end + 3 if end >= 0 else len(text)
        elif text.startswith("<?", place):
            end = text.find("?>", place)
            place = end + 2 if end >= 0 else len(text)
        elif not rest.strip() and rest:
            continue
        else:
            break
    if text.startswith("<!", place):
        raise Unreadable(
            "The answer brings a document type of its own, which no committee system needs. It was refused before it was read."
        )


def _parsed(text: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("The answer brings a document type of its own. It was refused.")
    return root


def _mended(text: str) -> str:
    """The same answer with HTML that was not escaped wrapped whole, and with the named signs of HTML written out."""
    for field in HTML_FIELDS:
        text = _wrapped(text, field)
    parts = re.split(r"(<!\[CDATA\[|\]\]>)", text)
    inside, mended = False, []
    for part in parts:
        if part in ("<![CDATA[", "]]>"):
            inside = part != "]]>"
        elif not inside:
            part = _NAMED.sub(_sign, _LONE.sub("&amp;", part))
        mended.append(part)
    return "".join(mended)


def _wrapped(text: str, field: str) -> str:
    lower, parts, place = text.lower(), [], 0
    if len(lower) != len(text):  # letters that change their number when made small: leave it as it is
        return text
    opening, closing = f"<{field}>", f"</{field}>"
    while (start := lower.find(opening, place)) >= 0:
        start += len(opening)
        end = lower.find(closing, start)
        if end < 0:
            break
        body = text[start:end]
        parts.append(text[place:start])
        parts.append(body if not _is_html(body) else f"<![CDATA[{body.replace(']]>', ']] >')}]]>")
        place = end
    return "".join([*parts, text[place:]])


def _is_html(body: str) -> bool:
    return "<" in body and not body.lstrip().startswith("<![CDATA[")


def _sign(found: re.Match[str]) -> str:
    name = found[1]
    if name in _XMLS_OWN:
        return found[0]
    point = name2codepoint.get(name)
    return chr(point) if point is not None else html.escape(found[0])

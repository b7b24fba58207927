"""Appendices: the list that a report prints, or what its text names; and every reference in the text as printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sightline.work.imports.reading.reports.account import Account
from sightline.work.imports.reading.reports.pieces import Piece, bare_number

_WORD = r"(?:appendix|annexe?|attachment|enclosure|schedule)"
_REF = (
    r"(?:\d{1,2}(?:\.\d{1,2})?[a-zA-Z]?(?:\s?\([a-zA-Z0-9]{1,3}\))?"
    r"|[A-Z]{1,2}\d{0,2}(?:\([a-zA-Z0-9]{1,3}\))?|[a-z](?:\([a-z0-9]{1,3}\))?|[IVX]{1,5}"
    r"|[ivx]{1,4}|\([a-zA-Z0-9]{1,3}\)|one|two|three|four|five|six)"
)
_ENTRY = re.compile(
    rf"^(?P<word>{_WORD})\s*(?:no\.?\s*)?(?P<ref>{_REF})(?![\w’'])\s*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
_SEVERAL = re.compile(rf"\s+(?={_WORD}\s+{_REF}\s*(?:[:\-–—=]|\())", re.IGNORECASE)
REFERENCE = re.compile(
    rf"\b(?P<word>{_WORD})\s+(?P<ref>(?:\d{{1,2}}(?:\.\d{{1,2}})?[a-zA-Z]?(?:\s?\([a-z0-9]{{1,3}}\))?"
    rf"|[A-Za-z]\d{{0,2}}(?:\([a-z0-9]{{1,3}}\))?|[IVX]{{1,5}}))(?![\w’'])",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"\b(?:appendices|annexe?s|attachments|enclosures|appendixes)\s+(?P<list>(?:\d{1,2}[a-z]?(?:\([a-z0-9]\))?"
    r"|[A-Z])(?:\s*(?:,|,?\s+and|&|to|-|–|through)\s*(?:\d{1,2}[a-z]?(?:\([a-z0-9]\))?|[A-Z]))+)(?!\w)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"^\s+(?:of|to|in)\s+(?:the|its|their|that|ofsted)\s+(?!report\b|this\b"
    r"|council's plan)[\w' ]{0,40}\b(?:constitution|guidance|code|act|regulations|agreement"
    r"|strategy|report by|inspection report|handbook|letter|minutes)",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"^(?:none|nil|n/?a|not applicable|no(?:ne)? appendices.{0,40}|there (?:are"
    r"|is) no(?:ne)?\b.{0,60}|no appendix.{0,30})\.?$",
    re.IGNORECASE,
)
_TO_FOLLOW = re.compile(
    r"^[\s\-–—:(]*(?:to follow|to be (?:tabled|circulated|added)|tabled)[).\s]*$", re.IGNORECASE
)
_COLUMN = re.compile(
    r"^(?:appendix|appendices|ref(?:erence)?|no\.?|number|letter|title|description|name"
    r"|document|annex|appendix (?:no|number|letter|title)|name of appendix"
    r"|list of appendices)\.?$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    rf"^(?P<title>.{{3,160}}?)\s*[(\[]\s*(?:see |attached (?:at|as) "
    rf"|at )?(?P<word>{_WORD})\s+(?P<ref>{_REF})\s*[)\]]\s*[.;,]?(?:\s*and)?$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\b(append(?:ix|ices)|annexe?s?|and|to) ['‘“\"]([A-Z]|\d{1,2})['’”\"]", re.IGNORECASE)
_CUE = re.compile(r"append|annex|attachment|enclosure", re.IGNORECASE)
_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
MOST_TITLE_WORDS = 30


@dataclass(slots=True)
class Appendix:
    """ref as printed without the word "Appendix"; None where the list prints only titles."""

    ref: str | None
    title: str | None
    pieces: list[Piece]
    note: str | None = None


def read_list(pieces: list[Piece], account: Account) -> list[Appendix] | None:
    """The appendices in the pieces below a heading of that name; [] where it says that there are none; None where it is empty."""
    found: list[Appendix] = []
    stated = False
    for piece in pieces:
        if piece.cells:
            stated = _row(piece, found) or stated
            continue
        for part in _SEVERAL.split(piece.words()):
            part = part.strip()
            if _NONE.match(part) and not found:
                stated = True
            elif part:
                _entry(part, piece, found, account)
    return found if found or stated else None


def _entry(part: str, piece: Piece, found: list[Appendix], account: Account) -> None:
    entry = _ENTRY.match(part)
    if entry and _is_label(entry["rest"]):
        title, note = _title(entry["rest"])
        found.append(Appendix(_ref(entry["ref"]), title, [piece], note))
        return
    bracketed = _BRACKETED.match(part)
    if bracketed and len(bracketed["title"].split()) <= MOST_TITLE_WORDS:
        found.append(Appendix(_ref(bracketed["ref"]), _clean(bracketed["title"]), [piece]))
        return
    named = _refs_of(part)
    if named:
        known = {plain_ref(one.ref) for one in found}
        found += [Appendix(ref, None, [piece]) for ref in named if plain_ref(ref) not in known]
        return
    last = found[-1] if found else None
    letter = re.match(rf"^(?P<ref>{_REF})\s*[:\-–—]\s+(?P<title>\S.*)$", part)
    if letter and not piece.marker:
        found.append(Appendix(letter["ref"], _clean(letter["title"]), [piece]))
    elif last is not None and last.title is None and last.note is None and not piece.marker:
        last.title = _clean(part)
        last.pieces.append(piece)
    elif piece.marker and len(part.split()) <= MOST_TITLE_WORDS and not piece.marker.count("."):
        found.append(Appendix(bare_number(piece.marker), _clean(part), [piece]))
    elif piece.marker and len(part.split()) <= MOST_TITLE_WORDS and not part.endswith(":"):
        number = bare_number(piece.marker)
        is_paragraph = bool(number and "." in number)
        found.append(Appendix(None if is_paragraph else number, _clean(part), [piece]))
    elif part[:1].islower() and last is not None and last.title:
        last.title = _clean(f"{last.title} {part}")
        last.pieces.append(piece)
    elif re.match(r"^(?:the following|attached|list of|appendices)\b.*:$", part, re.IGNORECASE):
        pass
    elif len(part.split()) <= 16 and not re.search(r"\b(?:is|are|was|were|will|has|have)\b", part):
        found.append(Appendix(None, _clean(part), [piece]))
    else:
        account.aside(piece, "It stands in the list of appendices and names none.")


def _is_label(rest: str) -> bool:
    """Whether what follows "Appendix A" is a title, not the rest of a sentence."""
    if not rest or re.match(r"^[:\-–—=|.,(“\"‘']", rest) or _TO_FOLLOW.match(rest):
        return True
    return rest[:1].isupper() or not re.match(
        r"^(?:is|are|was|will|shows?|sets?|contains?|provides?|of|to|gives?|and|outlines?|details?"
        r"|which|includes?|attached|summarises?|presents?)\b",
        rest,
    )


def _row(piece: Piece, found: list[Appendix]) -> bool:
    """A row of a table of appendices. Answers whether the row says that there are none."""
    cells = [" ".join(cell.split()) for cell in piece.cells]
    if all(_COLUMN.match(cell) for cell in cells):
        return False
    entry = _ENTRY.match(cells[0])
    title, note = _title(cells[1])
    if _NONE.match(cells[-1]):
        return True
    if entry and not entry["rest"]:
        found.append(Appendix(_ref(entry["ref"]), title, [piece], note))
    elif re.fullmatch(_REF + r"\.?", cells[0]):
        found.append(Appendix(cells[0].strip("."), title, [piece], note))
    else:
        found.append(Appendix(bare_number(piece.marker), _clean(cells[0]), [piece]))
    return False


def _title(rest: str) -> tuple[str | None, str | None]:
    """(title, note): "to follow" alone is no title."""
    if _TO_FOLLOW.match(rest):
        return None, _clean(rest.strip(" -–—:()"))
    return _clean(rest), None


def _clean(text: str) -> str | None:
    text = re.sub(r"^(?:[\s:=|.,]|[-–—](?=\s|\w))+", "", text).strip()
    text = re.sub(r"^(?:is|as) (?=the\b)", "", text) if text.startswith(("is the ", "as the ")) else text
    if text.endswith((".", ";", ",")):
        text = text[:-1].rstrip()
    if len(text) > 1 and text[0] in "“\"‘'" and text[-1] in "”\"’'":
        text = text[1:-1]
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1]
    return text or None


def _ref(printed: str) -> str:
    ref = printed.strip()
    if ref.startswith("(") and ref.endswith(")"):
        ref = ref[1:-1]
    return _NUMBERS.get(ref.casefold(), re.sub(r"\s+", "", ref))


def plain_ref(ref: str | None) -> str:
    return re.sub(r"[\s()]", "", ref or "").casefold()


def _refs_of(text: str) -> list[str]:
    """The references in a sentence: "Appendix 1 ... Appendices 2 and 3 ... Appendices A to C" in the order printed."""
    text = _QUOTED.sub(r"\g<1> \g<2>", text)
    found: list[tuple[int, str]] = [
        (match.start(), _ref(match["ref"])) for match in REFERENCE.finditer(text) if _is_own(text, match)
    ]
    for match in _PLURAL.finditer(text):
        found += [(match.start() + place, ref) for place, ref in enumerate(_spread(match["list"]))]
    return list(dict.fromkeys(ref for _, ref in sorted(found)))


def _is_own(text: str, match: re.Match[str]) -> bool:
    """Whether a reference is to an appendix of this report: a number or a letter, not a word, and not another paper's."""
    ref = match["ref"]
    if match["word"].casefold() in ("schedule", "attachment", "enclosure") and not (
        ref[0].isdigit() or ref[0].isupper()
    ):
        return False
    if match["word"].casefold() == "schedule":
        return False
    if (
        ref in ("a", "I")
        and re.match(r"\s+\w+", text[match.end() :])
        and ref == "a"
        and re.match(
            r"\s+(?!and\b|or\b|to\b|of\b|which\b|sets\b|shows\b|is\b|for\b)[a-z]", text[match.end() :]
        )
    ):
        return False
    return not _OTHERS.match(text[match.end() :])


def _spread(printed: str) -> list[str]:
    """ "A to C" as A, B, C; "1, 2 and 4" as 1, 2, 4."""
    parts = re.split(r"\s*(,?\s+and\b|,|&|\bto\b|\bthrough\b|-|–)\s*", printed)
    refs = [parts[0]]
    for joint, ref in zip(parts[1::2], parts[2::2], strict=False):
        if joint.strip() in ("to", "-", "–", "through"):
            first, last = refs[-1], ref
            if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) < 20:
                refs += [str(number) for number in range(int(first) + 1, int(last))]
            elif len(first) == len(last) == 1 and first.isalpha() and 0 < ord(last) - ord(first) < 20:
                refs += [chr(letter) for letter in range(ord(first) + 1, ord(last))]
        refs.append(ref)
    return [ref for ref in refs if ref]


def from_text(pieces: Iterable[Piece]) -> list[Appendix]:
    """The appendices that a paper without a list names in its text, in the order of their first mention."""
    found: dict[str, Appendix] = {}
    for piece in pieces:
        text = piece.text
        if "ppend" not in text and "nnex" not in text and "PPEND" not in text:
            continue
        entry = _ENTRY.match(text)
        if entry and len(text.split()) <= MOST_TITLE_WORDS and re.match(r"\s*[:–—-]", entry["rest"]):
            ref, (title, note) = _ref(entry["ref"]), _title(entry["rest"])
            known = found.setdefault(plain_ref(ref), Appendix(ref, None, [piece], note))
            known.title = known.title or title
            continue
        bracketed = _BRACKETED.match(text) if piece.marker and len(text.split()) <= MOST_TITLE_WORDS else None
        if bracketed:
            ref = _ref(bracketed["ref"])
            known = found.setdefault(plain_ref(ref), Appendix(ref, None, [piece]))
            known.title = known.title or _clean(bracketed["title"])
            continue
        for ref in _refs_of(text):
            found.setdefault(plain_ref(ref), Appendix(ref, None, [piece]))
    return list(found.values())


def references(pieces: Iterable[Piece]) -> list[tuple[str, Piece]]:
    """Every reference in the text as printed ("appendix a", "Appendix 7a"), each wording once, with where it first stands."""
    found: dict[str, tuple[str, Piece]] = {}
    for piece in pieces:
        if not _CUE.search(piece.text):
            continue
        for match in REFERENCE.finditer(piece.text):
            if _is_own(piece.text, match):
                found.setdefault(match.group().casefold(), (match.group(), piece))
        for match in _PLURAL.finditer(piece.text):
            found.setdefault(match.group().casefold(), (match.group(), piece))
    return list(found.values())

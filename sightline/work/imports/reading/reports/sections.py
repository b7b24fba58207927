"""A report cut into its parts: under which heading each piece stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from sightline.work.imports.reading.markers import split_marker
from sightline.work.imports.reading.memory import Memory
from sightline.work.imports.reading.reports.headings import CONSIDERED, Context, Head, head_of, looks_strong
from sightline.work.imports.reading.reports.label_words import label_of
from sightline.work.imports.reading.reports.labels import (
    MOST_HEAD_PIECES,
    is_body_line,
    is_date_line,
    labels_of,
)
from sightline.work.imports.reading.reports.pieces import Piece, bare_number
from sightline.work.imports.reading.reports.recommendations import is_lead
from sightline.work.imports.reading.reports.vocabulary import plain, section_of, topics_of

HEAD_FACTS = frozenset({"report_to", "report_of", "relevant_officer", "date_of_meeting", "title"})
STARTS = frozenset({"purpose", "summary", "recommendations", "reasons", "alternatives"})
LATE_LABELS = frozenset(
    {"contact", "wards", "author", "exempt", "key_decision", "relevant_cabinet_member", "relevant_officer"}
)
_FIRST_BACKGROUND = re.compile(r"^(?:the )?(?:background|introduction|context|key information|main )")
_DECIMAL = re.compile(r"^(\d{1,2})\.\d{1,2}[a-z]?$")
ASKS = re.compile(
    r"^(?:that (?:the )?(?:[\w'’-]+ ){0,6}?(?:committee|cabinet|board|panel|executive|council"
    r"|members|report|contents?|plan|update|progress)\b|it is recommended (?:that|to)\b"
    r"|(?:the )?(?:[\w'’-]+ ){0,6}?(?:committee|cabinet|board|panel|executive|council"
    r"|members) (?:is|are) (?:asked|recommended|invited|requested)\b)",
    re.IGNORECASE,
)
_DETAIL = re.compile(
    r"^(?:(?:tel(?:ephone)?|phone|e-?mail|job title|title|mobile|fax|ext)\b.{0,80}"
    r"|(?:position|post|name|department|service|directorate)\s*:.{0,90}|\(?0\d[\d ()]{7,}.{0,60}|\S+@\S+)$",
    re.IGNORECASE,
)
_IS_POST = re.compile(r"\b(?:director|head|chief|officer|manager|lead|secretary)\b", re.IGNORECASE)
_POST = re.compile(
    r"^(?:[A-Z][\w'’&-]+ ){0,5}(?:Director|Head|Chief|Officer|Manager|Lead|Secretary)\b[^.;:]{0,90}$"
)
_NAME = re.compile(r"^[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){1,2}$")
# Rows of boxes that stand between the parts of a report: questions about the decision, who signed it off, whom to ask.
_SIGN_OFF = re.compile(
    r"^(?:(?:the |is (?:this|it) a )?(?:key )?decision\b.{0,20}(?:-|\u2013|:|\bis it\b)|is it (?:also )?signed off\b"
    r"|(?:date )?signed off by\b|cabinet member portfolio\b|contact:?\s+[A-Z]|public or private\b)",
    re.IGNORECASE,
)
_OF_A_FORM = re.compile(
    r"^(?:please include a glossary\b|dated?:? (?:\w+ )?\d{1,2}\b.{0,30}$)", re.IGNORECASE
)
TOLD_BY_WORDS = ", and its first words say which"
_SPOKEN_OF = re.compile(
    r"^(?:there (?:are|is) |the |this report has |no |any |as this )[^.:;]{0,60}?\b(?P<topic>financial|legal|equalit(?:y|ies)"
    r"|sustainability|human resources?|risk|environmental) (?:or other )?(?:implications?|considerations?|impacts?)\b",
    re.IGNORECASE,
)
LOST = "no heading is printed here; the numbering shows that a part begins"
NO_HEADING = "no heading is printed; the words ask for a decision"


@dataclass(slots=True)
class Section:
    """keys  what it is (several for "Legal and financial implications"); heading  as printed, None where it is lost."""

    keys: tuple[str, ...]
    heading: str | None
    why: str
    start: Piece | None
    pieces: list[Piece] = field(default_factory=list)
    marker: str = ""


@dataclass(slots=True)
class Parts:
    """The sections in the order printed, and the labels of the head that stand elsewhere in the paper."""

    sections: list[Section] = field(default_factory=list)
    labels: dict[str, list[tuple[str, list[Piece]]]] = field(default_factory=dict)

    def of(self, key: str) -> list[Section]:
        return [section for section in self.sections if key in section.keys]


def parts_of_head(pieces: list[Piece], memory: Memory) -> list[Piece]:
    """Rows and lines of the head that are parts of the report all the same ("Appendices | A - Plan")."""
    return [
        piece
        for piece in pieces
        if not labels_of(piece, in_head=True)
        and (head := head_of(piece, Context(), memory))
        and head.rest
        and head.keys != ("other",)
    ]


def head_end(pieces: list[Piece], memory: Memory) -> int:
    """How many pieces belong to the head: up to the first heading of a part, or the first paragraph that argues."""
    for place, piece in enumerate(pieces[:MOST_HEAD_PIECES]):
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        head = head_of(piece, Context(following=following), memory)
        taught = head is not None and head.why.startswith("this council")
        if head and (taught or _is_start(head, piece)) and not (head.rest and _head_goes_on(pieces, place)):
            if not taught and _is_title(head, pieces, place, memory):
                continue
            return place
        if labels_of(piece, in_head=True):
            continue
        text = piece.text
        own = re.fullmatch(r"(\d{1,2})(?:\.0|[.)])?", piece.marker)
        if own and following is not None and following.marker.startswith(f"{own[1]}."):
            return place  # a heading in words that are not known, with its first paragraph below it
        if is_lead(text) and text.endswith((":", "-", "–")) and len(text.split()) > 2:
            return place
        if ASKS.match(text) and len(text.split()) > 7:
            return place
        if (
            piece.marker
            and not piece.cells
            and (len(text.split()) >= 12 or (text.endswith(".") and len(text.split()) >= 5))
        ):
            return place
        if len(text.split()) >= 32 and not piece.cells:
            return place
    return min(len(pieces), MOST_HEAD_PIECES)


def _is_title(head: Head, pieces: list[Piece], place: int, memory: Memory) -> bool:
    """A line in a heading's words over which no other title stands, and with the true first heading right below it."""
    if head.keys[0] != "background" or head.rest or pieces[place].marker or place + 2 >= len(pieces):
        return False
    if any(_may_be_title(piece) for piece in pieces[:place]):
        return False
    below = head_of(pieces[place + 1], Context(following=pieces[place + 2]), memory)
    return below is not None and not below.rest and _is_start(below, pieces[place + 1])


def _may_be_title(piece: Piece) -> bool:
    """Whether a piece of the head is a title, or a line without a label that could be one."""
    labels = labels_of(piece, in_head=True)
    return any(key == "title" for key, _ in labels) or (
        not labels
        and len(piece.text.split()) >= 2
        and not is_date_line(piece.text)
        and not is_body_line(piece.text)
    )


def _head_goes_on(pieces: list[Piece], place: int) -> bool:
    """Whether labels of the head follow a part that stands among them ("Purpose: For decision", "Date: ...", "Title: ...")."""
    near = pieces[place + 1 : place + 8]
    return any(
        key in HEAD_FACTS and value and (piece.cells or ":" in piece.text)
        for piece in near
        for key, value in labels_of(piece, in_head=True)
    )


def _is_start(head: Head, piece: Piece) -> bool:
    if head.keys[0] in STARTS:
        return not (piece.cells and label_of(plain(piece.cells[0])))
    if head.keys[0] == "background":
        return bool(_FIRST_BACKGROUND.match(plain(head.printed)))
    if head.keys[0] in ("implications", "background_papers", "appendices"):
        return not piece.cells and not head.rest
    return head.keys[0] in CONSIDERED and (
        (
            bool(re.search(r"implication|consideration|comments", head.printed, re.IGNORECASE))
            and not piece.text.isupper()
        )
        or bool(piece.marker)
    )


def sections_of(pieces: list[Piece], answered: set[int], memory: Memory, title: str = "") -> Parts:
    """Cut the pieces behind the head into parts.

    answered  the places of pieces that are questions with their answers
    title     the report's title in its plain form: where it is printed again a part ends
    """
    parts = Parts()
    current = Section((), None, "", None)
    has_recommendations = _has_recommendations(pieces, memory)
    plain_number = 0
    considered = False
    for place, piece in enumerate(pieces):
        if piece.index in answered:
            continue
        following = _next(pieces, place, answered)
        now = current.keys[0] if current.keys else ""
        before = current.pieces[-1] if current.pieces else None
        context = Context(
            now or "start", before, following, current.marker, considered, "before the colon" in current.why
        )
        taught = head_of(piece, context, memory) if memory.headings else None
        if not (taught and taught.why.startswith("this council")):
            label = _late_label(piece, following, now)
            if label:
                _keep_label(label, piece, parts)
                key = label[0][0] if not label[0][1] else "kept"
                current = Section((f"label:{key}",), piece.text, "a label", piece)
                current.pieces += [piece] if key == "kept" else []
                parts.sections.append(current)
                continue
        if title and not piece.cells and plain(piece.text) == title:
            current = Section(("other",), None, "the title is printed again", piece)
            parts.sections.append(current)
            continue
        if not taught and now.startswith("label:") and _is_detail(piece):
            current.pieces.append(piece)
            continue
        if _is_signature(piece, following):
            current = Section(("label:kept",), piece.text, "a name with its post below", piece, [piece])
            parts.sections.append(current)
            continue
        head = taught or head_of(piece, context, memory)
        if head and not _is_subheading(head, piece, current):
            current = Section(head.keys, head.printed, head.why, piece, marker=piece.marker)
            considered = considered or head.keys[0] in CONSIDERED
            if head.rest:
                current.pieces += _behind(piece, head.rest)
            parts.sections.append(current)
            continue
        if now.startswith("label:") and current.pieces:
            if _is_post_of(piece, current, parts):
                current.pieces.append(piece)
                continue
            current = Section(("other",), None, "it stands behind a label and its value", piece)
            parts.sections.append(current)
        if (
            not has_recommendations
            and now not in CONSIDERED
            and now != "recommendations"
            and _asks(piece, now)
        ):
            current = Section(("recommendations",), None, NO_HEADING, piece)
            parts.sections.append(current)
            has_recommendations = True
        elif _is_lost(piece, current, plain_number):
            topics = _spoken_of(piece)
            current = Section(topics or ("other",), None, f"{LOST}{TOLD_BY_WORDS if topics else ''}", piece)
            parts.sections.append(current)
        elif not current.keys:
            current = Section(
                _first_part(piece),
                None,
                "no heading is printed; the paragraph says what the report is for",
                piece,
            )
            parts.sections.append(current)
        number = re.fullmatch(r"(\d{1,3})[.)]?", piece.marker)
        if number:
            plain_number = int(number[1])
        current.pieces.append(piece)
    return parts


def _behind(piece: Piece, rest: str) -> list[Piece]:
    """What stands behind a heading on its own line or in the next cell, line by line."""
    found: list[Piece] = []
    for line in rest.split("\n"):
        marker, text = split_marker(line)
        if text.strip():
            found.append(replace(piece, text=" ".join(text.split()), marker=marker, cells=()))
    return found


_ASKING = re.compile(
    r"recommend|decision|action|resolution|asked|invited|requested|required|request|asks\b", re.IGNORECASE
)


def _is_detail(piece: Piece) -> bool:
    """A telephone number or an address below the name of the person to ask."""
    return bool(_DETAIL.match(piece.text))


def _is_signature(piece: Piece, following: Piece | None) -> bool:
    """A name alone over its post: who signed the report."""
    if following is None or piece.marker or piece.cells or following.marker or following.cells:
        return False
    text = piece.text
    signs = len(text) < 40 and bool(_NAME.match(text)) and bool(_POST.match(following.text))
    return (
        signs
        and not _IS_POST.search(text)
        and not topics_of(plain(text), bare=True)
        and not section_of(plain(text))
    )


def _is_post_of(piece: Piece, current: Section, parts: Parts) -> bool:
    """The post on the line below an officer's name ("Relevant Director: Jo Doe" / "Director of Harbours") joins the name."""
    if len(current.pieces) != 1 or piece.marker or piece.cells or not _POST.match(piece.text):
        return False
    for values in parts.labels.values():
        value, held = values[-1]
        if held == current.pieces and not _IS_POST.search(value) and _NAME.match(value):
            values[-1] = (f"{value}, {piece.text}", [*held, piece])
            return True
    return False


def _has_recommendations(pieces: list[Piece], memory: Memory) -> bool:
    for place, piece in enumerate(pieces):
        if len(piece.text) > 400 or piece.bullet or not _ASKING.search(piece.text):
            continue
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        head = head_of(piece, Context("start", following=following), memory)
        if head and "recommendations" in head.keys:
            return True
    return False


def _next(pieces: list[Piece], place: int, answered: set[int]) -> Piece | None:
    return next((piece for piece in pieces[place + 1 : place + 6] if piece.index not in answered), None)


def _late_label(piece: Piece, following: Piece | None, now: str) -> list[tuple[str, str]]:
    """Labels that may stand anywhere: contact, wards, author, exempt. A label without value must look like a heading."""
    if piece.bullet:
        return []
    if len(piece.cells) > 1 and _SIGN_OFF.match(piece.cells[0]):
        return labels_of(piece, in_head=False) or [("sign_off", piece.cells[1])]
    if _OF_A_FORM.match(piece.text):
        return [("form", "")]
    labels = [(key, value) for key, value in labels_of(piece, in_head=False) if key in LATE_LABELS]
    if labels and (labels[0][1] or (following is not None and looks_strong(piece))):
        return labels
    if piece.cells or len(piece.text) > 80 or piece.bullet:
        return []
    key = label_of(plain(piece.text))
    if (
        key in ("contact", "wards", "exempt", "author", "key_decision", "lead_officer")
        and (len(piece.text.split()) > 1 or piece.para.heading or (piece.marker and looks_strong(piece)))
        and (
            looks_strong(piece)
            or (
                piece.apart and not piece.marker and piece.text[:1].isupper() and len(piece.text.split()) >= 2
            )
        )
    ):
        return [(key, "")]
    return []


def _keep_label(labels: list[tuple[str, str]], piece: Piece, parts: Parts) -> None:
    for key, value in labels:
        if value:
            parts.labels.setdefault(key, []).append((value, [piece]))


def _is_subheading(head: Head, piece: Piece, current: Section) -> bool:
    """A heading in unknown words that stands below the level of the open section belongs to that section's text."""
    if (
        head.keys != ("other",)
        or not head.why.startswith("it looks")
        or current.start is None
        or not current.keys
    ):
        return False
    if current.keys[0] not in CONSIDERED or current.keys[0] == "implications":
        return False
    above = current.start.para.heading
    if above and piece.para.heading:
        return piece.para.heading > above
    main = bool(re.fullmatch(r"\d{1,2}(?:\.0|\.)?|[A-Z]\.", current.marker))
    return main and (
        not piece.marker or bool(_DECIMAL.match(piece.marker) and not piece.marker.endswith(".0"))
    )


def _spoken_of(piece: Piece) -> tuple[str, ...]:
    """The consideration that a paragraph's first words name ("There are no direct legal implications"), where it is one."""
    found = _SPOKEN_OF.match(piece.text)
    if found is None or re.search(
        r"\b(?:and|or) \w+ implications?\b", piece.text[: found.end() + 40], re.IGNORECASE
    ):
        return ()
    topics = topics_of(plain(f"{found['topic']} implications"), bare=False)
    return topics if topics != ("other_consideration",) else ()


def _asks(piece: Piece, now: str) -> bool:
    """Whether a paragraph under no heading of recommendations asks for a decision all the same."""
    text = piece.text
    if piece.bullet or piece.cells:
        return False
    if is_lead(text) and text.endswith((":", "-", "–")) and len(text.split()) > 2:
        return True
    return (
        now in ("", "purpose", "summary", "background") and bool(ASKS.match(text)) and len(text.split()) > 5
    )


def _is_lost(piece: Piece, current: Section, plain_number: int) -> bool:
    """Whether the numbering shows that a part begins whose heading the page lost."""
    if not current.keys or piece.cells:
        return False
    decimal = _DECIMAL.match(bare_number(piece.marker) or "")
    if decimal:
        major = next(
            (got for one in current.pieces if (got := _DECIMAL.match(bare_number(one.marker) or ""))), None
        )
        if major:
            return major[1] != decimal[1]
        own = re.match(r"^(\d{1,2})", current.marker)
        return bool(own and own[1] != decimal[1] and current.pieces and int(decimal[1]) == int(own[1]) + 1)
    if (
        current.keys[0] not in ("reasons", "recommendations")
        or not current.pieces
        or current.pieces[0].marker
    ):
        return False
    number = re.fullmatch(r"(\d{1,3})[.)]?", piece.marker)
    above = current.pieces[-1].text
    return bool(
        number
        and plain_number
        and int(number[1]) in (1, plain_number + 1)
        and len(piece.text.split()) >= 8
        and re.search(r"[.;]$", above)
        and not above.endswith(":")
        and len(current.pieces) == 1
    )


def _first_part(piece: Piece) -> tuple[str, ...]:
    text = piece.text
    if re.match(
        r"^(?:the purpose of (?:this|the) report|this (?:report|paper)\b|to (?:inform|receive"
        r"|provide|update|consider|seek|present|advise|note|report|outline|set out|share)\b)",
        text,
        re.IGNORECASE,
    ):
        return ("purpose",)
    return ("other",)

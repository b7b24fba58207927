"""Which pieces of a report are headings, and which part each begins. By words first, by the look of the line second."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sightline.work.imports.reading.markers import is_bullet
from sightline.work.imports.reading.memory import Memory
from sightline.work.imports.reading.reports import vocabulary
from sightline.work.imports.reading.reports.label_words import label_of
from sightline.work.imports.reading.reports.pieces import Piece
from sightline.work.imports.reading.reports.recommendations import is_lead
from sightline.work.imports.reading.reports.vocabulary import plain, section_of, topics_of

MOST_WORDS = 22
MOST_WORDS_UNKNOWN = 12
LONGEST_LINE = 320  # characters of a heading with its remark in brackets
_MAIN = re.compile(r"^(?:\d{1,2}\.0|\d{1,2}[.)]?|[A-Z][.)]|[IVX]{1,5}[.)])$")
_RUN_IN = re.compile(r"^(?P<head>[^:|]{3,140}?)\s*(?::|\s[-–—](?=\s))\s*(?P<rest>\S.*)$", re.DOTALL)
_ANSWER = re.compile(
    r"^(?:none|nil|no\b|yes\b|n/?a\b|not\b|there (?:are|is)|to be|as (?:above|set out)|see\b|the\b|this\b|that\b)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2})?)[.)]?$")
_NAMES_ONE = re.compile(r"^(?:appendix|annexe?|attachment|enclosure)\b")
_NOTE = re.compile(r"\s*\([^()]*\)\s*:?$")
_SENTENCE_END = re.compile(r"[.;,!][\"”’)]?$")
_VERBS = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|should|can|could|be|been)\b")
CONSIDERED = frozenset({*vocabulary.CONSIDERATIONS, "other_consideration", "implications"})
LISTS = frozenset({"recommendations", "council_priorities", "appendices", "background_papers"})


@dataclass(frozen=True, slots=True)
class Head:
    """A heading: the sections that it begins (several for "Legal and financial implications"), and why it was taken for one.

    rest  what stands behind it on its own line ("None." in "Legal implications: None."), "" where nothing does
    """

    printed: str
    keys: tuple[str, ...]
    why: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """Where a piece stands.

    now         the section that is open, "" in the head
    before      the last piece of that section
    following   the piece after it
    marker      the number that the heading of that section carries
    considered  whether a heading of a consideration was met already: from there on a bare subject ("Risk") is one too
    run_in      whether the heading of that section stood on one line with its text
    """

    now: str = ""
    before: Piece | None = None
    following: Piece | None = None
    marker: str = ""
    considered: bool = False
    run_in: bool = False


def head_of(piece: Piece, context: Context, memory: Memory) -> Head | None:
    """The heading that a piece is or begins with, or None."""
    taught = _taught(piece, memory)
    if taught is not None:
        return taught if taught.keys else None
    if piece.cells:
        return _not_an_answer(_row_head(piece, context.now)) or _row_apart(piece, context)
    if context.now == "recommendations" and is_lead(piece.text):
        return None
    if piece.bullet and context.now not in CONSIDERED and not (piece.para.bold or piece.para.heading):
        return None
    if not _continues(piece, context.before):
        known = _not_an_answer(_run_in(piece, context)) or _whole(piece, context)
        if known:
            return known
    if _is_next_number(piece, context) or _is_quiet(piece, context):
        return Head(
            piece.text, ("other",), "it carries the next number of a heading; its words are not known"
        )
    return _unknown(piece, context.following, context.now)


def _not_an_answer(head: Head | None) -> Head | None:
    """ "Decision required? No" asks; it brings in no recommendations."""
    if (
        head is not None
        and head.keys == ("recommendations",)
        and re.fullmatch(r"\W*(?:yes|no|n/?a)\W*", head.rest, re.IGNORECASE)
    ):
        return None
    return head


def _is_next_number(piece: Piece, context: Context) -> bool:
    """A short line with the number after that of the open section's heading, where no list above counts the same way."""
    own, above = (_NUMBER.match(marker) for marker in (piece.marker, context.marker))
    if not own or not above:
        return False
    here, there = own[1].removesuffix(".0").split("."), above[1].removesuffix(".0").split(".")
    sibling = len(here) == len(there) and here[:-1] == there[:-1] and int(here[-1]) == int(there[-1]) + 1
    parent = len(here) < len(there) and len(here) == 1 and int(here[0]) == int(there[0]) + 1
    if not (sibling or parent) or (len(here) > 1 and context.now in ("", "start", "background", "other")):
        return False
    if context.before is not None and re.fullmatch(r"\d{1,2}[.)]?", context.before.marker):
        return False
    text = piece.text
    short = len(text.split()) <= MOST_WORDS_UNKNOWN and not _SENTENCE_END.search(text) and text[:1].isupper()
    return short and context.following is not None and (text.isupper() or not _ANSWER.match(text))


def _is_quiet(piece: Piece, context: Context) -> bool:
    """A short line apart, behind a numbered list or over an answer like those above it ("Accommodation", "None.")."""
    text, following = piece.text, context.following
    if (
        piece.marker
        or not piece.apart
        or following is None
        or len(text.split()) > 8
        or not text[:1].isupper()
    ):
        return False
    if (
        _SENTENCE_END.search(text)
        or _ANSWER.match(text)
        or _NAMES_ONE.match(plain(text))
        or text.endswith("?")
        or ": " in text
    ):
        return False
    over_answer = (
        context.now in CONSIDERED
        and len(text.split()) <= 5
        and bool(_ANSWER.match(following.text))
        and following.text.endswith(".")
    )
    before = context.before
    among_numbered = (
        context.now in (*CONSIDERED, "reasons", "alternatives")
        and not context.marker
        and before is not None
        and bool(before.marker and following.marker)
    )
    return (
        over_answer or among_numbered or (_ends_list(piece, context) and context.now != "council_priorities")
    )


def _forms(text: str) -> tuple[str, ...]:
    """A heading in its plain form, and without the remark in brackets behind it."""
    whole = plain(text)
    cut = text.find(" (")
    if cut < 3 or not text.rstrip(" :.").endswith(")") or text[cut : cut + 3].casefold() == " (s":
        return (whole,)
    return (whole, plain(text[:cut]))


def _known_key(text: str) -> str | None:
    return next((key for form in _forms(text) if (key := section_of(form))), None)


def _known_topics(text: str, bare: bool) -> tuple[str, ...]:
    return next((topics for form in _forms(text) if (topics := topics_of(form, bare))), ())


def _taught(piece: Piece, memory: Memory) -> Head | None:
    """What the council taught about these words decides; no keys mean that they begin no section."""
    if not memory.headings:
        return None
    whole = piece.cells[0] if piece.cells else piece.text
    rest = " | ".join(piece.cells[1:]) if piece.cells else ""
    found = memory.heading(whole)
    if found is None and piece.marker:
        found = memory.heading(f"{piece.marker} {whole}")
    if found is None and not piece.cells:
        parted = _RUN_IN.match(piece.text)
        if parted:
            found, whole, rest = memory.heading(parted["head"]), parted["head"], parted["rest"]
    if found is None:
        return None
    why = "this council taught that it is no heading" if not found else "this council taught what it means"
    return Head(whole, (found,) if found else (), why, rest)


def looks_strong(piece: Piece) -> bool:
    """Whether the line looks like a heading whatever its words: by the file, bold, capitals, a colon, a main number."""
    text = piece.text
    return bool(
        piece.para.heading
        or piece.para.bold
        or text.endswith(":")
        or (text.isupper() and len(text) > 4)
        or (piece.marker and _MAIN.match(piece.marker) and not is_bullet(piece.marker))
    )


def _whole(piece: Piece, context: Context) -> Head | None:
    """A line that is nothing but a heading in words that we know."""
    text, now, following = piece.text, context.now, context.following
    if (
        len(text) > LONGEST_LINE
        or len(_NOTE.sub("", text).split()) > MOST_WORDS
        or not _begins_like_heading(piece)
    ):
        return None
    if piece.bullet and not (piece.para.bold or piece.para.heading):
        return None
    strong = looks_strong(piece)
    if _SENTENCE_END.search(text) and not (
        strong and not text.endswith((",", ";")) and len(text.split()) <= 8
    ):
        return None
    loose = piece.apart and not piece.marker and now not in ("background", "other")
    key = _known_key(text)
    if key == "other" and not (strong or loose or _stands_alone(piece, following)):
        key = None
    alone = not piece.marker and _stands_alone(piece, following)
    if key in ("background", "other") and now in LISTS and not (strong or loose or alone):
        key = None
    topics = () if key else _known_topics(text, bare=False)
    if topics == ("other_consideration",) and _has_verb(text):
        topics = ()
    if key or topics:
        return (
            None
            if _in_list(piece, following)
            else Head(text, (key,) if key else topics, "the words of the heading")
        )
    bare = _known_topics(text, bare=True)
    if not bare or _in_list(piece, following) or _has_verb(text):
        return None
    apart = bare != ("other_consideration",) and piece.apart and not piece.marker and now != "background"
    apart = apart and ((context.considered and now not in LISTS) or _ends_list(piece, context))
    sibling = bare != ("other_consideration",) and _is_next_number(piece, context)
    consulted = (
        bare == ("consultation",) and piece.apart and "consult" in text.casefold() and now not in LISTS
    )
    if (
        now in CONSIDERED
        or apart
        or sibling
        or consulted
        or (strong and bare != ("other_consideration",) and now != "background")
    ):
        return Head(text, bare, "the subject that the heading names")
    return None


def _continues(piece: Piece, before: Piece | None) -> bool:
    """Whether a quiet numbered line is the next entry of the list above it."""
    if (
        before is None
        or not (piece.marker and before.marker)
        or piece.para.bold
        or piece.para.heading
        or piece.text.endswith(":")
    ):
        return False
    if piece.text.isupper() and not before.text.isupper():
        return False
    own, above = (re.fullmatch(r"\(?(\d{1,2})[.)]", one.marker) for one in (piece, before))
    return bool(own and above and int(own[1]) == int(above[1]) + 1)


def _begins_like_heading(piece: Piece) -> bool:
    return bool(piece.text[:1].isupper() or piece.text[:1] in "\"“'‘(" or piece.marker)


def _ends_list(piece: Piece, context: Context) -> bool:
    """A line without number, apart from the numbered list above it and followed by a paragraph: no entry of that list."""
    before, following = context.before, context.following
    if context.now not in LISTS or before is None or not before.marker or following is None:
        return False
    return piece.apart and not piece.marker and bool(following.marker or following.text.endswith((".", ":")))


def _stands_alone(piece: Piece, following: Piece | None) -> bool:
    """A short line over a paragraph that is a sentence or begins with a number of its own."""
    if following is None or piece.bullet:
        return False
    if _MAIN.match(following.marker) and _known_key(following.text):
        return True  # "Supporting information" over "1. Introduction"
    return len(following.text.split()) > len(piece.text.split()) and following.text.endswith(
        (".", ":", ";", "?")
    )


def _in_list(piece: Piece, following: Piece | None) -> bool:
    """Whether a short numbered line is one entry of a list ("5. Scrutiny", "6. Communications"), not a heading."""
    if not piece.marker or piece.para.bold or piece.para.heading or piece.text.endswith(":"):
        return False
    simple = re.fullmatch(r"(\d{1,2})[.)]", piece.marker)
    if not simple or piece.text.isupper():
        return False
    after = re.fullmatch(r"(\d{1,2})[.)]", following.marker) if following and following.marker else None
    if (
        following is not None
        and after
        and int(after[1]) == int(simple[1]) + 1
        and len(following.text.split()) <= 10
    ):
        return not following.text.endswith((".", ":"))
    return following is None or (
        int(simple[1]) > 1
        and piece.para.gap == 0
        and bool(piece.para.lines[0].number)
        and _follows_entry(piece, following)
    )


def _follows_entry(piece: Piece, following: Piece) -> bool:
    """The last entry of a list: what follows is neither its text nor numbered below it."""
    return (
        bool(following.marker)
        and "." in following.marker.strip(".")
        and not following.marker.startswith(piece.marker.strip(".)") + ".")
    )


def _has_verb(text: str) -> bool:
    return bool(_VERBS.search(text)) and not text.endswith("?")


def _run_in(piece: Piece, context: Context) -> Head | None:
    """A heading with its text behind it on the same line ("Legal implications: None.")."""
    parted, now = _RUN_IN.match(piece.text), context.now
    if not parted or not _begins_like_heading(piece):
        return None
    head, rest = parted["head"].strip(), parted["rest"].strip()
    if (
        len(head.split()) > MOST_WORDS
        or _SENTENCE_END.search(head)
        or rest.startswith("(")
        or head.count("(") > head.count(")")
    ):
        return None
    in_list = piece.bullet and now not in CONSIDERED
    key = _known_key(head)
    if key:
        may = not in_list and _may_run_in(key, now, piece, head)
        return Head(head, (key,), "the words before the colon", rest) if may else None
    topics = _known_topics(head, bare=False)
    if (
        topics
        and not in_list
        and not (now == "recommendations" and piece.marker)
        and not (topics == ("other_consideration",) and _has_verb(head))
    ):
        return Head(head, topics, "the words before the colon", rest)
    bare = _known_topics(head, bare=True)
    if not bare or bare == ("other_consideration",) or in_list or now in ("background", "council_priorities"):
        return None
    colon = ":" in piece.text[: len(head) + 2]
    if (now in CONSIDERED and (piece.marker or colon)) or (context.considered and colon and not piece.marker):
        return Head(head, bare, "the subject before the colon", rest)
    return None


def _may_run_in(key: str, now: str, piece: Piece, head: str) -> bool:
    if key in ("other", "background", "council_priorities", "summary") and now in (
        *LISTS,
        "background",
        "other",
        "reasons",
    ):
        return piece.para.bold or head.isupper()
    if key == "appendices":
        return now != "appendices" and not _NAMES_ONE.match(plain(head))
    return True


def _row_head(piece: Piece, now: str) -> Head | None:
    """The first cell of a row as the heading of the others."""
    head = piece.cells[0]
    rest = (
        piece.cells[1]
        if len(piece.cells) == 2
        else " | ".join(" ".join(cell.split()) for cell in piece.cells[1:])
    )
    first_line = head.split("\n")[0]
    if len(first_line.split()) > MOST_WORDS or len(piece.cells) > 4:
        return None
    words = plain(first_line)
    if label_of(words) and not now:
        return None
    if all(
        topics_of(plain(cell), bare=False) or label_of(plain(cell)) or section_of(plain(cell))
        for cell in piece.cells
    ):
        return None  # the header of a table
    key = section_of(words)
    if (
        key
        and (now not in ("background", "other", "appendices") or key in ("background_papers", "appendices"))
        and key != now
    ):
        return Head(first_line, (key,), "the words of the first cell", rest)
    topics = topics_of(words, bare=now in CONSIDERED or now == "")
    if (
        topics
        and (topics != ("other_consideration",) or now in CONSIDERED)
        and now not in ("recommendations", "council_priorities")
    ):
        return Head(first_line, topics, "the words of the first cell", rest)
    return None


def _is_titled(piece: Piece, following: Piece) -> bool:
    """A line with its long words in capitals, apart from what stands above it and close upon what stands below."""
    if piece.marker or following.marker or not piece.para.gap or following.para.gap:
        return False
    long = [word for word in re.findall(r"[^\W\d_]+", piece.text) if len(word) > 3]
    return len(long) >= 2 and all(word[0].isupper() for word in long) and not following.text[:1].islower()


def _row_apart(piece: Piece, context: Context) -> Head | None:
    """A row of a table behind a part whose text stood on one line with its heading: the table of the head goes on."""
    if (
        not context.run_in
        or context.now not in ("purpose", "summary", "appendices", "background_papers")
        or len(piece.cells) != 2
    ):
        return None
    first = " ".join(piece.cells[0].split())
    return Head(first, ("other",), "the first cell of a row; its words are not known", piece.cells[1])


def _unknown(piece: Piece, following: Piece | None, now: str) -> Head | None:
    """A line that looks like a heading in words that we do not know: it ends the section before and is kept apart."""
    text = piece.text
    words = len(text.split())
    if (
        not now
        or piece.bullet
        or words > MOST_WORDS_UNKNOWN
        or not text[:1].isupper()
        or _SENTENCE_END.search(text)
    ):
        return None
    if _ANSWER.match(text) or _NAMES_ONE.match(plain(text)) or label_of(plain(text)) or following is None:
        return None
    main = bool(piece.marker) and bool(re.match(r"^\d{1,2}\.0$", piece.marker))
    if main or piece.para.heading:
        return Head(text, ("other",), "it looks like a heading; its words are not known")
    if piece.marker and not _MAIN.match(piece.marker):
        return None
    if _is_titled(piece, following):
        return Head(text, ("other",), "it looks like a heading; its words are not known")
    quiet = now in ("appendices", "background_papers") and text.endswith(":") and bool(piece.para.gap)
    if quiet and not piece.marker:
        return Head(text, ("other",), "it looks like a heading; its words are not known")
    if now in LISTS and not (piece.para.bold or (text.isupper() and now != "recommendations")):
        return None
    loud = piece.para.bold or (text.isupper() and len(text) > 4)
    numbered = (
        bool(piece.marker)
        and bool(re.match(r"^\d{1,2}\.?$", piece.marker))
        and not text.endswith(":")
        and not _in_list(piece, following)
    )
    plain_line = (
        not piece.marker
        and now not in ("background", "other", "summary")
        and words <= 6
        and not text.endswith((":", "?"))
        and len(following.text.split()) >= 10
        and following.text.endswith(".")
    )
    if loud or (numbered and len(following.text) > len(text)) or plain_line:
        return Head(text, ("other",), "it looks like a heading; its words are not known")
    return None

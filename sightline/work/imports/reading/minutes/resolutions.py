"""What a meeting resolved: the verb as printed, each numbered part with its own words, and what only looks like a resolution."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sightline.work.imports.reading.memory import Memory
from sightline.work.imports.reading.minutes import words
from sightline.work.imports.reading.minutes.lists import family_of, is_next, lead_words, split_inline
from sightline.work.imports.reading.minutes.lost import (
    AMENDMENTS,
    ASKED,
    is_minuted,
    is_talk,
    looks_lost,
    past_list,
)
from sightline.work.imports.reading.minutes.resolution_words import (
    APPROVED,
    CARRIED,
    LEAD,
    MID,
    NOTE,
    OPEN_QUOTE,
    PAST,
    SIGNED,
    SOFT,
    TALK,
)
from sightline.work.imports.reading.minutes.rows import Row, plain_number
from sightline.work.imports.reading.minutes.sentences import sentences
from sightline.work.imports.reading.minutes.verbs import ADVERB, BODY_VERB, HEAD, IT_WAS, OUTCOME, match_head


@dataclass(slots=True)
class Resolution:
    """verb is None where the page lost it; lead is what stood between the verb and a list ("That the Cabinet")."""

    number: str | None
    text: str
    verb: str | None
    rows: list[Row]
    lead: str = ""
    marker: str = ""


@dataclass(slots=True)
class Found:
    """asides and doubts are (rows, why); used holds the indices of rows that are resolutions and nothing else."""

    resolutions: list[Resolution] = field(default_factory=list)
    asides: list[tuple[list[Row], str]] = field(default_factory=list)
    doubts: list[tuple[list[Row], str]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


def read_resolutions(rows: Sequence[Row], memory: Memory) -> Found:
    """The resolutions in the minutes of one item."""
    found = Found()
    index = 0
    while index < len(rows):
        quoted = _quoted(rows, index)
        if quoted:
            found.asides.append(
                (
                    list(rows[index : index + quoted]),
                    "These words are quoted, from an earlier meeting or a motion, and are not a resolution of this one.",
                )
            )
            found.used.update(range(index, index + quoted))
            index += quoted
            continue
        index = max(index + 1, _read_row(rows, index, memory, found))
    if not found.resolutions:
        _read_without_verb(rows, found)
    if not found.resolutions:
        _read_approval(rows, found)
    if not found.resolutions:
        found.asides += [
            ([row], "A vote is recorded here; the words of what was carried do not stand with it.")
            for row in rows
            if _VOTED.search(row.text)
        ]
        found.asides += [
            ([row], "The meeting asks for something here; the page does not say that it was resolved.")
            for row in rows[-4:]
            if _REQUESTED.match(row.text)
        ]
    for one in found.resolutions:
        one.text = _MOVERS.sub("", one.text)
    _once(found)
    _question_numbers(found)
    return found


# Who proposed it, printed behind the words of a resolution: "Proposed: Cllr Ash, seconded: Cllr Elm."
_MOVERS = re.compile(
    r"(?<=[.;])\s+(?:\(?(?:this was )?(?:proposed|moved|prop)\b(?: by)?[: ]+(?:cllr|councillor|mr|mrs|ms)\b[^.]{2,60}"
    r"(?:\.\s*(?:and )?seconded\b[^.]{2,60})?\.?\)?)\s*$",
    re.IGNORECASE,
)


def _once(found: Found) -> None:
    """A page that lost its labels prints a decision and, below, the same words as minuted: they are one resolution."""
    kept: dict[tuple[str | None, str], Resolution] = {}
    for one in found.resolutions:
        key = (one.number, re.sub(r"\W+", " ", one.text).casefold().strip())
        if key in kept:
            kept[key].rows += one.rows
            kept[key].verb = kept[key].verb or one.verb
        else:
            kept[key] = one
    found.resolutions[:] = kept.values()


_VOTED = re.compile(
    r"\bvote (?:on|was)\b[^.]{0,120}\bcarried\b(?! forward)|\b(?:motion|recommendation|proposal)s?\b[^.]{0,80}\bcarried\b "
    r"(?:by|with|unanimously)\b",
    re.IGNORECASE,
)
_REQUESTED = re.compile(
    rf"^(?:{words.SUBJECT})\s+{ADVERB}(?:requested|recommended|"
    rf"asked)\s+(?:that\s[^.]{{3,300}}\b(?:be|provide|report|attend|consider|write|bring|"
    rf"include)\b|the \w+(?: \w+){{0,8}} to\b)"
)


# "Following discussion, the Committee:-" and a list whose parts each begin with their own verb.
_VERBLESS = re.compile(rf"(?:^|[,;]\s+|\bthen\s+){words.SUBJECT}\s*(?::[-–—]?|[-–—])\s*$", re.IGNORECASE)
_OWN_VERB = re.compile(
    r"^(?P<verb>(?:AGREED|NOTED|APPROVED|ENDORSED|RECOMMENDED|RESOLVED|DECIDED|WELCOMED|DEFERRED)(?:,? and "
    r"(?:AGREED|NOTED|APPROVED|ENDORSED))?)\b"
)


def _take_own_verbs(rows: Sequence[Row], index: int, found: Found) -> int:
    """Resolutions of a list whose parts each hold a verb in capitals; the index behind them, or the same where there are none."""
    first, at = index, index + 1
    while at < len(rows) and rows[at].marker and not rows[at].bullet:
        verb = _OWN_VERB.match(rows[at].text)
        if verb is None:
            break
        number = plain_number(rows[at].marker) or None
        found.resolutions.append(Resolution(number, rows[at].text, verb["verb"], [rows[at]]))
        at += 1
    if at == first + 1:
        return first
    found.used.update(range(first, at))
    return at


def _read_row(rows: Sequence[Row], index: int, memory: Memory, found: Found) -> int:
    """Read the row at index; answer the index of the next row to look at."""
    row = rows[index]
    if _VERBLESS.search(row.text[-160:]):
        behind = _take_own_verbs(rows, index, found)
        if behind > index:
            return behind
    head = match_head(row.text, memory)
    if head is not None and not (row.marker and not row.number and _is_listed(rows, index)):
        verb, rest = head
        if not rest or LEAD.match(rest):
            return _take_list(rows, index + 1, verb, lead_words(rest), row, found)
        if _is_block(row.text, verb, rest):
            return _take_block(rows, index, verb, rest, found)
    _read_sentences(rows, index, memory, found)
    tail = _verb_at_end(row.text, memory)
    if tail and not found.used & {index}:
        return _take_list(rows, index + 1, tail[0], tail[1], row, found)
    return index + 1


def _is_listed(rows: Sequence[Row], index: int) -> bool:
    """Whether a row with a marker stands in a list of things said: "(b) The Board agreed that ..."."""
    return (
        rows[index].bullet and index > 0 and bool(TALK.search(rows[index - 1].text) or rows[index - 1].bullet)
    )


def _is_block(text: str, verb: str, rest: str) -> bool:
    """Whether a whole row is the resolution, not just its first sentence."""
    if PAST.search(verb) or re.match(r"(?:at (?:its|their|the)|in \d{4})\b", rest) or PAST.search(rest[:60]):
        return False
    upper = bool(
        re.match(
            r"(?:RESOLVED|Resolved|AGREED|Agreed|RECOMMENDED|Recommended|DECI|Deci|Outcome|"
            r"OUTCOME|Unanimously|UNANIM|APPROVED|ENDORSED|NOTED|RESOLUTION|Resolution|CARRIED|"
            r"ORDERED|IT WAS|It was RESOLVED|It was resolved)",
            verb,
        )
    )
    punctuated = bool(re.match(rf"^{re.escape(verb)}\s*[:\-–—]", text))
    return upper or punctuated


def _take_block(rows: Sequence[Row], index: int, verb: str, rest: str, found: Found) -> int:
    """A resolution whose first words stand on the row of the verb."""
    row = rows[index]
    lead, pieces = split_inline(rest)
    if pieces:
        marked = [replace(row, text=text, marker=marker, number="") for marker, text in pieces]
        return _take_list(
            [*rows[: index + 1], *marked, *rows[index + 1 :]],
            index + 1,
            verb,
            lead,
            row,
            found,
            shift=len(marked),
            verb_at=index,
        )
    behind = rows[index + 1] if index + 1 < len(rows) else None
    if rest.endswith(":") and behind is not None and behind.marker:
        return _take_list(rows, index + 1, verb, lead_words(rest), row, found)
    first = replace(row, text=rest, marker="", number="")
    return _take_list(
        [*rows[: index + 1], first, *rows[index + 1 :]],
        index + 1,
        verb,
        "",
        row,
        found,
        shift=1,
        verb_at=index,
    )


def _take_list(
    rows: Sequence[Row],
    index: int,
    verb: str | None,
    lead: str,
    head: Row,
    found: Found,
    shift: int = 0,
    verb_at: int | None = None,
) -> int:
    """Take the rows that belong to a resolution; answer the index of the first that does not (in the caller's rows)."""
    start = index
    taken: list[Resolution] = []
    top = ""
    while index < len(rows):
        row = rows[index]
        before = taken[-1] if taken else None
        if not _belongs(row, before, index - start, rows, lead):
            break
        family = family_of(row.marker)[0] if row.marker else ""
        if not top and row.marker:
            top = family
        following = rows[index + 1] if index + 1 < len(rows) else None
        if before is None and following is not None and _is_lead(row, following):
            lead = lead_words(row.text)
            index += 1
            continue
        if before is not None and _is_within(row, before, top):
            before.text = f"{before.text} {row.whole}"
            before.rows.append(row)
        else:
            number = plain_number(row.marker) or _own_number(row) or None
            taken.append(Resolution(number, row.text, verb, [row], lead, row.marker))
        index += 1
    if not taken:
        found.asides.append(
            (
                [head],
                "A verb of a resolution stands here, but the words of the resolution do not follow it on this page.",
            )
        )
    else:
        taken[0].rows = [head, *taken[0].rows] if head is not taken[0].rows[0] else taken[0].rows
    found.resolutions += taken
    first = (start - 1 if verb is not None else start) if verb_at is None else verb_at
    found.used.update(range(max(0, first), max(first + 1, index - shift)))
    return max(start, index) - shift if taken or shift else start


def _own_number(row: Row) -> str:
    """The paragraph's number where each part of a resolution is a paragraph of its own: "6.1 that ..."."""
    listed = row.number != row.text and re.match(r"^(?:that|to)\b", row.text, re.IGNORECASE)
    return row.number.rstrip(".") if listed else ""


def _is_lead(row: Row, following: Row) -> bool:
    """Whether a row only opens the list behind it: "That the Cabinet:"."""
    if row.marker or not following.marker or row.text.endswith((".", ";")):
        return False
    opens = bool(re.match(r"^(?:that|to|the)\b", row.text, re.IGNORECASE)) and len(row.text.split()) <= 40
    return opens and (row.text.rstrip().endswith((":", "-", "–", ",")) or not re.search(r"\bbe\b", row.text))


_AGAIN = re.compile(r"^(?:RESOLVED|Resolved|AGREED|RECOMMENDED)\s*[:\-–—(]")


def _belongs(row: Row, before: Resolution | None, taken: int, rows: Sequence[Row], lead: str) -> bool:
    text = row.text
    if not text or words.SUPPORTING.match(text) or words.MINUTES_MARK.match(text):
        return False
    if row.number and row.number != text and before is not None and not row.marker:
        return bool(before.rows[-1].number) and bool(re.match(r"^(?:that|to)\b", text, re.IGNORECASE))
    if before is None:
        return not NOTE.match(text) or bool(row.marker)
    ended = before.text.rstrip()
    open_end = ended.endswith((";", ":", ",", " –", " -")) or bool(
        re.search(r"[;,.]?\s(?:and|or|and/or)$", ended)
    )
    if row.marker:
        if HEAD.match(text) and not before.marker:
            return False
        return (
            bool(before.marker)
            or open_end
            or row.text[:4] in ("That", "that")
            or family_of(row.marker)[1] in ("2", "b", "ii")
        )
    if NOTE.match(text) or (HEAD.match(text) and (not open_end or _AGAIN.match(text))):
        return False
    if open_end:
        return True
    if text[:1].islower() and not ended.endswith((".", "”")):
        return True
    if _is_broken_line(row, before, rows):
        return True
    same = before.text.split()[0] if before.text.split() else ""
    return (
        same in ("That", "To") and text.split()[0] == same and not words.AGENDA_TEXT.match(text)
        if same == "To"
        else (same == "That" and text.startswith("That "))
    )


def _is_broken_line(row: Row, before: Resolution, rows: Sequence[Row]) -> bool:
    """Whether a short row goes on with a part that has no stop yet, the list going on a few rows behind it."""
    broken = not before.text.rstrip().endswith((".", ";", ":")) and (not row.gap or len(before.rows) > 1)
    if not before.marker or not broken:
        return False
    at = next(index for index, other in enumerate(rows) if other is row)
    for following in rows[at : at + 7]:
        if following.marker:
            return is_next(before.marker, following.marker)
        if len(following.text.split()) > 20 or HEAD.match(following.text):
            return False
    return False


def _is_within(row: Row, before: Resolution, top: str) -> bool:
    """Whether a row is part of the resolution before it: a list within a list, a sentence that runs on."""
    ended = before.text.rstrip()
    if not row.marker:
        if (
            row.text[:1].islower()
            and not ended.endswith((";", "."))
            and not re.search(r"[;,]\s(?:and|or)$", ended)
        ):
            return True
        if (
            before.marker
            and (ended.endswith(":") or not ended.endswith((";", ".")))
            and not re.search(r"\b(?:and|or)$", ended)
        ):
            return not row.text.startswith("That ")
        return ended.endswith(":") and not before.marker and not row.text.startswith(("That ", "To "))
    family, number = family_of(row.marker)
    if family == top:
        return False
    if family[:1] == "i" and top[:1] == "a" and is_next(before.marker, row.marker):
        return False
    if not top:
        return ended.endswith(":")
    if not before.marker:
        return ended.endswith(":")
    return family != top and (number in ("1", "a", "i", "") or len(before.rows) > 1 or ended.endswith(":"))


def _read_sentences(rows: Sequence[Row], index: int, memory: Memory, found: Found) -> None:
    """Resolutions inside a paragraph of talk: "... and RESOLVED that the report be noted."."""
    row = rows[index]
    for sentence in sentences(row.text):
        head = match_head(sentence, memory)
        if head is not None and head[1]:
            verb, rest = head
            behind = rest.rstrip(".").strip()
            if (
                not PAST.search(rest[:80])
                and not PAST.search(verb)
                and not re.search(r"\bwould\b", rest)
                and OUTCOME.search(behind)
                and not rest.endswith(":")
            ):
                found.resolutions.append(Resolution(None, rest, verb, [row]))
            continue
        middle = MID.search(sentence)
        if (
            middle
            and not PAST.search(sentence[: middle.start("verb")])
            and not re.search(r"\bwould\b", middle["text"])
        ):
            found.resolutions.append(Resolution(None, middle["text"], middle["verb"], [row]))


def _verb_at_end(text: str, memory: Memory) -> tuple[str, str] | None:
    """(verb, lead) of a paragraph that ends in a verb and a colon, the list following: "... and it was RESOLVED:"."""
    if not re.search(r"[:,\-–—]\s*$|\b(?:RESOLVED|AGREED)(?: (?:that|That))?\s*$", text):
        return None
    last = sentences(text)[-1] if text else ""
    if TALK.search(last) and not re.search(r"\b(?:resolved|agreed)\b", last, re.IGNORECASE):
        return None
    found = re.search(
        rf"(?:^|[\s,;])(?P<verb>(?:{IT_WAS}|RESOLVED|resolved|{BODY_VERB}|"
        rf"AGREED))(?P<rest>\s*(?:that|to|as follows|that the [\w ]{{3,40}})?)\s*[:,\-–—]*\s*$",
        last,
    )
    if not found or PAST.search(last[: found.start("verb")]) or memory.verb(found["verb"]) is False:
        return None
    if last.rstrip().endswith(",") and not re.search(r"it was\s*,?$", last.rstrip(" ,")):
        return None
    rest = found["rest"].strip()
    return f"{found['verb'].strip()} {rest}".strip(), ""


def _quoted(rows: Sequence[Row], index: int) -> int:
    """How many rows from here are a quoted resolution; 0 where none begins."""
    text = rows[index].text
    if not OPEN_QUOTE.match(text) or not (
        match_head(text.lstrip('“" '), Memory()) or text.lstrip('“" ').startswith("That ")
    ):
        return 0
    for ahead in range(min(25, len(rows) - index)):
        if re.search(r"[”\"]\W*$", rows[index + ahead].text[1 if ahead == 0 else 0 :]):
            return ahead + 1
    return 1


def _read_without_verb(rows: Sequence[Row], found: Found) -> None:
    """Resolutions whose verb the page lost: "That the report be noted." standing alone, or a list of such."""
    index = 0
    amended = False
    while index < len(rows):
        row = rows[index]
        before = rows[index - 1] if index else None
        amended = amended or bool(AMENDMENTS.search(row.text))
        if amended or index in found.used or is_talk(rows, index):
            index = past_list(rows, index) if row.marker and index not in found.used else index + 1
            continue
        if looks_lost(row, before) and not (ASKED.match(row.text) and not is_minuted(rows[:index])):
            index = _take_list(rows, index, None, "", row, found)
        else:
            index += 1
    found.used -= {index for index in found.used if index < 0}


def _read_approval(rows: Sequence[Row], found: Found) -> None:
    """Sentences that are the whole outcome: "The minutes were approved and signed."."""
    for index, row in enumerate(rows):
        said = sentences(row.text)
        for sentence in said:
            approved = APPROVED.match(sentence) or SIGNED.match(sentence)
            soft = SOFT.match(sentence) if not approved and len(said) <= 2 else None
            carried = (
                CARRIED.match(sentence) if not approved and not soft and index >= len(rows) - 4 else None
            )
            match = approved or soft or carried
            if match is None or _NOT_NOW.search(sentence) or PAST.search(sentence[: match.start("verb")]):
                continue
            text = soft["text"] if soft else sentence
            if all(text != other.text for other in found.resolutions):
                found.resolutions.append(Resolution(None, text, match["verb"], [row]))


_NOT_NOW = re.compile(r"\b(?:had|would|whether|previously|last year)\b")


def _question_numbers(found: Found) -> None:
    """A numbering that repeats or jumps is kept as printed and asked about."""
    numbered = [one for one in found.resolutions if one.number and one.number.isdigit()]
    for before, one in itertools.pairwise(numbered):
        step = int(one.number or 0) - int(before.number or 0)
        if step == 0:
            found.doubts.append(
                (one.rows, f"The number {one.number} is printed twice in this list of resolutions.")
            )
        elif step > 1:
            found.doubts.append(
                (one.rows, f"The numbers of these resolutions jump from {before.number} to {one.number}.")
            )

"""The labels of a report ("Report to", "Date of Meeting", "Wards affected") and the lines of its head, as they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sightline.ground.lib.dates import find_dates
from sightline.work.imports.reading.reports.label_words import UNMARKED_LABEL, label_of
from sightline.work.imports.reading.reports.pieces import Piece
from sightline.work.imports.reading.reports.vocabulary import plain

_LABELLED = re.compile(r"^(?P<label>[^:|]{2,80}?)\s*:\s*(?P<value>\S.*)$", re.DOTALL)
_INNER_LABEL = re.compile(
    r"\s+(?P<label>(?:Date|DATE|Ward|WARD|Agenda|AGENDA|Report|REPORT|Meeting|MEETING|Subject"
    r"|SUBJECT|Contact|CONTACT)(?: [A-Za-z()]{1,12}){0,3}):\s"
)
_DASHED = re.compile(r"^(?P<label>[^:|]{2,60}?)\s+[-–—]\s+(?P<value>\S.*)$", re.DOTALL)
_UNIT = (
    r"(?:sub-?)?(?:committee|cabinet|board|panel|executive|forum|commission|partnership"
    r"|council|assembly|trust|group)"
)
BODY = re.compile(
    rf"^(?:report to |to |meeting of "
    rf"|a meeting of )?(?:the )?(?P<body>[\w'’&,()/ .\-–]{{0,90}}?\b{_UNIT}(?:"
    rf" ?\([^)]{{1,60}}\))?"
    rf"|[\w'’&,() \-–]{{0,60}}\bscrutiny(?: ?\([^)]{{1,60}}\))?)"
    r"(?P<rest>(?:\s*[:,–—-]|\s+(?=\d|(?:on|held|meeting|mon|tues?|wednes|thurs|fri|satur"
    r"|sun)(?:day)?\b)).{0,80}|\s*\(.{0,60}\))?$",
    re.IGNORECASE,
)
_FULL_BODY = re.compile(
    r"\b(?:committee|cabinet|board|panel|executive|forum|commission|partnership|scrutiny|assembly|trust|group)\b",
    re.IGNORECASE,
)
FRAGMENT = re.compile(
    r"^(?:(?:and )?scrutiny )?(?:sub-?)?(?:committee|board|panel|forum|commission|group|partnership)$",
    re.IGNORECASE,
)
_THE_BODY = re.compile(
    rf"^the (?:[A-Z][\w'’&,-]* ){{0,6}}?(?i:{_UNIT})\b(?! (?:that|which|has|is|was|of its)\b)"
)
_ENDS_BODY = re.compile(
    r"\b(?:committee|cabinet|board|panel|executive|council|forum|commission)$", re.IGNORECASE
)
AGENDA_LINE = re.compile(
    r"^(?:agenda )?item(?: no\.?"
    r"| number)?\s*[:.]?\s*(?P<number>\d{1,3}(?:\.\d{1,2})?\s?(?:\([a-z]\)|[a-zA-Z])?"
    r"|[A-Z]\d{0,3})?\s*$",
    re.IGNORECASE,
)
REPORT_OF_LINE = re.compile(
    r"^(?:joint )?report (?:of|by|from)\s*:?\s+(?:the )?(?P<who>[A-Z].{2,160})$", re.IGNORECASE | re.DOTALL
)
NUMBER_ONLY = re.compile(r"^\d{1,3}(?:\.\d+)?[a-z]?$")
DAY_NAME = re.compile(r"\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b", re.IGNORECASE)
BARE_DAY = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)[a-z]*\b|\b\d{1,2}/\d{1,2}\b",
    re.IGNORECASE,
)
_HANGING = re.compile(r"(?:,|\band|&|\bof|\bfor|\bthe|\bto|\bin|\bwith|[–—-])$", re.IGNORECASE)
MOST_HEAD_PIECES = 60


@dataclass(slots=True)
class Facts:
    """What the head says. `found` maps a label's key to its values with their pieces, in the order printed."""

    found: dict[str, list[tuple[str, list[Piece]]]] = field(default_factory=dict)
    loose: list[Piece] = field(default_factory=list)

    def add(self, key: str, value: str, pieces: list[Piece]) -> str:
        """Keep a value; the key that it was kept under."""
        if key == "report_to" and is_date_line(value):
            key = "date_of_meeting"  # "Meeting: 2 June 2020"
        self.found.setdefault(key, []).append((value, pieces))
        return key

    def first(self, key: str) -> tuple[str | None, list[Piece]]:
        values = self.found.get(key)
        return values[0] if values else (None, [])


def labels_of(piece: Piece, in_head: bool) -> list[tuple[str, str]]:
    """The labels of a piece with their values: [(key, value)], value "" where it must follow; [] where there is none."""
    if piece.cells:
        return list(_cell_labels(piece.cells, in_head))
    text = piece.text
    if len(text) > 400 or (not in_head and (piece.marker or ":" not in text[:90])):
        return []
    if len(text) <= 90 and ":" not in text[:-1]:
        key = label_of(plain(text)) if (text.endswith(":") or in_head) else None
        if (
            key
            and (
                text.endswith(":")
                or key not in ("report_to", "published", "relevant_officer")
                or len(text.split()) > 1
            )
            and not (
                key == "report_to" and plain(text) in ("committee", "cabinet", "board", "panel", "forum")
            )
        ):
            return [(key, "")]
    for pattern in (_LABELLED, _DASHED) if in_head else (_LABELLED,):
        found = pattern.match(text)
        if found:
            key = label_of(plain(found["label"]))
            if key and not (
                pattern is _DASHED
                and plain(found["label"])
                in ("cabinet", "executive", "committee", "board", "panel", "councillor", "report")
            ):
                return _parted(key, found["value"].strip())
            if key:
                return []
    if in_head:
        bare = UNMARKED_LABEL.match(text)
        if bare and not _is_part_of_title(bare["label"], bare["value"]):
            key = label_of(plain(bare["label"]))
            if key:
                return [(key, bare["value"].strip())]
    return []


def _parted(key: str, value: str) -> list[tuple[str, str]]:
    """A value with another label behind it on the same line ("Scrutiny Committee   DATE: 12 March 2019")."""
    found = _INNER_LABEL.search(value)
    inner = label_of(plain(found["label"])) if found else None
    if found is None or inner is None or inner == key or inner == "person_detail":
        return [(key, value)]
    return [(key, value[: found.start()].strip()), *_parted(inner, value[found.end() :].strip())]


def _is_part_of_title(label: str, value: str) -> bool:
    if label.casefold().startswith("report to") and _THE_BODY.match(value):
        return False
    return label.casefold().startswith(("subject", "report to")) and not value[:1].isupper()


def _cell_labels(cells: tuple[str, ...], in_head: bool) -> Iterator[tuple[str, str]]:
    """Pairs of label and value in a row: "Report to | Board", or "Date | 3 May 2021 | Ward | All"."""
    place = 0
    while place < len(cells):
        cell = cells[place]
        inner = _LABELLED.match(cell)
        key = label_of(plain(cell.split("\n")[0])) if len(cell) <= 120 else None
        if key and place + 1 < len(cells) and not (inner and label_of(plain(inner["label"]))):
            value = (
                " ".join(cells[place + 1].split())
                if key != "relevant_officer"
                else "; ".join(_cell_lines(cells[place + 1]))
            )
            if in_head or key not in ("report_to", "title", "published", "consulted"):
                yield key, value
            place += 2
            continue
        if inner and in_head:
            inner_key = label_of(plain(inner["label"]))
            if inner_key:
                yield inner_key, " ".join(inner["value"].split())
        place += 1


def _cell_lines(cell: str) -> list[str]:
    lines = [" ".join(line.split()) for line in cell.split("\n") if line.strip()]
    if len(lines) > 1 and not all(re.search(r"[,–-]", line) for line in lines):
        return [" ".join(lines)]
    return lines


def read_head(pieces: list[Piece]) -> Facts:
    """The labels and loose lines of the head. Labels that stand in a block before their values are met in that order."""
    facts = Facts()
    waiting: list[tuple[str, Piece]] = []
    last: tuple[str, int] | None = None
    for place, piece in enumerate(pieces[:MOST_HEAD_PIECES]):
        labels = labels_of(piece, in_head=True)
        if (
            labels
            and waiting
            and labels[0][0] == waiting[0][0]
            and labels[0][1]
            and ":" not in piece.text
            and not piece.cells
        ):
            labels = []  # "Cabinet Member - Schools" below "Portfolio:" is its value
        if labels:
            waiting = [(key, held) for key, held in waiting if key not in ("agenda_item",)]
            for key, value in labels:
                if value:
                    kept = facts.add(key, value, [piece])
                    last = (kept, len(facts.found[kept]) - 1)
                else:
                    waiting.append((key, piece))
            continue
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        if (
            last
            and not waiting
            and (_is_continued(facts, last, piece) or _is_between(last[0], piece, following))
        ):
            value, held = facts.found[last[0]][last[1]]
            facts.found[last[0]][last[1]] = (f"{value} {piece.text}", [*held, piece])
            continue
        last = _meet(facts, waiting, piece)
        if last is None:
            facts.loose.append(piece)
    return facts


def _is_between(key: str, piece: Piece, following: Piece | None) -> bool:
    """Whether a short line close upon a value, with another label below it, is the end of that value."""
    if (
        key not in ("report_to", "relevant_officer", "relevant_cabinet_member", "report_of", "title")
        or following is None
    ):
        return False
    close = not piece.para.gap and not piece.cells and not piece.marker and len(piece.text.split()) <= 6
    if (
        not close
        or is_date_line(piece.text)
        or AGENDA_LINE.match(piece.text)
        or REPORT_OF_LINE.match(piece.text)
    ):
        return False
    if key != "report_to" and is_body_line(piece.text):
        return False
    return bool(labels_of(following, in_head=True))


def _meet(facts: Facts, waiting: list[tuple[str, Piece]], piece: Piece) -> tuple[str, int] | None:
    """Give a loose line to the label that waits for it, if it can be that label's value."""
    while waiting:
        key, label = waiting[0]
        if key == "agenda_item" and not NUMBER_ONLY.match(piece.text.strip()):
            waiting.pop(0)
            continue
        if key == "date_of_meeting" and not (find_dates(piece.text) or BARE_DAY.search(piece.text)):
            waiting.pop(0)
            continue
        waiting.pop(0)
        kept = facts.add(key, piece.text, [label, piece])
        return kept, len(facts.found[kept]) - 1
    return None


def _is_continued(facts: Facts, last: tuple[str, int], piece: Piece) -> bool:
    """Whether a line goes on with the value above it: it hangs, or a bracket is open."""
    value = facts.found[last[0]][last[1]][0]
    if piece.cells or piece.marker or last[0] in ("date_of_meeting", "agenda_item"):
        return False
    if last[0] == "report_to" and FRAGMENT.match(piece.text) and not FRAGMENT.match(value):
        return not _ENDS_BODY.search(value)
    if BODY.match(piece.text) and _FULL_BODY.search(piece.text) and last[0] != "report_to":
        return False
    if piece.text.startswith("(") and last[0] in (
        "relevant_officer",
        "relevant_cabinet_member",
        "report_to",
        "report_of",
    ):
        return True
    return bool(_HANGING.search(value)) or value.count("(") > value.count(")") or piece.text[:1].islower()


def is_date_line(text: str) -> bool:
    if len(text.split()) > 10:
        return False
    found = find_dates(text)
    left = text
    for one in reversed(found):
        left = left[: one.start] + left[one.end :]
    left = DAY_NAME.sub("", left)
    left = re.sub(
        r"\b(?:at|on|date|time|meeting|held|am|pm|noon|hours?|commencing)\b|\d{1,2}[.:]\d\d"
        r"|\d{1,2}\s?(?:am|pm)|[^\w]",
        "",
        left,
        flags=re.IGNORECASE,
    )
    return bool(found) and len(left) <= 4


def is_body_line(text: str) -> bool:
    """Whether a line is no more than the name of a committee, perhaps with the date of its meeting."""
    found = BODY.match(text)
    if not found or len(text.split()) > 18:
        return False
    if not _FULL_BODY.search(found["body"]):
        return False
    rest = (found["rest"] or "").strip(" :,-–—()")
    return (
        not rest
        or is_date_line(rest)
        or (bool(BARE_DAY.search(rest)) and len(rest.split()) <= 6)
        or rest.casefold() in ("meeting", "report")
    )

"""The table of priority actions in Area SEND reports: who is responsible on one side, what must be done on the other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sightline.ground.lib.documents.blocks import Line
from sightline.work.imports.reading.inspections.findings import WHO_HEADER, Account, Finding, Section
from sightline.work.imports.reading.inspections.printed import Piece
from sightline.work.imports.reading.inspections.vocabulary import plain
from sightline.work.imports.reading.printed_lines import FINISHED, marker_of, mend

WHAT_HEADER = re.compile(r"^areas? for (?:priority action|improvement)$")


@dataclass(slots=True)
class _Group:
    """Lines of one table row: nothing white runs across both columns between them."""

    who: list[Line] = field(default_factory=list)
    what: list[Line] = field(default_factory=list)


def has_responsible_column(section: Section) -> bool:
    return any(
        WHO_HEADER.match(plain(line.text)) for piece in section.body[:4] for line in piece.lines
    ) or bool(section.body and plain(section.body[0].text).startswith("responsible body areas for"))


def read_table(section: Section, account: Account) -> bool:
    """Take each row as a finding. False, and nothing taken, where the columns cannot be told apart."""
    lines = [line for piece in section.body for line in _with_marker(piece)]
    header = next((line for line in lines if WHO_HEADER.match(plain(line.text))), None)
    if header is None:
        return False
    if not header.bottom:
        return _read_without_places(section, lines, account)
    beside = [
        line
        for line in [*section.heading.lines, *lines]
        if WHAT_HEADER.match(plain(line.text)) and _same_row(line, header)
    ]
    body = [
        line
        for line in lines
        if line is not header and line not in beside and not WHO_HEADER.match(plain(line.text))
    ]
    right = beside[0].left if beside else max((line.left for line in body), default=0.0)
    if right <= header.left + 30:
        return False
    rows = _joined_rows(_groups(body, right))
    if not rows or any(not row.who or not row.what for row in rows):
        return False
    for row in rows:
        account.findings.append(_finding(section, row))
    return True


# What a cell of names is made of beside words with a capital: a line with any other word belongs to the action.
_NAME_WORD = re.compile(
    r"(?:a|all|and|area|authority|board|borough|care|children's|commissioner|commissioning|council|for|foundation|group|health"
    r"|hospitals?|in|integrated|leaders|local|of|on|partners|partnership|public|services|system|the|trust|upon|with)\.?"
)


def _read_without_places(section: Section, lines: list[Line], account: Account) -> bool:
    """Pasted text, cell after cell: names of bodies up to the first line with other words, then the action up to its full stop.

    False, and nothing taken, where a row lacks one of the two. Each row is queried, since its columns are no longer to be seen.
    """
    rows: list[_Group] = []
    for line in lines:
        words = plain(line.text)
        if WHO_HEADER.match(words) or WHAT_HEADER.match(words) or not words:
            continue
        in_action = bool(rows and rows[-1].what)
        finished = in_action and bool(FINISHED.search(rows[-1].what[-1].text))
        if _only_names(line.text) and (not in_action or finished):
            if not rows or in_action:
                rows.append(_Group())
            rows[-1].who.append(line)
        elif not rows:
            return False
        else:
            rows[-1].what.append(line)
    if not rows or any(not row.who or not row.what for row in rows):
        return False
    for row in rows:
        account.findings.append(_finding(section, row))
        account.doubt(
            account.findings[-1].pieces[0],
            "The text shows no columns: check where the responsible body ends and the action begins.",
        )
    return True


def _only_names(text: str) -> bool:
    words = re.findall(r"[^\s,;&/()]+", text.replace("’", "'"))
    return all(word[:1].isupper() or _NAME_WORD.fullmatch(word) for word in words)


def _with_marker(piece: Piece) -> list[Line]:
    """The lines of a piece with the marker put back before the first."""
    if not piece.marker:
        return list(piece.lines)
    first = piece.lines[0]
    shown = f"{piece.marker}. " if piece.numbered else f"{piece.marker} "
    return [
        Line(
            first.page,
            first.number,
            shown + first.text,
            first.left,
            first.top,
            first.right,
            first.bottom,
            first.size,
            first.bold,
        ),
        *piece.lines[1:],
    ]


def _same_row(line: Line, other: Line) -> bool:
    return line.page == other.page and min(line.bottom, other.bottom) > max(line.top, other.top)


def _groups(lines: list[Line], right: float) -> list[_Group]:
    """Rows of the table, page by page, cut where white runs across both columns wider than between two lines."""
    groups: list[_Group] = []
    for page in sorted({line.page or 0 for line in lines}):
        found = sorted((line for line in lines if (line.page or 0) == page), key=lambda line: line.top)
        lowest = -1.0
        for line in found:
            if lowest < 0 or line.top - lowest > 0.45 * max(line.size, 8):
                groups.append(_Group())
            (groups[-1].what if line.left >= right - 6 else groups[-1].who).append(line)
            lowest = max(lowest, line.bottom)
    return groups


def _joined_rows(groups: list[_Group]) -> list[_Group]:
    """A group without a body is the rest of the row above it; so is one that runs over a page in the middle of a sentence."""
    rows: list[_Group] = []
    for group in groups:
        runs_on = (
            bool(rows)
            and bool(rows[-1].what)
            and not FINISHED.search(rows[-1].what[-1].text)
            and bool(group.what)
        )
        if rows and (not group.who or not rows[-1].what or runs_on):
            rows[-1].who += group.who
            rows[-1].what += group.what
        else:
            rows.append(group)
    return rows


def _finding(section: Section, row: _Group) -> Finding:
    marker, rest = marker_of(row.what[0].text)
    texts = [rest, *(line.text for line in row.what[1:])]
    piece = Piece("", tuple(row.what + row.who), row.what[0].left, row.what[0].left, row.what[0].size, False)
    who = mend(line.text for line in row.who)
    number, who_rest = marker_of(who)
    ref = marker if marker.isdigit() else number if number.isdigit() else None
    return Finding(ref, section.category, None, [piece], who_rest if number else who, mend(texts))

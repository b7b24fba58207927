"""Findings under their headings: sections, lists, tables, and an account of every piece: taken or set aside with a reason."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace

from sightline.work.imports.reading.inspections import vocabulary
from sightline.work.imports.reading.inspections.printed import Piece
from sightline.work.imports.reading.inspections.vocabulary import Framework, category_words, plain
from sightline.work.imports.reading.printed_lines import DASHES, FINISHED, is_bullet, mend

BOARD = "It is addressed to the Local Safeguarding Children Board, not to the council."
SHORT_HEADING = 18  # words
MOST_FINDINGS = 45
WHO_HEADER = re.compile(
    r"^(?:responsible (?:body|bodies|partner|partners|organisations?)|who(?: is responsible)?)$"
)


@dataclass(slots=True)
class Finding:
    """One finding; pieces are what it was printed as. responsible is who must act, as printed, or None."""

    ref: str | None
    category: str
    heading: str | None
    pieces: list[Piece]
    responsible: str | None = None
    text: str = ""

    def words(self) -> str:
        """The finding as running text; points within it stand on lines of their own."""
        if self.text:
            return self.text
        text = self.pieces[0].text
        for piece in self.pieces[1:]:
            if piece.marker:
                mark = "–" if is_bullet(piece.marker) or piece.marker in DASHES else piece.marker
                text += f"\n{mark} {piece.text}"
            else:
                text = mend([text, piece.text])
        return text


@dataclass(frozen=True, slots=True)
class Aside:
    """A passage that was not placed, and why."""

    page: int | None
    text: str
    why: str


@dataclass(slots=True)
class Section:
    """What stands between one heading over findings and the next heading of the same or a higher rank.

    above  the heading over this one, "" where none is known
    for_board  whether it is addressed to the Local Safeguarding Children Board
    """

    heading: Piece
    above: str = ""
    for_board: bool = False
    body: list[Piece] = field(default_factory=list)
    ends_with: str = ""

    @property
    def category(self) -> str:
        return category_words(self.heading.text)


@dataclass(slots=True)
class Account:
    """Everything that stood under headings over findings."""

    findings: list[Finding] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    suspects: list[Aside] = field(default_factory=list)

    def set_aside(self, piece: Piece, why: str) -> None:
        printed = f"{piece.marker} {piece.text}".strip() if piece.marker else piece.text
        self.asides.append(Aside(piece.page, printed, why))

    def doubt(self, piece: Piece, why: str) -> None:
        self.suspects.append(Aside(piece.page, piece.text, why))


def sections_of(pieces: list[Piece]) -> list[Section]:
    """Cut out the sections of findings. Entries of a table of contents are not headings."""
    sections: list[Section] = []
    current: Section | None = None
    above, for_board = "", False
    for index, piece in enumerate(pieces):
        contents = _in_contents(pieces, index)
        words = plain(piece.text)
        if current is not None and _is_column_header(current, piece):
            current.body.append(piece)
            continue
        if _heads_findings(piece) and not contents:
            for_board = bool(vocabulary.FOR_THE_BOARD.match(words)) or for_board
            if vocabulary.PARENT_HEADINGS.match(words) and "local authority" in words:
                for_board = False
            current = Section(piece, above, for_board)
            sections.append(current)
            continue
        if current is None or _ends(current, pieces, index) or _opens_weaknesses(piece):
            if current is not None:
                current.ends_with = piece.text
            current = _weaknesses(piece, above, for_board)
            if current is not None:
                sections.append(current)
            if vocabulary.FOR_THE_BOARD.match(words) and _heading_like(piece):
                for_board = True
            elif vocabulary.FOR_THE_COUNCIL.match(words) and _heading_like(piece):
                for_board = False
            if _heading_like(piece) and not contents and not words.startswith(("strength", "key strength")):
                above = piece.text
            continue
        current.body.append(piece)
    return [section for index, section in enumerate(sections) if not _is_only_above(sections, index)]


def _is_column_header(section: Section, piece: Piece) -> bool:
    """Whether this heading is the right-hand column of a table whose left-hand column is "Responsible body"."""
    if not section.body or not WHO_HEADER.match(plain(section.body[-1].text)):
        return False
    line, beside = piece.lines[0], section.body[-1].lines[0]
    overlap = min(line.bottom, beside.bottom) - max(line.top, beside.top)
    return line.page == beside.page and (not line.bottom or overlap > 0)


def _heads_findings(piece: Piece) -> bool:
    return vocabulary.is_finding_heading(piece.text) and not is_bullet(piece.marker)


def _weaknesses(piece: Piece, above: str, for_board: bool) -> Section | None:
    """A sentence that ends "the following areas of significant weakness:" stands over a list as a heading does."""
    found = vocabulary.WEAKNESSES_FOLLOW.search(plain(piece.text))
    if not found or not piece.text.rstrip().endswith(":"):
        return None
    words = re.search(r"areas of significant (?:weakness(?:es)?|concerns?)", piece.text, re.IGNORECASE)
    if not words:
        return None
    heading = Piece("", piece.lines[-1:], piece.left, piece.text_left, piece.size, piece.bold)
    section = Section(heading, above, for_board)
    category = words.group(0)
    first = piece.lines[-1]
    section.heading = replace(heading, lines=(replace(first, text=category[0].upper() + category[1:]),))
    return section


def _opens_weaknesses(piece: Piece) -> bool:
    """Whether a sentence without a marker stands over a list of weaknesses, in whatever list it was found."""
    return not piece.marker and _weaknesses(piece, "", False) is not None


def _is_only_above(sections: list[Section], index: int) -> bool:
    """A heading with nothing of its own, directly over another heading of findings (or printed twice)."""
    return not sections[index].body and not sections[index].ends_with and index + 1 < len(sections)


def _in_contents(pieces: list[Piece], index: int) -> bool:
    """Whether a piece is an entry of a table of contents: its page number stands on the same row, or in its own line."""
    piece = pieces[index]
    if re.search(r"(?:\.{3,}|\s)\d{1,3}$", piece.text) and not FINISHED.search(piece.text):
        return True
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    if after is None or not re.fullmatch(r"\d{1,3}", after.lines[0].text.strip()):
        return False
    last, number = piece.lines[-1], after.lines[0]
    return number.page == last.page and (not number.bottom or number.top < last.bottom)


def _heading_like(piece: Piece) -> bool:
    words = piece.text.split()
    return (
        not piece.marker
        and 0 < len(words) <= SHORT_HEADING
        and not re.search(r"[.;,:]$", piece.text)
        and piece.text[:1].isupper()
    )


def _ends(section: Section, pieces: list[Piece], index: int) -> bool:
    """Whether this piece ends the section: a heading that is known to, or one that looks at least as high as the section's."""
    piece, heading = pieces[index], section.heading
    if vocabulary.CLOSING.match(plain(piece.text)):
        return True
    if (piece.marker and not piece.bold) or WHO_HEADER.match(plain(piece.text)):
        return False
    if (
        vocabulary.SERVICE_NAMES.match(plain(piece.text))
        and piece.size <= heading.size + 0.5
        and _list_goes_on(section, pieces, index)
    ):
        return False
    if vocabulary.is_end_heading(piece.text) and (
        _stands_out(piece, heading) or _heading_like(piece) or not piece.lines[0].bottom
    ):
        return True
    if not piece.size or (not _heading_like(piece) and not (piece.bold and piece.size > 12.5)):
        return False
    if piece.size > heading.size + 0.5:
        return True
    if abs(piece.size - heading.size) <= 0.5 and piece.bold == heading.bold and heading.bold:
        return not _list_goes_on(section, pieces, index)
    return False


def _stands_out(piece: Piece, heading: Piece) -> bool:
    return piece.bold or piece.size > 12.5 or piece.size >= heading.size


def _list_goes_on(section: Section, pieces: list[Piece], index: int) -> bool:
    """Whether a list item of the same kind follows this subheading, its number the next one."""
    following = next((piece for piece in pieces[index + 1 :] if not _heading_like(piece)), None)
    before = next((piece for piece in reversed(section.body) if piece.marker), None)
    if following is None or not following.marker:
        return False
    if before is None:
        return True
    if following.numbered or before.numbered:
        return following.numbered and before.numbered and int(following.marker) == int(before.marker) + 1
    return following.marker == before.marker


def read_section(section: Section, framework: Framework, account: Account) -> None:
    """Take the findings of one section and set the rest aside; every piece of its body ends in one of the two."""
    if section.for_board:
        _set_aside_for_board(section, framework, account)
        return
    if not section.body:
        account.set_aside(
            section.heading, "This heading stands over findings, but nothing under it could be read."
        )
        return
    if any(_is_item(piece) for piece in section.body) and not _is_prose_with_points(section, framework):
        _read_list(section, framework, account)
    else:
        _read_paragraphs(section, framework, account)


def _is_prose_with_points(section: Section, framework: Framework) -> bool:
    """Area reports print each finding as a paragraph in a cell of its own; bullets after the first are points within one."""
    return framework.name == "Area SEND" and not section.body[0].marker


def _set_aside_for_board(section: Section, framework: Framework, account: Account) -> None:
    """Read the section as any other, then set each of its findings aside."""
    board = Account()
    read_section(
        Section(section.heading, section.above, False, section.body, section.ends_with), framework, board
    )
    for finding in board.findings:
        text = f"{finding.ref}. {finding.words()}" if finding.ref else finding.words()
        account.asides.append(Aside(finding.pieces[0].page, text, BOARD))
    account.asides.extend(board.asides)


def _is_item(piece: Piece) -> bool:
    return bool(piece.marker) and not vocabulary.LEAD_IN.search(
        plain(piece.text) + (":" if piece.text.endswith(":") else "")
    )


def _takes_prose(section: Section, framework: Framework) -> bool:
    return any(re.match(pattern, plain(section.heading.text)) for pattern in framework.prose)


def _read_list(section: Section, framework: Framework, account: Account) -> None:
    """A list with bullets or numbers: service headings between items, points within items, sentences that belong to neither."""
    heading: str | None = _heading_above(section, framework)
    responsible: str | None = None
    unused: Piece | None = None
    first = next(piece for piece in section.body if _is_item(piece))
    latest: Finding | None = None
    ended = False
    for index, piece in enumerate(section.body):
        if piece.numbered and not first.numbered and _is_item(piece):
            ended = True
            account.set_aside(
                piece, "It is a numbered paragraph after a list of bullets, so it was not read as a finding."
            )
        elif piece.marker and _is_item(piece):
            if latest is not None and _is_point(piece, first, latest):
                latest.pieces.append(piece)
                continue
            latest = _taken(section, piece, heading, responsible, account)
            ended, unused = False, None
        elif _subheading(section, index) and not ended:
            _set_aside_heading(unused, account)
            heading, unused = piece.text.rstrip(" :"), piece
            responsible = _who(heading)
            latest = None
        elif latest is not None and not ended and _carries_on(latest, piece, section.body):
            latest.pieces.append(piece)
        elif vocabulary.LEAD_IN.search(plain(piece.text)) or (
            latest is None and piece.text.rstrip().endswith(":")
        ):
            account.set_aside(piece, "It introduces the list and is not a finding of its own.")
        elif latest is None:
            account.set_aside(piece, "It stands before the list of findings and is not an item of it.")
        else:
            ended = True
            account.set_aside(piece, "It stands after the list of findings and is not an item of it.")
    _set_aside_heading(unused, account)


def _set_aside_heading(piece: Piece | None, account: Account) -> None:
    if piece is not None:
        account.set_aside(piece, "It looks like a heading, but no finding stands under it.")


def _heading_above(section: Section, framework: Framework) -> str | None:
    """Letters on local areas print the same heading under each main finding: that main finding tells them apart."""
    if framework.name == "Local area SEND" and section.category.casefold().startswith(
        ("area for dev", "areas for dev")
    ):
        return section.above.rstrip(" :") or None
    return None


def _taken(
    section: Section, piece: Piece, heading: str | None, responsible: str | None, account: Account
) -> Finding:
    finding = Finding(
        piece.marker if piece.numbered else None, section.category, heading, [piece], responsible
    )
    account.findings.append(finding)
    return finding


def _is_point(piece: Piece, first: Piece, latest: Finding) -> bool:
    """A point within a finding: a bullet under a number, a letter, another glyph further in."""
    start = latest.pieces[0]
    if piece.numbered:
        return False
    if start.numbered:
        return True
    if piece.marker == first.marker and abs(piece.left - first.left) < 8:
        return False
    if piece.left and first.left:
        return piece.left > first.left + 8
    return piece.marker != first.marker


def _carries_on(latest: Finding, piece: Piece, body: list[Piece]) -> bool:
    """A paragraph without a marker that belongs to the finding before it: set as far in as its words, or a sentence running on."""
    last = latest.pieces[-1]
    if not FINISHED.search(last.text) and piece.text[:1].islower():
        return True
    start = latest.pieces[0]
    words_left = next(
        (
            item.text_left
            for item in (start, *body)
            if item.marker and len(item.lines) > 1 and abs(item.left - start.left) < 3
        ),
        start.text_left,
    )
    return words_left > start.left + 4 and abs(piece.left - words_left) < 3 and not piece.bold


def _subheading(section: Section, index: int) -> bool:
    """A short line without a full stop with a list item after it: a service heading, a deadline, or who should act."""
    piece = section.body[index]
    if piece.marker or len(piece.text.split()) > SHORT_HEADING + 7 or not piece.text[:1].isupper():
        return False
    following = next(
        (later for later in section.body[index + 1 :] if not (_short(later) and not later.marker)), None
    )
    if following is None or not following.marker:
        return False
    return _short(piece)


def _short(piece: Piece) -> bool:
    text = piece.text.rstrip()
    words = plain(text)
    if text.endswith(":") and vocabulary.POINTS_ON.search(words):
        return False
    if (
        vocabulary.LEAD_IN.search(words)
        and not _who(text)
        and (len(text.split()) > 8 or words.startswith("the following"))
    ):
        return False
    return (
        len(text.split()) <= SHORT_HEADING
        and not re.search(r"[.;,]$", text)
        and text[:1].isupper()
        and not piece.marker
    )


def _who(heading: str) -> str | None:
    """The body that a heading such as "The management board should:" addresses."""
    match = re.match(r"^(?P<who>(?:The )?[A-Z].{2,90}?) (?:should|must|needs? to)$", heading.strip(" :"))
    return match["who"] if match else None


def _read_paragraphs(section: Section, framework: Framework, account: Account) -> None:
    """No bullets and no numbers: paragraphs are findings only where the framework prints them so."""
    takes = _takes_prose(section, framework)
    heading: str | None = None
    unused: Piece | None = None
    latest: Finding | None = None
    for index, piece in enumerate(section.body):
        words = plain(piece.text)
        if piece.marker and not piece.numbered and latest is not None and takes:
            latest.pieces.append(piece)
        elif vocabulary.NOTHING_FOUND.match(words):
            account.set_aside(piece, "It says that there is nothing under this heading.")
        elif not takes:
            account.set_aside(
                piece,
                "It stands under a heading of findings, but is not set out as a list, so it was not read as a finding.",
            )
        elif (
            _short(piece)
            and index + 1 < len(section.body)
            and (piece.bold or not FINISHED.search(piece.text))
            and not _has_points(section, index)
        ):
            _set_aside_heading(unused, account)
            heading, unused = piece.text.rstrip(" :"), piece
        elif (vocabulary.LEAD_IN.search(words) or piece.text.rstrip().endswith(":")) and not _has_points(
            section, index
        ):
            account.set_aside(piece, "It introduces the list and is not a finding of its own.")
        elif latest is not None and not FINISHED.search(latest.pieces[-1].text) and piece.text[:1].islower():
            latest.pieces.append(piece)
        else:
            latest, unused = _taken(section, piece, heading, None, account), None
            if piece.continues:
                account.doubt(piece, "A page ends before this finding: it may belong to the one before it.")
            elif _may_be_two(piece):
                account.doubt(
                    piece, "The text shows neither bullets nor blank lines: this may be two findings."
                )
            elif framework.name != "Area SEND":
                account.doubt(
                    piece, "It is printed without a bullet or number: check that it is a finding of its own."
                )
    _set_aside_heading(unused, account)


def _has_points(section: Section, index: int) -> bool:
    return (
        index + 1 < len(section.body)
        and bool(section.body[index + 1].marker)
        and not section.body[index].numbered
    )


def _may_be_two(piece: Piece) -> bool:
    """In text without positions, a sentence that ends with its line may end the paragraph."""
    return not piece.lines[0].bottom and any(
        re.search(r"[.!?]$", above.text.strip()) and below.text[:1].isupper()
        for above, below in itertools.pairwise(piece.lines)
    )


def check_numbers(account: Account) -> None:
    """Query numbers that repeat, skip or fall back within the paper, and more findings than reports are known to have."""
    if len(account.findings) > MOST_FINDINGS:
        account.doubt(
            account.findings[-1].pieces[0],
            f"{len(account.findings)} findings are more than reports usually have: check where the list ends.",
        )
    last: int | None = None
    for finding in account.findings:
        if finding.ref is None:
            continue
        number = int(finding.ref)
        if last is not None and number != last + 1 and number != 1:
            how = "repeats" if number == last else "does not follow on"
            account.suspects.append(
                Aside(
                    finding.pieces[0].page,
                    finding.words()[:200],
                    f"Its number, {number}, {how} after {last}.",
                )
            )
        last = number

"""Names of people as minutes print them: lists run together, titles that hold for several, posts and parties beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_PEOPLE = 2000  # in one list; what stands behind them is no list of names
PLURALS = {
    "councillors": "Councillor",
    "cllrs": "Cllr",
    "cllr's": "Cllr",
    "messrs": "Mr",
    "couns": "Coun",
    "members": "",
}
HONORIFIC = (
    r"(?:Councillors?|COUNCILLORS?|Cllrs?|CLLRS?|Couns?|County Councillors?|Mr|Mrs|Ms|Miss|Mx|Messrs|Dr|Prof|Professor|Rev|Revd|"
    r"Reverend|Canon|Father|Fr|Sir|Dame|Lord|Lady|Baroness|Alderman|Ald|Major|Superintendent|Supt|Inspector|PC|DCI|DI|Sgt|"
    r"The Mayor|Mayor|Provost|Bailie)\b\.?"
)
_NAME_WORD = (
    r"(?:[A-ZÀ-Þ]\.(?:[A-Z]\.)*(?:[A-ZÀ-Þ][\w’'\-]+)?|(?:Jr|Jnr|Snr)\.|[A-ZÀ-Þ][\w’'`\-]*|O[’'][A-Z]\w+|d[’'][A-Z]\w+|"
    r"(?:de|da|di|du|van|von|der|den|al|el|la|le|bin|ap|ab|ag)\b)"
)
NAME = rf"(?:{HONORIFIC} )*{_NAME_WORD}(?: {_NAME_WORD}){{0,4}}"
TITLED = rf"(?:{HONORIFIC} )+{_NAME_WORD}(?: {_NAME_WORD}){{0,4}}"

_FULL_NAME = re.compile(rf"^{NAME}$")
_BEGINS_TITLED = re.compile(rf"^({HONORIFIC})\s+")
POST = re.compile(
    r"\b(?:Directors?|Heads?|Officers?|Managers?|Assistant|Chief|Registrar|Leads?|Advis[eo]rs?|Commissioner|Consultant|Principal|"
    r"Solicitor|Auditors?|Accountant|Co-?ordinators?|Secretary|Clerk|Executive|Superintendent|Headteacher|Head ?teacher|Nurse|"
    r"Analyst|Planner|Psychologist|Monitoring|Specialist|Facilitator|Guardian|Deputy|Treasurer|Administrator|Social Worker|"
    r"Lawyer|Partner|Practitioner|Ombudsman|Town Clerk|Statutory|Supervisor|Surveyor|Engineer|Inspector)\b",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"\b(?:Committee|Council|Board|Cabinet|Panel|Member|Members|Representatives?|Chairs?|"
    r"Chairman|Chairperson|Chairwoman|Vice|Service|"
    r"Services|School|Schools|Academy|NHS|Police|Trust|Healthwatch|Church|Diocese|Archdiocese|Forum|Partnership|Group|Team|Report|"
    r"Item|Agenda|Minutes?|Meeting|Interest|Ward|Education|Children|Young|People|Health|Governor|Governors|Parent|Union|Leader|"
    r"Portfolio|Holder|Substitute|Substitutes|Labour|Conservative|Independent|Liberal|Green Party|The|This|That|There|None|Nil|"
    r"Apologies|Present|Absent|Attendance|Officers|Voting|Vacancy|Vacant|University|College|Hospital|Borough|County|City|Town|Hall|"
    r"Room|Public|Press|Part|Whole|Apology|Temporary|Appointment|Social|Care|Families|Adult|"
    r"Adults|Finance|Strategic|Legal|Corporate|"
    r"Democratic|Scrutiny|Safeguarding|Representing|Observer|Also|Other|Co-opted|Catholic|Anglican|England|Roman|Convener)\b"
)
_ROLE = re.compile(
    r"(?:^|\b)(?:in the chair|chair(?:man|person|woman)?|vice[- ]chair(?:man|person)?|deputy "
    r"chair\w*|member|representative|governor|"
    r"leader|portfolio holder|mayor|convener|provost)\b",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:;|,|\n|\s+(?:and|&|together with|plus)\s+)\s*")
_PARENS = re.compile(r"\s*[(\[]([^()\[\]]{0,160})[)\]]")
_CHAIR = re.compile(
    r"^\s*[-–—,:]*\s*\(?\s*(?:in the chair|(?:independent |joint |co-)?chair(?:man|person|"
    r"woman)?|presiding|chairing)\b\s*\)?(?!.{0,40}\bof\b)",
    re.IGNORECASE,
)
_VICE = re.compile(r"vice|deputy", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Person:
    """One named person. notes are what stands beside the name: a post, a party, "in the chair", "in place of ...":"""

    name: str
    notes: tuple[str, ...] = ()

    @property
    def is_councillor(self) -> bool:
        return bool(
            re.match(r"(?:Councillor|Cllr|Coun|County Councillor|COUNCILLOR|CLLR|Alderman|Ald)\b", self.name)
        )

    @property
    def post(self) -> str:
        """The first note that names a post, or ""."""
        return next((note for note in self.notes if POST.search(note)), "")

    @property
    def chairs(self) -> bool:
        return any(_CHAIR.match(note) and not _VICE.search(note) for note in self.notes)


def is_name(text: str) -> bool:
    """Whether a text is nothing but one person's name, with or without a title."""
    if len(text) > 70 or not _FULL_NAME.match(text):
        return False
    bare = re.sub(rf"^(?:{HONORIFIC}\s+)+", "", text)
    return (
        bool(bare)
        and not _NOT_A_NAME.search(bare)
        and not POST.search(bare)
        and (bare != text or not re.fullmatch(r"[A-Z]{4,}(?: [A-Z]{4,})*", bare))
    )


def begins_titled(text: str) -> bool:
    """Whether a text begins with "Councillor", "Mrs" and the like."""
    return bool(_BEGINS_TITLED.match(text))


def split_people(text: str) -> tuple[list[Person], list[str]]:
    """The people of a printed list, in order, and the pieces that are not names.

    "Councillors A Bee (Chair), Cee and D Dee" gives three councillors, the first with the note "Chair".
    """
    text = re.sub(r"\s+", " ", text.replace("\xa0", " ")).strip().rstrip(".;,: ")
    pieces, joints = _pieces(text)
    last_bare = max(
        (index for index, (piece, _) in enumerate(pieces[:MOST_PEOPLE]) if _is_bare(piece)), default=-1
    )
    people: list[Person] = []
    unknown: list[str] = []
    prefix = ""
    closing = False
    for index, (piece, notes) in enumerate(pieces[:MOST_PEOPLE]):
        if closing and not _BEGINS_TITLED.match(piece):
            prefix = ""
        closing = bool(prefix) and joints[index] == "and"
        piece = re.sub(r"^(?:(?:and|&|with|from|the)\s+)+", "", piece).strip(" .;:-–—")
        piece = re.sub(
            r"^(?:(?:his|her|their) substitutes?,?\s+|the (?:vice[- ])?chair\w*,?\s+)",
            "",
            piece,
            flags=re.IGNORECASE,
        )
        piece = re.sub(
            r"^(?:(?:co-?opt\w+|appointed|independent|lay) (?:members?|representatives?)|(?:parent governor |church |diocesan |"
            r"school )?representatives?|parent governors?|vice[- ]chair\w*|chair\w*)\s+(?=[A-Z])",
            "",
            piece,
            flags=re.IGNORECASE,
        )
        piece, notes = _without_tail(piece, notes)
        if not piece:
            if people and notes:
                people[-1] = Person(people[-1].name, people[-1].notes + notes)
            continue
        found = _BEGINS_TITLED.match(piece)
        word = found.group(1).rstrip(".").casefold() if found else ""
        if word in PLURALS:
            prefix = PLURALS[word] if not found or found.group(1)[:3] != "COU" else "Councillor"
            piece = piece[found.end() :] if found else piece
            closing = False
            name = f"{prefix} {piece}".strip()
        elif found:
            inside = prefix and word in ("mr", "mrs", "ms", "miss", "dr") and last_bare > index
            name = f"{prefix} {piece}" if inside else piece
            prefix = prefix if inside else ""
        else:
            together = f"{prefix} {piece}"
            listed = prefix and len(piece.split()) <= 4 and (_is_bare(piece) or is_name(together))
            name = together if listed else piece
        if is_name(name):
            people.append(Person(re.sub(r"\s+", " ", name), notes))
        elif people and (_ROLE.search(piece) or POST.search(piece) or index != 0):
            people[-1] = Person(people[-1].name, (*people[-1].notes, piece, *notes))
        else:
            unknown.append(piece)
    return people, unknown


_ONE = re.compile(rf"^(?P<name>{NAME})(?:,|\s+[-–—])\s+(?P<post>[^;]{{3,200}})$")


def one_with_post(text: str) -> Person | None:
    """The one person of a line "Ann Dove, Head of Practice and Partnerships"; None where the line may name several."""
    found = _ONE.match(text.strip(" .;,"))
    word = _BEGINS_TITLED.match(text)
    if not found or not is_name(found["name"]) or (word and word.group(1).rstrip(".").casefold() in PLURALS):
        return None
    plain = _PARENS.sub("", found["post"])
    parts = [part.strip() for part in plain.split(",")]
    for index, part in enumerate(parts):
        ends = re.split(r"\s+(?:and|&)\s+", part)
        if any(_BEGINS_TITLED.match(end) for end in ends) or (len(ends[0].split()) > 1 and is_name(ends[0])):
            return None
        if len(ends) > 1 and index + 1 < len(parts) and len(ends[-1].split()) > 1 and is_name(ends[-1]):
            return None
    return Person(found["name"], (found["post"].strip(),))


def _is_bare(piece: str) -> bool:
    return not _BEGINS_TITLED.match(piece) and is_name(piece)


def _pieces(text: str) -> tuple[list[tuple[str, tuple[str, ...]]], list[str]]:
    """The list cut at commas and "and", never inside brackets, and how each piece is joined to the one before it.

    What stands in brackets becomes the notes of a piece.
    """
    notes: list[str] = []

    def keep(match: re.Match[str]) -> str:
        notes.append(match.group(1).strip())
        return f" \x01{len(notes) - 1}\x01 "

    marked = _PARENS.sub(keep, text)
    found: list[tuple[str, tuple[str, ...]]] = []
    joints: list[str] = []
    begin, joint = 0, ""
    cuts = [(cut.start(), cut.end(), cut.group().strip()) for cut in _SEPARATOR.finditer(marked)]
    for start, end, word in [*cuts, (len(marked), len(marked), "")]:
        piece, before, begin, joint = marked[begin:start], joint, end, word
        own = tuple(notes[int(number)] for number in re.findall(r"\x01(\d+)\x01", piece))
        name = re.sub(r"\s*\x01\d+\x01\s*", " ", piece).strip()
        if name or own:
            found.append((name, own))
            joints.append("and" if before in ("and", "&") or name.startswith(("and ", "& ")) else before)
    return found, joints


def _without_tail(piece: str, notes: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The name without a role behind a dash or "in the chair"."""
    chair = re.search(r"\s*[-–—]?\s*\b(?:in|took) the chair\b.*$", piece, re.IGNORECASE)
    if chair:
        return piece[: chair.start()].strip(), (*notes, "in the chair")
    dash = re.search(r"\s+[-–—]\s*|\s*[–—]\s+|: ", piece)
    if (dash and is_name(piece[: dash.start()].strip())) or (
        dash and _BEGINS_TITLED.match(piece[: dash.start()])
    ):
        return piece[: dash.start()].strip(), (piece[dash.end() :].strip(), *notes)
    return piece, notes

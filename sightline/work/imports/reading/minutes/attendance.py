"""Who was there: the block of names at the head of minutes, and officers whom the text names with their posts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sightline.work.imports.reading.minutes import words
from sightline.work.imports.reading.minutes.absences import read_sentence
from sightline.work.imports.reading.minutes.people import (
    HONORIFIC,
    NAME,
    POST,
    Person,
    begins_titled,
    is_name,
    one_with_post,
    split_people,
)
from sightline.work.imports.reading.minutes.rows import Row
from sightline.work.imports.reading.minutes.seats import BARE_PRESENT, Attendance, label_of, looks_named

_SPACED = re.compile(
    r"^(?P<label>(?:present|in attendance|also present|apologies|officers|absent|councillors|"
    r"members|attendance|also in attendance))\s{2,}(?=\S)",
    re.IGNORECASE,
)
_PLURAL_LABEL = re.compile(r"^(?:councillors|cllrs)\b", re.IGNORECASE)
_OPENS = re.compile(
    r"^(?:members? |councillors? |those |the following members? (?:were )?)?present\b|"
    r"^attendance\b|^in attendance\b|^attendees\b|^membership\b|^voting members|^councillors? "
    r"present",
    re.IGNORECASE,
)

_IN_PLACE = re.compile(
    r"\b(?:in place of|in the place of|as (?:a )?substitute for|as (?:the )?(?:named "
    r")?substitute for|substitut(?:e|ed|ing) for|subbing for|\bsub for|deputis(?:ing|ed) for|on "
    r"behalf of|replac(?:ing|ed)|for)\s+(?P<for>.+)$",
    re.IGNORECASE,
)
_POST_WORDS = r"(?:[A-Z][\w’'&\-]*|of|and|for|the|in|to|&|with|on|at|by|–|-|\([^)]{1,90}\)|/)"
_OFFICER = re.compile(
    rf"(?P<name>(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Professor|Prof|Superintendent|Inspector|Rev|"
    rf"Reverend)\.? )?(?:[A-ZÀ-Þ]\.|[A-ZÀ-Þ][\w’'\-]*)(?: (?:[A-ZÀ-Þ]\.|[A-ZÀ-Þ][\w’'\-]*|de|van|"
    rf"von|der|la|le)){{1,3}}), (?P<post>(?:the |Interim |Acting )?[A-Z][\w’'&\-]*(?: "
    rf"{_POST_WORDS}|, (?=[A-Z][\w’'&\-]*(?:,| and | &)){_POST_WORDS}){{0,22}})"
)
_TITLE_ONLY = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Mx|Dr|Professor|Prof|Superintendent|Inspector|Rev|Reverend)\b")
_NOT_OFFICER = re.compile(
    r"\b(?:Councillor|Cllr|Cabinet Member|Portfolio Holder|Lead Member|Executive Member|"
    r"Chair(?:man|person)? of the|Leader of|Mayor|Contact|Member of Parliament|Parent Governor|"
    r"Deputy Leader|Appointment of|Agreement)\b"
)
_WHERE_ABSENT = re.compile(
    r"\b(?:apologies|appoint(?:ed|ment)|contact|vacan|resign|left the council|written by|"
    r"congratulat|retire|interviewed|letter (?:to|from)|in his absence|in her absence)\b",
    re.IGNORECASE,
)


def read_block(rows: Sequence[Row], attendance: Attendance) -> None:
    """The block of those present in the head of a paper."""
    start = next(
        (index for index, row in enumerate(rows) if _OPENS.match(row.text) or BARE_PRESENT.match(row.text)),
        None,
    )
    if start is None:
        _loose_labels(rows, attendance)
        return
    key = "present"
    for row in _whole_lists(rows[start:]):
        if words.NO_ITEM.match(row.text) or words.PAGE_KIND.match(row.text):
            continue
        key = _block_row(row, key, attendance)


_LISTED = ("also", "officers", "attending", "present", "non_voting")


def read_titled_list(title: str, rows: Sequence[Row], attendance: Attendance) -> None:
    """Those named in an item that is nothing but a list of them: "Also Present", "Officers Present"."""
    found = label_of(title.strip(" .:"))
    if found is None or found[0] not in _LISTED or found[1] < len(title.strip(" .:")):
        return
    key = found[0]
    for row in _whole_lists(rows):
        key = _block_row(row, key, attendance)


def _whole_lists(rows: Sequence[Row]) -> list[Row]:
    """Rows of names that a printed line broke in the middle of a name or behind a comma, put together."""
    whole: list[Row] = []
    for row in rows:
        before = whole[-1] if whole else None
        if (
            before is not None
            and row.gap == 0
            and not label_of(row.text)
            and not row.marker
            and not row.cells
            and not before.cells
        ):
            last = re.split(r",|\band\b", before.text)[-1].strip()
            listed = "," in before.text and "(" not in before.text.split(",")[-1]
            half = (
                listed
                and before.text.count(",") >= 2
                and len(last.split()) == 1
                and "," in row.text
                and not before.text.startswith(("Councillors", "Cllrs"))
                and not begins_titled(row.text)
                and last.isalpha()
            )
            if (before.text.endswith((",", " and")) and listed and looks_named(row.text)) or (
                half and last and looks_named(row.text)
            ):
                whole[-1] = replace(
                    before, text=f"{before.text} {row.text}", lines=(*before.lines, *row.lines)
                )
                continue
        whole.append(row)
    return whole


def _loose_labels(rows: Sequence[Row], attendance: Attendance) -> None:
    """Apologies or officers named in a head that lists nobody as present."""
    for row in rows:
        found = label_of(row.text)
        if found and found[0] in ("apologies", "officers", "substitutes", "also") and row.text[found[1] :]:
            _take(row.text[found[1] :], found[0], row, attendance)


def _block_row(row: Row, key: str, attendance: Attendance) -> str:
    """Read one row of the block; answer the list that the next rows belong to."""
    text = " ".join(cell for cell in row.cells if cell) if row.cells else row.text
    raw = row.raw if row.lines and len(row.lines) == 1 and not row.cells else text
    spaced = _SPACED.match(raw) or BARE_PRESENT.match(raw)
    found = label_of(text)
    if spaced and not found:
        found = label_of(spaced.group().strip())
        text = raw[spaced.end() :] if found else text
        if found:
            return _behind_label(text, found[0], key, row, attendance)
    if (
        found
        and _PLURAL_LABEL.match(text)
        and not re.match(
            r"^(?:councillors|cllrs)\s*(?:present|in attendance)?\s*[:\-–]|^councillors$", text, re.IGNORECASE
        )
    ):
        found = None
    if found:
        label = text[: found[1]]
        names = text[found[1] :]
        if re.match(r"^councillors?\b", label, re.IGNORECASE) and names and not begins_titled(names):
            names = f"Councillors {names}"
        return _behind_label(names, found[0], key, row, attendance)
    run_together = _run_together(text)
    if run_together:
        for name in run_together[1]:
            attendance.add(run_together[0], name, row)
        return run_together[0]
    columns = [part for part in re.split(r"\s{2,}|\t", raw) if part.strip()]
    if len(columns) > 1 and sum(
        is_name(part.strip()) or begins_titled(part.strip()) for part in columns
    ) == len(columns):
        for part in columns:
            _take(part, key, row, attendance)
        return key
    _take(text, key, row, attendance)
    return key


def _behind_label(names: str, found: str, key: str, row: Row, attendance: Attendance) -> str:
    found = key if found == "same" else found
    if found == "head":
        return key
    if found == "chair":
        people, _ = split_people(names)
        if people:
            attendance.chair = attendance.chair or people[0].name
            _take(names, "present", row, attendance)
        return "present" if key == "present" else key
    where = found
    inner = label_of(names) if names else None
    if inner and inner[0] not in ("head", "chair"):
        return _behind_label(names[inner[1] :], inner[0], key, row, attendance)
    if names:
        _take(names, where, row, attendance)
    return where


def _run_together(text: str) -> tuple[str, list[str]] | None:
    """Columns that were run together ("Other Members in Cabinet Member for X: Attendance: Councillor A"): the names in them."""
    if re.match(r"^(?:other |also )", text, re.IGNORECASE) and re.search(r"attendance", text, re.IGNORECASE):
        names = [found.group() for found in re.finditer(rf"\b(?:Councillor|Cllr) {NAME}", text)]
        return ("also", names) if names else None
    return None


def _take(text: str, key: str, row: Row, attendance: Attendance) -> None:
    """Put the people of a text into a list, and whatever stands beside them where it belongs."""
    text = text.strip(" :-–—")
    if not text or re.fullmatch(
        r"(?:none|nil|-|n/?a|\d{1,3}\.?|no apologies.{0,60}|there were no.{0,80}|agenda item|"
        r"officer attending|name|title|organisation|role)\.?",
        text,
        re.IGNORECASE,
    ):
        return
    if re.search(r"\b(?:attended|was|were|met|considered|agreed|took|joined)\b", text) and not re.search(
        r"\bin the chair\b", text
    ):
        _sentence_of_block(text, row, attendance)
        return
    one = one_with_post(text) if key in ("officers", "attending", "also", "non_voting") else None
    people, unknown = ([one], []) if one else split_people(text)
    if unknown and not people:
        if len(text.split()) < 25 and key != "attending" and not text.endswith("."):
            attendance.asides.append(
                ([row], "This line stands among those present and holds no name that was understood.")
            )
        return
    if unknown:
        attendance.asides.append(([row], f"Among those present “{'; '.join(unknown)}” was not understood."))
    for person in people:
        if key in ("officers", "attending") and " " not in person.name:
            continue
        _seat(person, key, row, attendance)


def _seat(person: Person, key: str, row: Row, attendance: Attendance) -> None:
    name = person.name
    where = key
    if key == "attending":
        where = "also" if person.is_councillor or (person.notes and not person.post) else "officers"
        if any(_NOT_OFFICER.search(note) for note in person.notes):
            where = "also"
    if where == "officers" and person.is_councillor:
        where = "also"
    if where == "officers" and person.post and not _is_bracketed(person.post, row):
        name = f"{name}, {person.post}"
    if person.chairs or any("in the chair" in note for note in person.notes):
        attendance.chair = attendance.chair or person.name
        where = "present"
        known = [other for other, _ in attendance.lists.get("present", [])]
        if key != "present" and any(other.split()[-1] == name.split()[-1] for other in known):
            return
    for note in person.notes:
        place = _IN_PLACE.search(note)
        if place and not re.match(r"(?:item|agenda|part)", place["for"]) and not note.startswith("for "):
            others, _ = split_people(place["for"])
            if others and (begins_titled(place["for"]) or not place.group().startswith("for ")):
                attendance.substitute(others[0].name, person.name, row)
        elif re.search(
            r"\bpart\b|\bfrom \d|\buntil \d|\bleft at\b|\barrived\b|\bitems? \d", note, re.IGNORECASE
        ):
            attendance.add("part", person.name, row)
    if where == "substitutes":
        if not any(pair["by"] == person.name for pair, _ in attendance.substitutes):
            attendance.substitute(None, person.name, row)
        where = "present"
    if person.notes:
        attendance.roles.setdefault(person.name, "; ".join(person.notes))
    attendance.add(where, name, row)


def _is_bracketed(post: str, row: Row) -> bool:
    return f"({post}" in row.text


def _sentence_of_block(text: str, row: Row, attendance: Attendance) -> None:
    met = re.search(r"\bmet (?:at|in) (?P<where>[^.]{5,140})", text)
    if met and attendance.venue is None:
        attendance.venue = met["where"].strip()
        return
    if read_sentence(text, row, attendance):
        return
    found = re.match(
        rf"^(?P<names>{NAME}(?:(?:, | and ){NAME}){{0,9}}) (?:also )?(?:attended|were in "
        rf"attendance|was in attendance|were present|was present)",
        text,
    )
    if found:
        for person in split_people(found["names"])[0]:
            _seat(person, "also" if person.is_councillor else "attending", row, attendance)


def read_officers(rows: Sequence[Row], attendance: Attendance) -> None:
    """Officers whom the text names with their posts where they first speak: "Mrs A Bee, Director of X, said"."""
    for row in rows:
        if "," not in row.text:
            continue
        for found in _OFFICER.finditer(row.text[:20000]):
            name, post = found["name"], found["post"]
            post = re.sub(r"(?:\s+(?:of|and|for|the|in|to|&|with|on|at|by|–|-|/))+$", "", post).strip(" ,")
            post = re.sub(r"^the ", "", post)
            around = row.text[max(0, found.start() - 60) : found.start()]
            if not POST.search(post) or _NOT_OFFICER.search(f"{around[-14:]} {post}") or not is_name(name):
                continue
            if _WHERE_ABSENT.search(around) or (not _TITLE_ONLY.match(name) and len(name.split()) > 3):
                continue
            if re.search(rf"{HONORIFIC} $", around):
                continue
            known = attendance.lists.get("officers", [])
            others = [
                other
                for key in ("present", "also", "non_voting", "apologies")
                for other, _ in attendance.lists.get(key, [])
            ]
            if any(other.split(",")[0] == name for other, _ in known) or name in others:
                continue
            attendance.add("officers", f"{name}, {post}", row)

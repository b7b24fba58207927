"""What the items of minutes say of apologies, substitutes, arrivals and departures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sightline.work.imports.reading.minutes.people import NAME, TITLED, begins_titled, is_name, split_people
from sightline.work.imports.reading.minutes.rows import Row
from sightline.work.imports.reading.minutes.seats import Attendance, label_of, looks_named
from sightline.work.imports.reading.minutes.sentences import sentences

_APOLOGY = re.compile(
    r"\bapolog(?:y|ies)\b(?:\s+for\s+(?:absence|non[- ]attendance|their absence|"
    r"lateness))?(?:\s+(?:from the meeting|at the meeting))?\s+(?:(?:for absence )?(?:was|were|"
    r"had been|have been|has been)\s+)?(?:also\s+)?"
    r"(?:received|submitted|given|noted|tendered|reported|made|accepted|recorded|sent|offered|"
    r"intimated)?\s*(?:by|from|on behalf of|for|"
    r"of (?=(?:[\w-]+ )?(?:members?|councillors?|cllrs?)\b))(?!\s*:?\s*(?:absence|lateness|non-attendance|"
    r"their))\s*:?\s*(?P<names>.+)$",
    re.IGNORECASE,
)


_SENT_APOLOGIES = re.compile(
    rf"^(?P<names>{NAME}(?:(?:,| and|;) {NAME}){{0,10}})(?: \([^)]{{1,80}}\))? (?:had |have "
    rf")?(?:sent|gave|given|submitted|tendered|offered) (?:his|her|their) apologies\b"
)


_NO_APOLOGIES = re.compile(
    r"\bno apologies\b|\bapologies[^.]{0,30}\bnone\b|there were none|^none", re.IGNORECASE
)


_SUBSTITUTED = (
    re.compile(
        rf"(?P<by>{TITLED}) (?:(?:was|were) |attended |had attended |was in attendance |attended "
        rf"the meeting |attending |was present |present )?(?:as )?(?:a |the |an |their |in "
        rf")?(?:named |official )?(?:substitut(?:e|ed|ing|ion)|deputis(?:ed|ing)|deputy) (?:for|"
        rf"on behalf of) (?P<for>{TITLED}|{NAME})"
    ),
    re.compile(
        rf"(?P<by>{TITLED}) (?:\w+ ){{0,4}}(?:in place of|in the place of|on behalf of|replac(?:ed|ing)) (?P<for>{TITLED})"
    ),
    re.compile(
        rf"(?P<for>{TITLED})(?:,)? (?:who )?(?:was|had been|being) (?:substituted|represented|replaced) by (?P<by>{TITLED}|{NAME})"
    ),
    re.compile(
        rf"(?P<for>{TITLED}) \((?:with )?(?P<by>{TITLED}) (?:(?:was|were) )?(?:present |attending "
        rf"|attended )?(?:as |substituting|acting )(?:a |an |the |his |her |their )?(?:substitute|"
        rf"sub)?\)?"
    ),
    re.compile(
        rf"(?P<for>{TITLED}) (?:sent|gave|had sent|submitted) (?:his|her|their) apologies(?:,)? "
        rf"(?:and|with) (?P<by>{TITLED}) (?:substitut(?:ed|ing)|attend(?:ed|ing)|deputis(?:ed|"
        rf"ing))"
    ),
    re.compile(
        rf"(?P<for>{TITLED}),? for whom (?P<by>{TITLED}) (?:was|acted|attended|deputised|substituted)\b"
    ),
    re.compile(rf"from (?P<for>{TITLED}),? and (?P<by>{TITLED}) attended as (?:his|her|their) substitute"),
    re.compile(
        rf"(?P<by>{NAME})(?:, [A-Z][\w&’' ]{{1,60}})? (?:attended|was in attendance|was present) "
        rf"(?:as )?(?:a |the |in )?(?:substitut(?:e|ion)) (?:for|on behalf of) (?P<for>{TITLED}|"
        rf"{NAME})"
    ),
)


_RESPECTIVELY = re.compile(
    rf"(?P<for>{TITLED}(?:(?:, | and ){NAME})+),? with (?P<by>{TITLED}(?:(?:, | and ){NAME})+) "
    rf"(?:substituting|attending) respectively"
)


_AS_SUBSTITUTES = re.compile(
    r"^(?P<by>.+?) (?:attended|were present|were in attendance|was present|attended the meeting) as (?:a |the )?substitutes?\.?$",
    re.IGNORECASE,
)


_PAIR = re.compile(
    rf"^(?P<by>{TITLED}|{NAME}) (?:for|in place of|substituting for|as substitute for|on behalf "
    rf"of) (?P<for>{TITLED}|{NAME})(?:[;,.]| and)*$"
)


_LEFT = re.compile(
    r"^\W*(?P<names>(?:the )?[A-Z][^.]{2,200}?) (?:(?:then|also|now|subsequently|both|all) "
    r")?(?:left|withdrew from|vacated|retired from|departed)(?: from)? (?:the )?(?:meeting|room|"
    r"chamber|council chamber|committee room)\b",
    re.IGNORECASE,
)


_ARRIVED = re.compile(
    r"^\W*(?P<names>[A-Z][^.]{2,160}?) (?:(?:then|also|now|both) )?(?:entered|joined|arrived(?: "
    r"at| in)?|re-?joined|re-?entered|returned to) (?:the )?(?:meeting|room|chamber)\b",
    re.IGNORECASE,
)


_SPEAKS_OF_ABSENCE = re.compile(
    r"apolog|substitut|in (?:the )?place of|deput|replac|on behalf of|represented by|attending respectively",
    re.IGNORECASE,
)


_SPEAKS_OF_MOVING = re.compile(
    r"\b(?:left|withdrew|vacated|retired|departed|entered|joined|arrived|re-?joined|re-?entered|returned)\b"
)


def read_item(title: str, rows: Sequence[Row], attendance: Attendance) -> None:
    """What the minutes of an item say of apologies, substitutes, arrivals and departures."""
    about = bool(
        re.search(
            r"apolog|substitut|attendance|temporary appointment|membership|reserve", title, re.IGNORECASE
        )
    )
    _table_of_two(rows, attendance)
    for index, row in enumerate(rows):
        if about and row.marker:
            pair = _PAIR.match(row.text)
            if pair:
                attendance.substitute(pair["for"], pair["by"], row)
                continue
        if about and not row.marker:
            pair = _PAIR.match(row.text)
            if pair and begins_titled(row.text):
                attendance.substitute(pair["for"], pair["by"], row)
                continue
        for sentence in sentences(row.text):
            read_sentence(sentence, row, attendance)
        if about and re.search(
            r"apolog[^.]{0,120}(?:from|by|below|follows)\s*:?\s*[-–—]?\s*$", row.text, re.IGNORECASE
        ):
            for following in rows[index + 1 : index + 25]:
                if label_of(following.text) or re.fullmatch(r"none|nil|-", following.text, re.IGNORECASE):
                    continue
                if not (begins_titled(following.text) or looks_named(following.text)):
                    break
                _apologies(following.text, following, attendance)
    for row in rows:
        _movement(row, attendance)


def read_sentence(sentence: str, row: Row, attendance: Attendance) -> bool:
    """Apologies and substitutes in one sentence; whether there were any."""
    if not _SPEAKS_OF_ABSENCE.search(sentence):
        return False
    before = len(attendance.substitutes) + sum(len(names) for names in attendance.lists.values())
    for found in _RESPECTIVELY.finditer(sentence):
        absent, present = split_people(found["for"])[0], split_people(found["by"])[0]
        if len(absent) == len(present):
            for one, other in zip(absent, present, strict=True):
                attendance.substitute(one.name, other.name, row)
    for pattern in _SUBSTITUTED:
        for found in pattern.finditer(sentence):
            absent_name, by = _clean(found["for"]), _clean(found["by"])
            if (
                is_name(absent_name)
                and is_name(by)
                and not any(
                    by == pair["by"] or absent_name == pair["for"] for pair, _ in attendance.substitutes
                )
            ):
                attendance.substitute(absent_name, by, row)
    together = _AS_SUBSTITUTES.match(sentence)
    if together:
        for person in split_people(together["by"])[0]:
            if not any(pair["by"] == person.name for pair, _ in attendance.substitutes):
                attendance.substitute(None, person.name, row)
    sent = _SENT_APOLOGIES.match(sentence)
    if sent:
        for person in split_people(sent["names"])[0]:
            attendance.add("apologies", person.name, row)
    else:
        found_apology = _APOLOGY.search(sentence)
        if found_apology and not _NO_APOLOGIES.search(sentence):
            _apologies(found_apology["names"], row, attendance)
    return len(attendance.substitutes) + sum(len(names) for names in attendance.lists.values()) > before


def _clean(name: str) -> str:
    name = re.sub(r"\s+(?:who|and|with|as|was|were)$", "", name.strip(" ,.;"))
    return re.sub(r"^(?:Councillors|Cllrs)\b", lambda found: found.group()[:-1], name)


def _apologies(text: str, row: Row, attendance: Attendance) -> None:
    text = re.split(
        r"(?:,|;)?\s+(?:with (?:Councillor|Cllr)s? .{3,120}substitut|who (?:was|were|had|is|"
        r"sent)|and (?:Councillor|Cllr)s?\.? [^,;.]{2,60} (?:attended|substituted|was|were|had)|"
        r"for whom|whose|due to|as (?:he|she|they)|because|and for lateness)",
        text,
    )[0]
    text = re.split(r",?\s+with (?=[A-Z][^;]{3,160}\battend)", text)[0]
    for person in split_people(text)[0] if "substituted" in text else []:
        for note in person.notes:
            by = re.match(rf"(?:who was )?substituted (?:for )?by (?P<by>{TITLED}|{NAME})", note)
            if by:
                attendance.substitute(person.name, by["by"], row)
    text = re.sub(r"\((?:with )?[^()]*substitut[^()]*\)", "", text)
    people, unknown = split_people(sentences(text)[0] if text.strip() else "")
    for person in people:
        attendance.add("apologies", person.name, row)
        if person.notes:
            attendance.roles.setdefault(person.name, "; ".join(person.notes))
    if unknown and not (people and len(unknown) == 1 and len(unknown[0].split()) > 6):
        attendance.asides.append(
            ([row], f"Apologies are recorded here; “{'; '.join(unknown)}” was not understood as a name.")
        )


def _table_of_two(rows: Sequence[Row], attendance: Attendance) -> None:
    """A table of apologies and who came instead, as cells or printed one cell a line."""
    for index, row in enumerate(rows):
        if row.cells and len(row.cells) == 2:
            first, _second = (cell or "" for cell in row.cells)
            if re.match(r"apolog", first, re.IGNORECASE):
                _pairs(
                    [
                        (other.cells[0] or "", other.cells[1] or "", other)
                        for other in rows[index + 1 : index + 40]
                        if len(other.cells) == 2
                    ],
                    attendance,
                )
                return
            continue
        following = rows[index + 1] if index + 1 < len(rows) else None
        if (
            following
            and re.match(r"apolog(?:y|ies)(?: (?:from|for absence))?$", row.text, re.IGNORECASE)
            and re.match(r"(?:temporary appointment|substitut)", following.text, re.IGNORECASE)
        ):
            cells = []
            for other in rows[index + 2 : index + 60]:
                if not (
                    is_name(other.text)
                    or begins_titled(other.text)
                    or re.fullmatch(r"[-–—]|none|n/a|nil", other.whole, re.IGNORECASE)
                ):
                    break
                cells.append(other)
            _pairs(
                [(one.text, two.whole, one) for one, two in zip(cells[::2], cells[1::2], strict=False)],
                attendance,
            )
            return


def _pairs(pairs: Iterable[tuple[str, str, Row]], attendance: Attendance) -> None:
    for absent, by, row in pairs:
        if is_name(absent):
            attendance.add("apologies", absent, row)
            if is_name(by) and not any(by == pair["by"] for pair, _ in attendance.substitutes):
                attendance.substitute(absent, by, row)


def _movement(row: Row, attendance: Attendance) -> None:
    if not _SPEAKS_OF_MOVING.search(row.text):
        return
    for sentence in sentences(row.text):
        for key, pattern in (("left", _LEFT), ("arrived", _ARRIVED)):
            found = pattern.match(sentence)
            if not found or re.search(
                r"\b(?:had|has|who|if|when|would|members? of the public|press)\b", found["names"]
            ):
                continue
            names = re.sub(
                r"^\W*(?:at (?:this point|\d[\d.: apm]*),?\s*|during this item,?\s*|prior to [^,]{3,60},\s*)",
                "",
                found["names"],
                flags=re.IGNORECASE,
            )
            people, unknown = split_people(names)
            if not unknown:
                for person in people:
                    attendance.add(key, person.name, row)

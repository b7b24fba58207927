"""Who was there: the block of names at the head of minutes, what the items say of apologies and substitutes, who left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sightline.work.imports.reading.minutes import words
from sightline.work.imports.reading.minutes.people import (
    HONORIFIC,
    NAME,
    POST,
    TITLED,
    Person,
    begins_titled,
    is_name,
    split_people,
)
from sightline.work.imports.reading.minutes.rows import Row
from sightline.work.imports.reading.minutes.sentences import sentences

# Labels of the block, in the order in which they are tried; each sends the names behind it to a list.
_LABELS: tuple[tuple[str, str], ...] = (
    ("same", r"(?:whole|part) of (?:the )?meeting|agenda item(?: no\.?)?|officers? attending"),
    (
        "head",
        r"(?:venue|date|time|location|place|contact|title|committee|meeting|start(?:ed)?|"
        r"finish(?:ed)?|quorum|chair's|webcast|minutes published|distribution|copies to|"
        r"duration)",
    ),
    (
        "non_voting",
        r"non[- ]voting(?: co-?opt\w+)?(?: members?| representatives?)?(?: present)?|"
        r"co-?opt\w*(?: members?| representatives?)? ?\(?(?:non[- ]voting|without voting "
        r"rights)\)?",
    ),
    (
        "also",
        r"other (?:members|councillors)(?: present| in\b.{0,40}attendance| attending)?|also "
        r"(?:present|in attendance|attending|attended)(?: \([^)]{1,40}\))?|(?:other )?(?:cabinet|"
        r"executive) members? (?:present|in attendance|attending)|observers?|in remote "
        r"attendance|by invitation|"
        r"invite(?:es|d)|guests?|witnesses|visitors|other(?:s)? (?:present|in attendance|"
        r"attendees?)|partners|councillors? in attendance|members? in attendance|portfolio "
        r"holders?(?: in attendance| present)?",
    ),
    (
        "apologies",
        r"apolog(?:y|ies)(?: for absence)?(?: (?:were |was )?(?:received|given|submitted|"
        r"noted))?(?: from)?|apols|apologies for non[- ]attendance",
    ),
    ("absent", r"(?:members? )?absent(?: members)?|not present|members not present|did not attend"),
    (
        "substitutes",
        r"(?:nominated |named )?sub(?:stitute)?s?(?: members?)?(?: present| in attendance)?|reserve members?",
    ),
    (
        "officers",
        r"(?:council )?officers?(?: (?:present|attending|in attendance|also present|in "
        r"support))?(?: \(?part of (?:the )?meeting\)?)?|staff(?: present)?|advis[eo]rs|in "
        r"support|support(?:ing)? officers?|clerk(?: to the \w+)?|minute[- ]?taker|minutes "
        r"(?:taken )?by|note[- ]?taker|secretary|school governor services clerk|whole of meeting|"
        r""
        r"council(?:'s|’s)? officers|(?:london borough|county council|city council|borough "
        r"council) (?:of \w+ )?officers.{0,30}|agenda item|officers? attending|democratic "
        r"services",
    ),
    (
        "attending",
        r"in attendance|attendance|in attendance \(officers\)|attendees?|others? attending|"
        r"present by invitation|present remotely|attending remotely|remote(?:ly)?|virtual(?:ly)?",
    ),
    ("chair", r"(?:in the )?chair(?:man|person|woman)?|presiding|independent chair|mayor"),
    (
        "present",
        r"(?:the (?:following )?)?(?:(?:members?|councillors?|councillor members|voting members?|"
        r"committee members?|board members?|panel members?|cabinet members?|elected members?|"
        r"school members?|non[- ]school members?|core members?|forum members|lead members?|"
        r"executive members?|statutory members?|"
        r"appointed members?|labour|conservative|liberal democrats?|independents?|green|vice[- "
        r"]chair(?:man|person)?|deputy chair\w*|co-?opt\w*(?: members?| representatives?)?(?: "
        r"\(voting\))?|statutory co-?opt\w+(?: members?)?|church representatives?|parent "
        r"governor representatives?|representatives?|school representatives?|membership)"
        r"(?: (?:were )?present| in attendance)?|(?:those )?present(?: \(?(?:were|in person|"
        r"virtually|remotely|at the meeting|members)\)?)?|members present were)(?: \(voting\))?",
    ),
)
LABELS = tuple(
    (key, re.compile(rf"^(?P<label>(?:{pattern}))\s*(?:[:\-–—]+|$)\s*[:\-–—]*\s*", re.IGNORECASE))
    for key, pattern in _LABELS
)
_SPACED = re.compile(
    r"^(?P<label>(?:present|in attendance|also present|apologies|officers|absent|councillors|"
    r"members|attendance|also in attendance))\s{2,}(?=\S)",
    re.IGNORECASE,
)
_BARE_PRESENT = re.compile(
    r"^(?:PRESENT|IN ATTENDANCE|ALSO PRESENT|ALSO IN ATTENDANCE|APOLOGIES|OFFICERS|ABSENT)\s+(?=[A-Z])"
)
_PLURAL_LABEL = re.compile(r"^(?:councillors|cllrs)\b", re.IGNORECASE)
_OPENS = re.compile(
    r"^(?:members? |councillors? |those |the following members? (?:were )?)?present\b|"
    r"^attendance\b|^in attendance\b|^attendees\b|^membership\b|^voting members|^councillors? "
    r"present",
    re.IGNORECASE,
)

_APOLOGY = re.compile(
    r"\bapolog(?:y|ies)\b(?:\s+for\s+(?:absence|non[- ]attendance|their absence|"
    r"lateness))?(?:\s+(?:from the meeting|at the meeting))?\s+(?:(?:for absence )?(?:was|were|"
    r"had been|have been|has been)\s+)?(?:also\s+)?"
    r"(?:received|submitted|given|noted|tendered|reported|made|accepted|recorded|sent|offered|"
    r"intimated)?\s*(?:by|from|on behalf of|for)(?!\s*:?\s*(?:absence|lateness|non-attendance|"
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
_IN_PLACE = re.compile(
    r"\b(?:in place of|in the place of|as (?:a )?substitute for|as (?:the )?(?:named "
    r")?substitute for|substitut(?:e|ed|ing) for|subbing for|\bsub for|deputis(?:ing|ed) for|on "
    r"behalf of|replac(?:ing|ed)|for)\s+(?P<for>.+)$",
    re.IGNORECASE,
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
    r"Deputy Leader)\b"
)
_WHERE_ABSENT = re.compile(
    r"\b(?:apologies|appoint(?:ed|ment)|contact|vacan|resign|left the council|written by|"
    r"congratulat|retire|interviewed|letter (?:to|from)|in his absence|in her absence)\b",
    re.IGNORECASE,
)


_SPEAKS_OF_ABSENCE = re.compile(
    r"apolog|substitut|in (?:the )?place of|deput|replac|on behalf of|represented by|attending respectively",
    re.IGNORECASE,
)
_SPEAKS_OF_MOVING = re.compile(
    r"\b(?:left|withdrew|vacated|retired|departed|entered|joined|arrived|re-?joined|re-?entered|returned)\b"
)


@dataclass(slots=True)
class Attendance:
    """lists are of (name, row); substitutes of ({"for", "by"}, row); roles {name: what stood beside it}."""

    lists: dict[str, list[tuple[str, Row]]] = field(default_factory=dict)
    substitutes: list[tuple[dict[str, str | None], Row]] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    chair: str | None = None
    asides: list[tuple[list[Row], str]] = field(default_factory=list)
    venue: str | None = None

    def add(self, key: str, name: str, row: Row) -> None:
        names = self.lists.setdefault(key, [])
        if name and all(name != other for other, _ in names):
            names.append((name, row))

    def substitute(self, absent: str | None, by: str | None, row: Row) -> None:
        pair = {"for": absent, "by": by}
        if all(pair != other for other, _ in self.substitutes):
            self.substitutes.append((pair, row))


def label_of(text: str) -> tuple[str, int] | None:
    """(list that a label opens, where the label ends), or None where a row begins with no label."""
    for key, pattern in LABELS:
        found = pattern.match(text)
        if found:
            return key, found.end()
    return None


def is_label(text: str) -> bool:
    """Whether a row is a label of the block of those present."""
    found = label_of(text)
    return (
        bool(found)
        or bool(_BARE_PRESENT.match(text))
        or bool(re.match(r"^(?:non-voting members|voting members)\b", text, re.IGNORECASE))
    )


def read_block(rows: Sequence[Row], attendance: Attendance) -> None:
    """The block of those present in the head of a paper."""
    start = next(
        (index for index, row in enumerate(rows) if _OPENS.match(row.text) or _BARE_PRESENT.match(row.text)),
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
            if (before.text.endswith((",", " and")) and listed and _looks_named(row.text)) or (
                half and last and _looks_named(row.text)
            ):
                whole[-1] = replace(
                    before, text=f"{before.text} {row.text}", lines=(*before.lines, *row.lines)
                )
                continue
        whole.append(row)
    return whole


def _looks_named(text: str) -> bool:
    people, unknown = split_people(text)
    return bool(people) and not unknown


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
    spaced = _SPACED.match(raw) or _BARE_PRESENT.match(raw)
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
    people, unknown = split_people(text)
    if unknown and not people:
        if len(text.split()) < 25 and key != "attending" and not text.endswith("."):
            attendance.asides.append(
                ([row], "This line stands among those present and holds no name that was understood.")
            )
        return
    if unknown:
        attendance.asides.append(([row], f"Among those present “{'; '.join(unknown)}” was not understood."))
    for person in people:
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
    if person.chairs and key in ("present", "attending", "chair"):
        attendance.chair = attendance.chair or person.name
        where = "present"
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
                if not (begins_titled(following.text) or _looks_named(following.text)):
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
    text = re.sub(r"\((?:with )?[^()]*substitut[^()]*\)", "", text)
    people, unknown = split_people(re.split(r"\.\s", text)[0])
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

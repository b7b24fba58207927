"""The lists that the people of a meeting are put on, and the labels that open them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sightline.work.imports.reading.minutes.people import split_people
from sightline.work.imports.reading.minutes.rows import Row

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
        r"non[- ]members?(?: also)?(?: present| in attendance)?|"
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
        r"governor representatives?|religious representatives?|representatives?|school representatives?|membership)"
        r"(?: (?:were )?present| in attendance)?|(?:those )?present(?: \(?(?:were|in person|"
        r"virtually|remotely|at the meeting|members)\)?)?|members present were)(?: \(voting\))?",
    ),
)


LABELS = tuple(
    (key, re.compile(rf"^(?P<label>(?:{pattern}))\s*(?:[:\-–—]+|$)\s*[:\-–—]*\s*", re.IGNORECASE))
    for key, pattern in _LABELS
)


BARE_PRESENT = re.compile(
    r"^(?:PRESENT|IN ATTENDANCE|ALSO PRESENT|ALSO IN ATTENDANCE|APOLOGIES|OFFICERS|ABSENT)\s+(?=[A-Z])"
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
        or bool(BARE_PRESENT.match(text))
        or bool(re.match(r"^(?:non-voting members|voting members)\b", text, re.IGNORECASE))
    )


def looks_named(text: str) -> bool:
    people, unknown = split_people(text)
    return bool(people) and not unknown

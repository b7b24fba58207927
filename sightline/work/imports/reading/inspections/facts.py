"""Facts from the head of a report or letter: what it is, about whom, when, and who led it. Each is None unless it is certain."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from sightline.ground.lib.documents.blocks import Line
from sightline.work.imports.reading.inspections import periods, vocabulary
from sightline.work.imports.reading.inspections.authorities import names_in, short_name
from sightline.work.imports.reading.printed_lines import mend

Found = TypeVar("Found")

TITLE_LINES = 45  # of the first page: a title is looked for here
HEAD_LINES = 60  # letters print their dates in the first paragraphs

LEADERS = re.compile(
    r"^(?:lead|reporting|leading) (?:hmi(?= ?:)|(?:hmi |her majesty['’]s |his majesty['’]s )?inspectors?)(?: of schools|,? ofsted)?"
    r"\s*[:–-]?\s+(?P<name>.+)$",
    re.IGNORECASE,
)
SEVERAL = re.compile(r"^(?:lead|reporting|leading) (?:hmi )?inspectors\b", re.IGNORECASE)
POST_BEHIND = re.compile(r"\b(?:HMI|SHMI|(?:His|Her) Majesty['’]s Inspector|Ofsted)\b[\w, ]{0,30}$")
LEADS_TEAM = re.compile(
    r"^(?P<name>[A-Z][^,]+),\s*(?:(?:Ofsted|Senior|HMI|SHMI|(?:His|Her) Majesty['’]s Inspector),?\s+){0,3}"
    r"(?:lead(?: HMI| inspector)\b|(?<=HMI )lead\b|(?<=Ofsted )lead\b)(?!,? (?:CQC|Care Quality))",
    re.IGNORECASE,
)
LED_BY = re.compile(
    r"inspection was led by (?:HM|(?:Her|His) Majesty['’]s) Inspector (?P<name>(?:[A-Z][\w'’-]+ ){1,2}[A-Z][\w'’-]+)"
)
LEADER_LABEL = re.compile(r"^(?:lead|reporting) inspectors?\s*:?$", re.IGNORECASE)
POST = re.compile(
    r"[,(]?\s*\b(?:HMI|HMIP|CSI|(?:Senior )?(?:Her|His) Majesty['’]s(?: Lead)? Inspectors?.*|Ofsted.*|Senior HMI|SHMI"
    r"|CQC.*|HM Inspector.*|Social Care.*|Regulatory Inspection.*|(?:Senior )?Inspector.*|[OM]BE|CBE)\b.*$"
)
NAME = re.compile(
    r"^(?:(?:Mrs?|Ms|Miss|Dr|Professor|Sir|Dame)\.? )?[A-Z][\w'’-]+(?: (?:[A-Z]\.?|[A-Z][\w'’-]+|[a-z]{2,3}))* [A-Z][\w'’-]+$"
)
DATES_LABEL = re.compile(
    r"^(?:inspection|visit|dates? of (?:the )?(?:inspection|visit)|fieldwork)(?: dates?"
    r"| took place)?\b[^:]{0,25}?:?\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
IS_DATES_LABEL = re.compile(
    r"^(?:inspection (?:start and end )?dates?|dates? of (?:the )?(?:inspection|visit)|visit dates?|dates? of inspection)\b",
    re.IGNORECASE,
)
RUNS_OVER = re.compile(
    r"(?:\b(?:to|and|until)|[–—-]|\b\d{1,2})\n|\n(?:to|and|until)\b|\n[–—-]", re.IGNORECASE
)  # a date broken by a line end
OTHER_LABEL = re.compile(
    r"^(?:date of (?:the )?(?:previous|last) inspection|previous inspection|(?:lead|reporting) inspector|age group"
    r"|(?:report )?published|dear\b)",
    re.IGNORECASE,
)
PUBLISHED_LABEL = re.compile(
    r"^(?:report )?(?:published|publication date|date (?:of publication|published)|publication)\b(?: on)?\s*:?\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
PUBLISHED_WITHIN = re.compile(
    r"\breport published:?\s*(?P<rest>\d{1,2} \w+ 20\d\d)\b", re.IGNORECASE
)  # copies of the text put several labels on one line
VISIT_SENTENCES = (
    re.compile(
        r"(?:this|the) (?:inspection|visit|assurance visit|focused visit) (?:took place|was carried out"
        r"|was conducted|ran)\b(?P<rest>.{0,90})",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:\bvisit|\binspection|\brevisit|\bvisited)\b[^.]{0,200}?\b(?:on|from|between|held on"
        r"|of)\s+(?P<rest>(?:\w+day,? )?\d{1,2}(?:st|nd|rd|th)?\b[^.]{0,80})",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:on|between|from)\s+(?P<rest>(?:\w+day,? )?\d{1,2}(?:st|nd|rd|th)?\b[^.]{0,80}?),? (?:ofsted|inspectors"
        r"|her majesty|his majesty|the care quality)",
        re.IGNORECASE,
    ),
)
EARLIER = re.compile(
    r"\b(?:last|previous(?:ly)?|earlier|since)\b", re.IGNORECASE
)  # another inspection's dates follow
AUTHORITY_TITLES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^area send (?:full |monitoring )?inspection (?:of|in) (?:the )?(?P<name>.+?)(?: local area partnership)?$",
        r"^inspection of (?P<name>(?!local authority|services|safeguarding|looked|children|contact"
        r"|youth)(?:.+?)) (?:local authority )?children['’]s (?:social care )?services$",
        r"(?:focused|monitoring|assurance) visit (?:to|of"
        r"|report:?) (?P<name>.+?)(?:['’]s?)? (?:local authority )?children['’]s (?:social care )?services",
        r"^(?:ofsted )?(?:focused|monitoring|assurance) visit (?:to|of) (?P<name>.+)$",
        r"^joint targeted area inspection of (?:the multi-agency .{5,120}? in )?(?P<name>[A-Z][^.]{2,60})$",
        r"^joint (?:local )?area send (?:inspection|revisit|re-visit) (?:in|of) (?P<name>.+)$",
        r"inspection of the local area of (?P<name>[A-Z][\w,’' -]{2,50}?)(?: to judge| to assess|$)",
        r"inspection of youth (?:justice|offending) (?:services|work|service) in (?P<name>.+)$",
        r"assessment arrangements (?:within|in|for) (?P<name>[A-Z].{2,60}?)(?:['’]s?)? (?:local authority"
        r" )?children['’]s services",
        r"children['’]s services in (?P<name>[A-Z][\w,’' &-]{2,50}?) (?:which|that|was|on)\b",
    )
)


@dataclass(slots=True)
class Head:
    """lines is the body of the first pages, text their running text; suspects gathers (page, text, why)."""

    lines: list[Line]
    everything: list[Line]
    suspects: list[tuple[int | None, str, str]] = field(default_factory=list)

    @property
    def title_lines(self) -> list[Line]:
        first = self.lines[0].page if self.lines else None
        return [line for line in self.lines[:TITLE_LINES] if line.page == first]

    def title(self) -> str:
        return vocabulary.plain(mend(line.text for line in self.title_lines))

    def opening(self) -> str:
        return mend(line.text for line in self.lines[:HEAD_LINES])


def framework_of(head: Head) -> vocabulary.Framework | None:
    """The framework whose title is printed first, on the first page; among titles at one place, the first of the table."""
    words = head.title()
    found: list[tuple[int, int]] = []
    for order, framework in enumerate(vocabulary.FRAMEWORKS):
        places = [match.start() for pattern in framework.titles if (match := re.search(pattern, words))]
        if places:
            found.append((min(places), order))
    if not found:
        return None
    earliest = min(place for place, _ in found)
    order = min(order for place, order in found if place <= earliest + 25)
    return vocabulary.FRAMEWORKS[order]


def authority_of(head: Head, letter: bool) -> str | None:
    """The council in the short form of the inspectorates' lists; a name that is not a known council is kept and queried."""
    candidates = [*_from_titles(head), *_from_own_line(head, letter)]
    known = [
        (printed, name) for printed in candidates for name, is_known in (short_name(printed),) if is_known
    ]
    if known:
        return _whole_name(known)
    named = [] if letter else names_in(head.title())
    if len(named) == 1:
        return named[0]
    first_named = [name for line in head.title_lines if line.size >= 13 for name in names_in(line.text)]
    if len(set(first_named)) == 1:
        return first_named[0]
    if candidates:
        name = short_name(candidates[0])[0]
        head.suspects.append(
            (1, candidates[0], "This is not the name of a council that is known; it is kept as printed.")
        )
        return name
    return None


def _whole_name(known: list[tuple[str, str]]) -> str:
    """The first name, or the longer one that it begins: a title may break within "Bournemouth, Christchurch and Poole"."""
    printed, name = known[0]
    for longer, its_name in known[1:]:
        if len(its_name) > len(name) and longer.casefold().startswith(printed.strip(" ,").casefold()):
            printed, name = longer, its_name
    return name


def _from_titles(head: Head) -> list[str]:
    """What the patterns of titles name, in one line or in two or three that belong together."""
    texts = [line.text for line in head.title_lines]
    found = []
    for count in (1, 2, 3):
        for index in range(len(texts) - count + 1):
            joined = SUPERS.sub("", mend(texts[index : index + count]))
            for pattern in AUTHORITY_TITLES:
                match = pattern.search(joined)
                if match and len(match["name"]) < 70:
                    found.append(match["name"])
    return found


SUPERS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")


def _from_own_line(head: Head, letter: bool) -> list[str]:
    """Lines of the title that hold a council's name and nothing else. In a letter, a bare name may be a town in an address."""
    found = []
    for line in head.title_lines[:12]:
        text = SUPERS.sub("", line.text).strip()
        if short_name(text)[1] and not (letter and len(text) < len(short_name(text)[0]) + 5):
            found.append(text)
    return found


def period_of(head: Head, letter: bool) -> periods.Period | None:
    period = _labelled(head, IS_DATES_LABEL, DATES_LABEL, periods.period_in)
    if period is None and letter:
        period = _from_sentences(head.opening())
    if period is not None and period.doubt:
        head.suspects.append((1, period.doubt, "The dates of the inspection do not fit together."))
    return period


def _from_sentences(opening: str) -> periods.Period | None:
    for pattern in VISIT_SENTENCES:
        for sentence in re.split(r"(?<=[.?!])\s+(?=[A-Z])", opening):
            match = pattern.search(sentence)
            if match and EARLIER.search(sentence[: match.start("rest")]):
                continue
            period = periods.period_in(match["rest"]) if match else None
            if period and period.start:
                return period
    return None


def published_of(head: Head) -> date | None:
    for line in head.title_lines:
        if re.match(r"^hm inspectorate of probation,", line.text.strip(), re.IGNORECASE):
            return periods.day_in(line.text) or periods.month_end_in(line.text)
    labelled = _labelled(
        head,
        PUBLISHED_LABEL,
        PUBLISHED_LABEL,
        lambda text: periods.day_in(text) or periods.month_end_in(text),
    )
    if labelled is not None:
        return labelled
    within = (PUBLISHED_WITHIN.search(line.text) for line in head.title_lines)
    return next((day for found in within if found and (day := periods.only_day(found["rest"]))), None)


def _labelled(
    head: Head, is_label: re.Pattern[str], label: re.Pattern[str], read: Callable[[str], Found | None]
) -> Found | None:
    """What stands behind a label on its line, or on the line after it."""
    lines = head.lines[:HEAD_LINES]
    for index, line in enumerate(lines):
        if not is_label.match(line.text.strip()):
            continue
        match = label.match(line.text.strip())
        rest = match["rest"] if match else ""
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        following = "" if OTHER_LABEL.match(following.strip()) else following
        whole = (
            f"{line.text} {following}"
            if RUNS_OVER.search(f"{line.text.strip()}\n{following.strip()}")
            else ""
        )
        for text in (whole, line.text, f"{rest} {following}", following):
            value = read(text)
            if value is not None:
                return value
    return None


def letter_date_of(head: Head) -> date | None:
    """The date that stands alone at the head of a letter, before "Dear"."""
    for line in head.title_lines:
        if re.match(r"^dear\b", line.text.strip(), re.IGNORECASE):
            return None
        day = periods.only_day(line.text)
        if day:
            return day
    return None


def lead_inspector_of(head: Head, letter: bool) -> str | None:
    """The lead (or reporting) inspector as printed, without post and honours."""
    lines = head.everything
    for index, line in enumerate(lines):
        text = line.text.strip()
        match = LEADERS.match(text)
        following = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
        after = index + (1 if match else 2)  # the line below the name
        below = lines[after].text.strip() if after < len(lines) else ""
        printed = match["name"] if match else following if LEADER_LABEL.match(text) else ""
        name = (SEVERAL.match(text) and _names(printed, below)) or _name(printed)
        if name:
            return name
        leads = LEADS_TEAM.match(text) or LED_BY.search(f"{text} {following}")
        if leads and _name(leads["name"]):
            return _name(leads["name"])
    return _signed_by(lines) if letter else None


def _names(printed: str, following: str) -> str | None:
    """Two or three leaders behind "Lead inspectors", without their posts; the last may stand on a line of its own."""
    names = _each_name(printed)
    if len(names) == 1 and POST_BEHIND.search(following):
        names += _each_name(following)
    return " and ".join(names) if 2 <= len(names) <= 3 else None


def _each_name(printed: str) -> list[str]:
    """The names in a line of names and posts; none where a part of it is neither."""
    parts = re.split(r",| and | & |;|\(|\)", printed[:200])
    found = [(part.strip(), _name(part)) for part in parts if part.strip()]
    names = [name for part, name in found if name and not POST.match(part)]
    return names if all(name or POST.match(part) for part, name in found) else []


def _signed_by(lines: list[Line]) -> str | None:
    """Whoever signs a letter as His or Her Majesty's Inspector leads the visit."""
    for index, line in enumerate(lines):
        if not vocabulary.LETTER_END.match(vocabulary.plain(line.text)):
            continue
        for name, post in zip(lines[index + 1 : index + 4], lines[index + 2 : index + 5], strict=False):
            if re.match(
                r"^(?:(?:her|his) majesty['’]s inspector|hmi\b)", post.text.strip(), re.IGNORECASE
            ) and _name(name.text):
                return _name(name.text)
        return None
    return None


def _name(printed: str) -> str | None:
    name = POST.sub("", printed.strip()).strip(" ,:;–-(")
    return name if NAME.match(name) and len(name) < 50 else None

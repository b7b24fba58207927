"""The facts of a report's head: to whom, by whom, when and about what, from its labels and its lines without labels."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sightline.ground.lib.dates import find_dates
from sightline.work.imports.reading.reports.account import Account
from sightline.work.imports.reading.reports.labels import (
    AGENDA_LINE,
    BARE_DAY,
    BODY,
    DAY_NAME,
    FRAGMENT,
    NUMBER_ONLY,
    REPORT_OF_LINE,
    Facts,
    is_body_line,
    is_date_line,
)
from sightline.work.imports.reading.reports.pieces import Piece
from sightline.work.imports.reading.reports.vocabulary import plain

_AUTHORITY = re.compile(
    r"^(?:the )?[\w'’&,.() \-]{0,60}\b(?:council|borough|city council|corporation|authority"
    r"|county)(?: of [\w' ]{2,40})?$",
    re.IGNORECASE,
)
_WHOLE_COUNCIL = re.compile(
    r"^(?:the )?(?:full |annual |extraordinary |county |borough |city |district )?council$", re.IGNORECASE
)
_TO_MEETING = re.compile(
    r"^(?P<who>.{4,120}?) to (?:the )?(?:meeting of )?(?:the"
    r" )?(?P<body>[A-Z].{2,100}?(?:committee"
    r"|cabinet|board|panel|executive|council|forum|commission)(?: ?\([^)]{2,60}\))?)(?:,? (?:meeting )?(?:to be "
    r"|being )?(?:held )?(?:on )?(?P<when>.*\d.*))?$",
    re.IGNORECASE | re.DOTALL,
)
_IS_POST = re.compile(
    r"\b(?:director|head|chief|officer|manager|treasurer|solicitor|lead|executive|secretary|auditor)\b",
    re.IGNORECASE,
)
_COUNCILLOR = re.compile(r"^(?:councillor|cllr)\.? [A-Z][^.;:]{3,140}$", re.IGNORECASE)
_POST_HOLDER = re.compile(
    r"^[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){1,3},? (?:\w+ ){0,4}?(?:(?:Corporate |Executive "
    r"|Strategic |Assistant |Interim |Deputy |Acting |Service )*(?:Director|Head of|Chief"
    r"|Officer|Manager))\b[^.;:]{0,120}$"
)
_MEMBER = re.compile(
    r"^(?:the )?(?:(?:cabinet|executive|portfolio|lead|council)[ -](?:board )?(?:member|holder"
    r"|councillor)|councillor|cllr|portfolio holder|leader of the council|deputy leader"
    r"|(?:(?:mr|mrs|ms|miss|dr)\.? )?[\w'’-]+(?: [\w'’.-]+){1,3}, (?:the )?(?:deputy )?(?:(?:cabinet|executive|lead) member"
    r"|portfolio holder|leader of the council))",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"^(?:source:.*|top|home|.{0,20}\bpart (?:1|2|i|ii|one|two|a|b)\b.{0,40}"
    r"|(?:for )?(?:(?:ordinary|key|non-key|urgent) decision.{0,30}|information|decision"
    r"|discussion|noting|approval|general release|publication|paper [a-z0-9]{1,3}|official|open|public|restricted"
    r"|not for publication|unrestricted)"
    r"(?: (?:only|report|item|session|and .{0,20}))?|(?:not )?exempt|report|committee report"
    r"|cabinet report|covering report|public report|agenda|to follow|draft|page \d+.*|-+"
    r"|paper [a-z0-9]{1,3}|official.{0,20}|\W+|.{0,3}|dear .*|http\S+|not protectively marked)$",
    re.IGNORECASE,
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PERSON_DETAIL = re.compile(
    r"\s*[,;|(]?\s*\b(?:tel(?:ephone)?|phone|e-?mail|ext(?:ension)?|mobile|contact (?:no"
    r"|number|tel))\b(?: no\.?| number)?\s*[:.]?.*$|\s*[,;|–-]?\s*\(?0\d{2,5}\)?[\d ]{5,}.*$"
    r"|\s*[,;|–-]?\s*\S+@\S+.*$",
    re.IGNORECASE | re.DOTALL,
)
OFFICER_LABELS = ("relevant_officer", "report_of", "lead_officer", "loose_officer", "author", "authorised_by")
_BARE_NAME = re.compile(r"^[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){1,2}$")
_SENTENCE = re.compile(
    r"^(?:please note|note:|this (?:report|item)|the following)\b|\.$|\?|[\u2610\u2611\u2612]", re.IGNORECASE
)


@dataclass(slots=True)
class Head:
    """The values of the head, as printed; None where the paper does not state them."""

    report_to: str | None = None
    report_to_raw: str | None = None
    relevant_officer: str | None = None
    relevant_cabinet_member: str | None = None
    date_of_meeting: str | None = None
    title: str | None = None
    agenda_item: str | None = None
    contact: str | None = None
    wards: str | None = None
    author: str | None = None
    authority: str | None = None
    also_to: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def understand(facts: Facts, account: Account) -> Head:
    """The facts of the head, each with its place."""
    head = Head()
    for value, held in facts.found.pop("report_of", []):
        _report_of(facts, value, held)
    loose = _take_loose(facts, head, account)
    _take_body(facts, head, account)
    _take_people(facts, head, account)
    _take_simple(facts, head, account)
    _take_date(facts, head, account)
    _take_title(facts, loose, head, account)
    return head


def _take_loose(facts: Facts, head: Head, account: Account) -> list[Piece]:
    """Sort the lines without a label: body, authority, item, "Report of the ..."; answer those that may be the title."""
    rest: list[Piece] = []
    labelled_body = "report_to" in facts.found
    for piece in facts.loose:
        text = piece.text.strip().strip("*").strip()
        item = AGENDA_LINE.match(text)
        who = REPORT_OF_LINE.match(text)
        if item:
            if item["number"]:
                facts.add("agenda_item", item["number"], [piece])
        elif who:
            _report_of(facts, who["who"], [piece])
        elif _COUNCILLOR.match(text) and not piece.cells:
            facts.add("loose_member", text, [piece])
        elif _POST_HOLDER.match(text) and not piece.cells:
            facts.add("loose_officer", text, [piece])
        elif _NOISE.match(text) or NUMBER_ONLY.match(text):
            continue
        elif is_date_line(text):
            facts.add("loose_date", text, [piece])
        elif not piece.cells and is_body_line(text):
            _loose_body(facts, text, piece, head)
        elif _AUTHORITY.match(text) and len(text.split()) <= 8 and head.authority is None:
            head.authority = text
        else:
            rest.append(piece)
    if (
        not labelled_body
        and "loose_body" not in facts.found
        and head.authority
        and _WHOLE_COUNCIL.match(head.authority)
    ):
        facts.add("loose_body", head.authority, [])
    return rest


def _report_of(facts: Facts, who: str, held: list[Piece]) -> None:
    """ "Report of the Director to the meeting of the Committee to be held on 12 May 2021": who, to whom, when."""
    parted = _TO_MEETING.match(who)
    if parted is None:
        facts.add("report_of", who, held)
        return
    facts.add("report_of", parted["who"], held)
    facts.add("loose_body", parted["body"].strip(" ,"), held)
    if parted["when"]:
        facts.add("body_date", parted["when"], held)


def _loose_body(facts: Facts, text: str, piece: Piece, head: Head) -> None:
    found = BODY.match(text)
    assert found is not None
    rest = (found["rest"] or "").strip(" :,-–—")
    facts.add("loose_body", found["body"].strip(" -–—:,"), [piece])
    if rest and (find_dates(rest) or BARE_DAY.search(rest)):
        facts.add("body_date", rest, [piece])


def _take_body(facts: Facts, head: Head, account: Account) -> None:
    value, held = facts.first("report_to")
    if value is None:
        value, held = facts.first("loose_body")
        others = [name for name, _ in facts.found.get("loose_body", [])[1:]]
    else:
        others = [name for name, _ in facts.found["report_to"][1:]]
        dated = BODY.match(value)
        if dated and dated["rest"] and find_dates(dated["rest"]):
            facts.add("body_date", dated["rest"], held)
            value = dated["body"].strip(" -–—:,")
    if value is None:
        return
    value = re.sub(r"^the (?=[A-Z])", "", _tidy(value))
    head.report_to_raw = value
    head.also_to = [_tidy(name) for name in others if plain(name) != plain(value)]
    account.at("report_to", held)
    if FRAGMENT.match(value) and "report_to" not in facts.found:
        account.doubt(
            held[0] if held else None,
            value,
            "Only the end of the body's name is printed, so the body is not known.",
        )
        return
    head.report_to = value
    if head.also_to:
        account.doubt(
            held[0] if held else None,
            "; ".join([value, *head.also_to]),
            "The head names more than one body; the first was taken.",
        )


def _take_people(facts: Facts, head: Head, account: Account) -> None:
    for key in OFFICER_LABELS:
        for value, held in facts.found.get(key, []):
            value = _tidy(re.sub(r"^the (?=[A-Z])", "", value, flags=re.IGNORECASE))
            if key == "report_of" and _MEMBER.match(value):
                value, officer = _member_and_officer(value)
                if officer and head.relevant_officer is None:
                    head.relevant_officer = officer
                    account.at("relevant_officer", held)
                if head.relevant_cabinet_member is None and "relevant_cabinet_member" not in facts.found:
                    head.relevant_cabinet_member = value
                    account.at("relevant_cabinet_member", held)
            elif key == "author" and head.author is None:
                head.author = _person(value)
                account.at("author", held)
            elif key == "report_of" and "loose_officer" in facts.found and not _IS_POST.search(value):
                continue
            elif head.relevant_officer is None and key not in ("author", "authorised_by"):
                head.relevant_officer = _person(value)
                account.at("relevant_officer", held)
    _take_writer(facts, head, account)
    member, held = facts.first("relevant_cabinet_member")
    if member is None and head.relevant_cabinet_member is None:
        member, held = facts.first("loose_member")
    if member is not None and plain(member) not in ("none", "n/a", "not applicable"):
        head.relevant_cabinet_member = _person(_tidy(member))
        account.at("relevant_cabinet_member", held)


def _take_writer(facts: Facts, head: Head, account: Account) -> None:
    """Where no officer is named, the author, else who authorised the report; a bare name gets the post printed with it."""
    for key in ("author", "authorised_by"):
        value, held = facts.first(key)
        if head.relevant_officer is None and value is not None:
            head.relevant_officer = _person(_tidy(value))
            account.at("relevant_officer", held)
    name = head.relevant_officer
    if name is None or not _BARE_NAME.match(name) or _IS_POST.search(name):
        return
    for key in OFFICER_LABELS:
        for value, _ in facts.found.get(key, []):
            fuller = _person(_tidy(value))
            if fuller.startswith(f"{name}, ") and _IS_POST.search(fuller):
                head.relevant_officer = fuller
                return


def _member_and_officer(value: str) -> tuple[str, str | None]:
    """ "Cabinet Member for Children and the Director of Children's Services": the two of a joint report."""
    parted = re.match(
        r"^(?P<member>.{5,}?)[,;]? (?:and|&) (?:the )?(?P<officer>(?:(?:corporate|executive"
        r"|strategic|assistant|interim|service|group) )*(?:director|chief|head)\b.+)$",
        value,
        re.IGNORECASE,
    )
    return (parted["member"], parted["officer"]) if parted else (value, None)


def _take_simple(facts: Facts, head: Head, account: Account) -> None:
    value, held = facts.first("agenda_item")
    if value is not None and re.match(r"^\w{1,4}\b", value) and len(value) <= 12:
        head.agenda_item = value.strip(" .:")
        account.at("agenda_item", held)
    value, held = facts.first("contact")
    if value is not None:
        head.contact = _person(re.sub(r"^name\s*:\s*", "", value, flags=re.IGNORECASE)) or None
        account.at("contact", held)
    value, held = facts.first("wards")
    if value is not None:
        head.wards = _tidy(value)
        account.at("wards", held)


def _take_date(facts: Facts, head: Head, account: Account) -> None:
    """The day of the meeting: a labelled one, else the one beside the body, else a line that is nothing but a date."""
    days: list[tuple[str, Piece | None, str]] = []
    for key in ("date_of_meeting", "body_date", "loose_date"):
        for value, held in facts.found.get(key, []):
            day = _day(value, held[0] if held else None, account)
            if day:
                days.append((day, held[0] if held else None, value))
                if head.date_of_meeting is None:
                    head.date_of_meeting = day
                    account.at("date_of_meeting", held)
    for day, piece, value in days:
        if day != head.date_of_meeting:
            account.doubt(
                piece,
                value,
                f"The head prints another date than that of the meeting, {head.date_of_meeting}.",
            )


def _day(value: str, piece: Piece | None, account: Account) -> str | None:
    """The one day in a printed text as ISO, or None; why not goes to the suspects."""
    found = find_dates(value)
    days = {one.date for one in found if one.date is not None and not one.meaning}
    if len(days) == 1:
        day = days.pop()
        named = DAY_NAME.search(value)
        if named and _DAYS.index(named[1].casefold()) != day.weekday():
            account.doubt(piece, value, f"{day:%d %B %Y} was not a {named[1].capitalize()}.")
        if not 1990 <= day.year <= 2060:
            account.doubt(piece, value, f"The year {day.year} is unlikely.")
        return day.isoformat()
    if len(days) > 1:
        account.doubt(piece, value, "More than one date is printed, so none was taken.")
    elif any(one.date is None for one in found):
        account.doubt(piece, value, "This is not a day that exists, so no date was taken.")
    elif found:
        account.doubt(piece, value, "This names no day, so no date of a meeting was taken.")
    elif BARE_DAY.search(value):
        account.doubt(piece, value, "The day has no year, so no date was taken.")
    return None


def _take_title(facts: Facts, loose: list[Piece], head: Head, account: Account) -> None:
    value, held = facts.first("title")
    if value is None and loose:
        worded = [
            piece for piece in loose if not (_SENTENCE.search(piece.text) and len(piece.text.split()) > 9)
        ]
        quiet = [piece for piece in worded or loose if ":" not in piece.text]
        group = [(quiet or worded or loose)[-1]]
        for piece in reversed(loose[: loose.index(group[0])]):
            near = group[0].index - piece.index == 1 and group[0].para.gap <= 1
            alike = piece.text.isupper() == group[0].text.isupper() and not piece.cells
            if (
                not (near and alike)
                or sum(len(one.text.split()) for one in group) > 30
                or len(piece.text.split()) > 20
            ):
                break
            group.insert(0, piece)
        candidates = [piece for piece in group if len(piece.text.split()) <= 40 and not piece.cells]
        held = candidates
        value = " ".join(piece.text for piece in candidates) or None
    if value is not None:
        head.title = _tidy_title(value)
        account.at("title", held)
    others = [piece for piece in loose if piece not in held and plain(piece.text) != plain(value or "")]
    if "title" in facts.found:
        head.lines = [piece.text for piece in others]
    else:
        _other_lines(others, held, account)


def _other_lines(loose: list[Piece], taken: list[Piece], account: Account) -> None:
    for piece in loose:
        if piece not in taken:
            account.aside(
                piece, "It stands in the head of the report without a label, and was not taken for its title."
            )


def _tidy(value: str) -> str:
    value = re.sub(r"\s+", " ", value).strip().strip("*").strip()
    value = re.sub(r"^[:–—-]\s*", "", value)
    return (
        value[:-1].rstrip()
        if value.endswith((".", ";", ",")) and not re.search(r"\b(?:No|Ltd|St|etc|[A-Z])\.$", value)
        else value
    )


def _tidy_title(value: str) -> str:
    value = _tidy(value)
    value = re.sub(
        r"\s*\((?:appendix|appendices|annexe?s?)\b[^()]{1,60}\brefers?\)$", "", value, flags=re.IGNORECASE
    )
    if len(value) > 1 and value[0] in "“\"‘'" and value[-1] in "”\"’'":
        value = value[1:-1]
    return value


def _person(value: str) -> str:
    """A name or post without the telephone number and the address that follow it."""
    value = re.sub(r"^name\s*:\s*", "", value, flags=re.IGNORECASE)
    return _tidy(_PERSON_DETAIL.sub("", value))

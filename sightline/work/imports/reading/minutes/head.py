"""What the head of minutes says: which body, which day, where, from when to when, whom to ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sightline.ground.lib.dates import MONTHS, find_dates
from sightline.work.imports.reading.minutes import words
from sightline.work.imports.reading.minutes.rows import Row
from sightline.work.imports.reading.minutes.seats import label_of

HEAD_ROWS = 40
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|weds?|thurs?|fri|sat|sun)"
_DATE = (
    rf"(?:{_WEEKDAY},?\s+(?:the\s+)?)?\d{{1,2}}\s*(?:st|nd|rd|th)?\s*(?:day of\s+|"
    rf"of\s+)?(?:{'|'.join(MONTHS)})\.?,?\s+(?:19|20)\d\d|"
    rf"(?:{_WEEKDAY},?\s+)?\d{{1,2}}[/.]\d{{1,2}}[/.](?:19|20)?\d\d|"
    rf"(?:{_WEEKDAY},?\s+)?(?:{'|'.join(MONTHS)})\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d"
)
_DATED = re.compile(_DATE, re.IGNORECASE)
_CLOCK = r"\d{1,2}(?:[.:]\d{2})?\s*(?:[ap]\.?m\b\.?|noon|hours|hrs)|\d{1,2}[.:]\d{2}(?:\s*(?:hours|hrs))?|(?:12\s*)?noon|midday"
_TIME = re.compile(rf"(?<![\d/.])(?P<time>{_CLOCK})", re.IGNORECASE)
_HELD = re.compile(r"\b(?:minutes|notes|record|meeting|held|proceedings)\b", re.IGNORECASE)
_APPROVAL = re.compile(
    r"\b(?:approv|confirm|agree|sign|correct record|previous|last meeting|to receive|to consider|"
    r"matters arising|next meeting|future meeting|published|printed|updated)",
    re.IGNORECASE,
)
_BODY_WORD = re.compile(
    r"\b(?:committee|sub-?committee|board|panel|cabinet|executive|council|forum|partnership|"
    r"commission|assembly|working (?:group|party)|task (?:and finish )?group|group|trust|"
    r"authority|mayor)\b",
    re.IGNORECASE,
)
_PAGE_LINE = re.compile(
    rf"^(?:(?:agenda|minutes|decisions|printed minutes|draft minutes) (?:for|of) "
    rf")?(?P<body>.{{3,160}}?)\s*(?:\s[-–—]\s|,\s+|"
    rf"\s+on\s+)\s*(?P<date>{_DATE})(?P<after>.{{0,40}})$",
    re.IGNORECASE,
)
_MINUTES_OF = re.compile(
    rf"\b(?:minutes?|notes|record|proceedings) of (?:the |an? )?(?:(?!meeting\b|proceedings\b)[\w-]+ )?(?:(?:(?:virtual|"
    rf"remote|hybrid|special|extraordinary|ordinary|annual|informal|public|joint|formal|statutory|"
    rf"inaugural|open) )*meeting of (?:the )?|proceedings of (?:the )?)?(?P<body>.{{3,160}}?)"
    rf"(?=,?\s+(?:meeting )?(?:which was )?(?:held|convened|taking place|that took place|on "
    rf"(?:{_WEEKDAY}|\d))|\s*$|\s+[-–—]\s+|\s+(?:at|in) the\b|,\s*{_WEEKDAY}|:\s)",
    re.IGNORECASE,
)
_AT_A_MEETING = re.compile(
    r"^(?:at )?a meeting of (?:the )?(?P<body>.{3,160}?)(?=,? (?:was )?(?:held|convened)| on\b| at\b|$)",
    re.IGNORECASE,
)
_HELD_AT = re.compile(
    r"\bheld (?:virtually |remotely |hybrid )?(?:at|in|via|"
    r"by)\s+(?:the\s+)?(?P<where>(?!\d)[^\n]{3,160}?)(?=\s+(?:on|at|from|commencing|"
    r"and)\s+(?:the\s+)?(?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|finish)|"
    r",?\s+(?:commencing|starting|on)\b|$|\.$)",
    re.IGNORECASE,
)
_AT_WHERE = re.compile(
    r"\b(?:am|pm|a\.m\.|p\.m\.|(?:19|20)\d\d|noon|hours|\dpm|\dam),?\s+(?:[Aa]t|[Ii]n|"
    r"[Vv]ia)\s+(?:the\s+)?(?P<where>[A-Z][^\n]{3,140}?)(?=\s+(?:commencing|on)\b|[.]?$)"
)
_LABELLED = re.compile(
    r"^(?P<label>venue|proposed venue|location|place|contact|date(?: of meeting)?|meeting date|"
    r"time|start(?: time)?|started|finish(?:ed)?(?: time)?|committee|meeting|body|"
    r"title)\s*:\s*(?P<value>.+)$",
    re.IGNORECASE,
)
_FINISH = re.compile(
    rf"(?:(?:finishing|finished|ending|ended|concluding|concluded|closing|closed|until|terminated|"
    rf"rose|adjourned) (?:at )?|\bto )(?P<time>{_CLOCK})",
    re.IGNORECASE,
)
_START = re.compile(
    rf"(?:commenc(?:ing|ed)|start(?:ing|ed)|began|beginning|opened|convened|held|from|at)(?: at)? (?P<time>{_CLOCK})",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    rf"\b(?:the )?(?:meeting|committee|panel|board|session)\b[^.]{{0,80}}\b(?:closed|ended|"
    rf"finished|concluded|terminated|rose|declared closed)\b(?: at)? (?P<time>{_CLOCK})|"
    rf"^(?:finish(?:ed)?|ended|closed|end)(?: time)?:?\s*(?P<time2>{_CLOCK})|\bended at "
    rf"(?P<time3>{_CLOCK})",
    re.IGNORECASE,
)
_DRAFT = re.compile(
    r"\bdraft minutes\b|^draft$|\bsubject to (?:approval|confirmation)\b|\bunconfirmed\b|^draft\b",
    re.IGNORECASE,
)
_SPECIAL = re.compile(
    r"^(?:annual|special|extraordinary|extra-ordinary|additional|budget|adjourned|ordinary|"
    r"informal|budget setting|annual meeting|special meeting|call-?in|joint)(?: "
    r"meeting)?,\s+(?=\S)",
    re.IGNORECASE,
)
_NOT_BODY = re.compile(
    r"^(?:present|apologies|agenda|minutes|part [a-z0-9]+|item\b|contact|venue|the |councillors? "
    r"|cllr|dear|page|draft$|public |confidential|return|a meeting|this|in attendance)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Head:
    """Every value as printed but the date; rows maps each key to the row it was read from. doubts are (rows, why)."""

    body: str | None = None
    date: date | None = None
    date_printed: str | None = None
    venue: str | None = None
    contact: str | None = None
    start: str | None = None
    finish: str | None = None
    status: str | None = None
    rows: dict[str, Row] | None = None
    doubts: list[tuple[list[Row], str]] | None = None


def read_head(rows: Sequence[Row], everything: Sequence[Row]) -> Head:
    """The head of a paper; `everything` is looked at for the time at which the meeting ended only."""
    head = Head(rows={}, doubts=[])
    near = list(rows[:HEAD_ROWS])
    for row in near:
        _labelled(row, head)
    _page_line(near, head)
    _minutes_line(near, head)
    if head.date is None:
        _lone_date(near, head)
    if head.body is None:
        _lone_body(near, head)
    _hours(near, head)
    if head.finish is None:
        _closing(everything, head)
    if any(_DRAFT.search(row.text) for row in near if len(row.text.split()) < 40):
        head.status = "draft"
    return head


def _keep(head: Head, key: str, value: object, row: Row) -> None:
    if value and getattr(head, key) is None and head.rows is not None:
        setattr(head, key, value)
        head.rows[key] = row


_NAMED_DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day[ ,]*(?:the )?$", re.IGNORECASE)


def day_of(text: str) -> tuple[date, str] | None:
    """(day, as printed) of the one full day that a text names, or None."""
    days = [one for one in find_dates(text) if one.date and one.first == one.date]
    if len({one.date for one in days}) != 1 or days[0].date is None:
        return None
    return days[0].date, text[days[0].start : days[0].end]


def printed_day(head: Head) -> str | None:
    """The day of the meeting as printed, with the weekday where one stands before it: "Tuesday, 4th February 2020"."""
    row, printed = (head.rows or {}).get("date"), head.date_printed
    if row is None or printed is None:
        return printed
    before = row.text.partition(printed)[0]
    named = _NAMED_DAY.search(before[-16:]) if before != row.text else None
    return f"{named[0]}{printed}" if named else printed


def _labelled(row: Row, head: Head) -> None:
    text = row.text
    found = _LABELLED.match(text) or (
        _LABELLED.match(" ".join(cell or "" for cell in row.cells)) if row.cells else None
    )
    if not found and len(row.cells) == 2 and row.cells[0] and row.cells[1]:
        found = _LABELLED.match(f"{row.cells[0].rstrip(':')}: {row.cells[1]}")
    if not found:
        return
    label, value = found["label"].casefold(), found["value"].strip()
    if label in ("venue", "proposed venue", "location", "place"):
        _keep(
            head,
            "venue",
            re.sub(r"[.\s]*(?:view|get) directions.*$", "", value, flags=re.IGNORECASE).strip() or None,
            row,
        )
    elif label == "contact":
        _keep(head, "contact", contact_of(row), row)
    elif "date" in label:
        _take_date(value, row, head)
    elif label in ("time", "start", "start time", "started"):
        time = _TIME.search(value)
        _keep(head, "start", time["time"].strip() if time else None, row)
    elif label.startswith("finish"):
        time = _TIME.search(value)
        _keep(head, "finish", time["time"].strip() if time else None, row)
    elif _BODY_WORD.search(value) and not _DATED.search(value) and len(value) < 160:
        _keep(head, "body", value, row)


def contact_of(row: Row) -> str | None:
    """The contact as printed without the address for mail: a wide blank between name and post becomes a comma."""
    raw = (
        re.sub(r"^\s*contact\s*:\s*", "", row.raw, flags=re.IGNORECASE)
        if re.match(r"\s*contact\s*:", row.raw, re.IGNORECASE)
        else re.sub(r"^contact\s*:\s*", "", row.text, flags=re.IGNORECASE)
    )
    raw = re.split(r"\s*[-–,]?\s*\be-?mail\s*:", raw, flags=re.IGNORECASE)[0].strip(" \t|")
    raw = re.sub(r"\s{2,}(?=(?:tel|telephone|phone|direct)\b)", " ", raw, flags=re.IGNORECASE)
    return re.sub(r"\s*,?\s{2,}", ", ", re.sub(r"\s+(?:or|and)$", "", raw)).strip(" ,") or None


def _take_date(text: str, row: Row, head: Head) -> None:
    day = day_of(text)
    if day and head.date is None:
        head.date, head.date_printed = day
        if head.rows is not None:
            head.rows["date"] = row
    elif day and head.date != day[0] and head.doubts is not None:
        head.doubts.append(
            ([row], f"Two dates stand in the head: {head.date_printed} and {day[1]}. The first was taken.")
        )


def _page_line(rows: Sequence[Row], head: Head) -> None:
    """ "Scrutiny Committee - Tuesday, 4th February 2020 7.30 pm", or the two on lines of their own."""
    for index, row in enumerate(rows):
        text = row.text
        if label_of(text) or _MINUTES_OF.search(text) or len(text) > 240:
            continue
        found = _PAGE_LINE.match(text)
        if (
            found
            and _BODY_WORD.search(found["body"])
            and not _APPROVAL.search(found["body"])
            and not re.match(r"^(?:minutes|meeting|date)\b.*\bheld\b", found["body"], re.IGNORECASE)
        ):
            if "|" in text:
                continue
            _keep(head, "body", plain_body(found["body"]), row)
            if head.date is None:
                _take_date(found["date"], row, head)
            time = _TIME.search(found["after"])
            _keep(head, "start", time["time"].strip() if time else None, row)
            return
        day = _DATED.match(text)
        before = rows[index - 1] if index else None
        if (
            day
            and before is not None
            and len(text) - day.end() < 40
            and _BODY_WORD.search(before.text)
            and len(before.text) < 160
            and not _NOT_BODY.match(before.text)
            and not _HELD.search(before.text)
        ):
            _keep(head, "body", plain_body(before.text), before)
            if head.date is None:
                _take_date(day.group(), row, head)
            time = _TIME.search(text[day.end() :])
            _keep(head, "start", time["time"].strip() if time else None, row)
            return


def plain_body(text: str) -> str:
    text = re.sub(
        r"^(?:agenda|minutes|draft minutes|decisions)(?: (?:and|&) \w+)? (?:for|of)(?: the)? ",
        "",
        text.strip(" ,-–—:"),
        flags=re.IGNORECASE,
    )
    text = re.sub(
        r"(?:\s*[-–—]?\s*(?:minutes|agenda)|(?<=council) meeting(?: minutes)?)$",
        "",
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(r"^(?:the|a meeting of(?: the)?|meeting of(?: the)?)\s+", "", text, flags=re.IGNORECASE)
    return _SPECIAL.sub("", text).strip(" ,-–—:")


def _minutes_line(rows: Sequence[Row], head: Head) -> None:
    """ "MINUTES of the meeting held on 4 March 2008": the day of these minutes, whatever page they are filed under."""
    for index, row in enumerate(rows):
        text = row.text
        if len(text) > 500 or _APPROVAL.search(text):
            continue
        opens = re.match(
            r"^\W*(?:(?:draft|unconfirmed|confirmed|public|open|action)\s+)*(?:minutes?|notes|"
            r"record|at a meeting|a meeting|proceedings|meeting of|minutes of)\b",
            text,
            re.IGNORECASE,
        )
        held = re.match(
            r"^(?:meeting )?held\b|^on (?:mon|tues|wednes|thurs|fri|satur|sun)day", text, re.IGNORECASE
        )
        if not (opens or held):
            continue
        body = _MINUTES_OF.search(text) or _AT_A_MEETING.match(text)
        if (
            body
            and _BODY_WORD.search(body["body"])
            and not re.match(r"^(?:the )?(?:virtual |remote )?meeting\b", body["body"], re.IGNORECASE)
        ):
            _keep(head, "body", plain_body(body["body"]), row)
        together = text
        for following in rows[index + 1 : index + 4]:
            if day_of(together) or label_of(following.text) or following.marker:
                break
            if _DATED.search(following.text) and len(following.text) < 160:
                together = f"{together} {following.text}"
        day = day_of(together)
        if day:
            if head.date is not None and head.date != day[0] and head.doubts is not None:
                head.doubts.append(
                    (
                        [row],
                        f"The page stands under {head.date_printed}, but these are the minutes of {day[1]}.",
                    )
                )
            if opens or head.date is None:
                head.date, head.date_printed = day
                if head.rows is not None:
                    head.rows["date"] = row
                    head.start = None
        where = _HELD_AT.search(together) or _AT_WHERE.search(together)
        if where and not _DATED.match(where["where"]):
            _keep(head, "venue", where["where"].strip(" ,."), row)
        if day:
            start, finish = (
                _START.search(
                    together[together.find(day[1]) + len(day[1]) :] if day[1] in together else together
                ),
                _FINISH.search(together),
            )
            _keep(head, "start", (start["time"].strip() if start else _time_behind(together, day[1])), row)
            _keep(head, "finish", finish["time"].strip() if finish else None, row)
            return


def _time_behind(text: str, day: str) -> str | None:
    at = text.find(day)
    found = _TIME.search(text[at + len(day) : at + len(day) + 40]) if at >= 0 else None
    return found["time"].strip() if found else None


def _lone_date(rows: Sequence[Row], head: Head) -> None:
    """A row of the head that is nothing but a day."""
    for row in rows[:20]:
        day = _DATED.match(row.text)
        if day and len(row.text) - day.end() < 40 and len(row.text) < 90:
            _take_date(row.text, row, head)
            _keep(head, "start", _time_behind(row.text, day.group()), row)
            return


def _lone_body(rows: Sequence[Row], head: Head) -> None:
    """A row of the head that is nothing but the name of a body."""
    best: Row | None = None
    for row in rows[:20]:
        text = row.text
        if (
            label_of(text)
            or words.PAGE_KIND.match(text)
            or words.AGENDA_ITEM.match(text)
            or _NOT_BODY.match(text)
            or row.marker
        ):
            continue
        if (
            len(text) > 120
            or text.endswith((".", ";", ",", ":"))
            or not _BODY_WORD.search(text)
            or not words.is_title_like(text)
        ):
            continue
        if re.search(r"\b(?:council|authority)\s*$", text, re.IGNORECASE) and not re.match(
            r"^(?:full |annual )?council$", text, re.IGNORECASE
        ):
            continue
        if words.capitals_share(text) >= 0.6:
            best = row
            break
    if best is not None:
        _keep(head, "body", plain_body(best.text), best)


def _hours(rows: Sequence[Row], head: Head) -> None:
    for row in rows[:25]:
        if len(row.text) < 200 and re.search(
            r"\b(?:meeting|session)\b.{0,30}\b(?:commenced|started|began|opened)\b", row.text, re.IGNORECASE
        ):
            found = _TIME.search(row.text)
            _keep(head, "start", found["time"].strip() if found else None, row)


def _closing(rows: Sequence[Row], head: Head) -> None:
    for row in reversed(rows[-12:]):
        if len(row.text) < 300:
            found = _CLOSED.search(row.text)
            if found:
                _keep(head, "finish", (found["time"] or found["time2"] or found["time3"]).strip(), row)
                return

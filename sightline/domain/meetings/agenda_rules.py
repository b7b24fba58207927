"""What holds of an agenda: notice counted back, papers and late ones, what always stands on it, public speaking. No Django."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.ground.lib.errors import Refused
from sightline.ground.lib.working_days import Holidays, is_working_day

from .closing_rules import BOUND
from .meeting_rules import CLEAR_DAYS, late_label

NOTHING = "Nothing was changed."
ALWAYS, WAITS = "always", "waits"
GIVES_NOTICE = frozenset({"committee"})  # kinds of bodies that give five clear days' notice by law
NOT_STATED = (
    "How many days of notice this body gives is not stated.",
    "How many days of notice it gives is not stated. The regulations on meetings of an executive (SI 2012/2089) are not worked out "
    "here.",
)
# What always stands on an agenda until the clerk of a body says otherwise: (kind, title, when). Kinds of ITEM_KINDS.
_WAITING = (
    ("minutes", "Minutes of the last meeting", WAITS),
    ("ratify", "Decisions to ratify, and decisions taken between meetings", WAITS),
    ("promises", "Outstanding promises", WAITS),
    ("sign-off", "Actions ready for sign-off", WAITS),
)
_BOARD = (("business", "Apologies, substitutes and interests", ALWAYS), *_WAITING)
_COMMITTEE = (
    ("business", "Apologies and substitutes", ALWAYS),
    ("interests", "Declarations of interests", ALWAYS),
    ("minutes", "Minutes of the last meeting", WAITS),
    ("speaking", "Public speaking", ALWAYS),
    *_WAITING[1:],
    ("programme", "Work programme", WAITS),
)
TITLES = {kind: title for kind, title, _ in (*_COMMITTEE, *_BOARD)}
HAVE_FACTS = frozenset(TITLES) - {
    "business",
    "interests",
    "speaking",
}  # kinds of which it is known whether something waits


@dataclass(frozen=True, slots=True)
class Standing:
    """One item that stands on each agenda. when: ALWAYS, or WAITS: only where something of its kind waits."""

    kind: str
    title: str
    when: str = ALWAYS


def default_items(body_kind: str) -> tuple[Standing, ...]:
    """What stands on the agendas of a body of that kind while its clerk has set nothing."""
    rows = _COMMITTEE if body_kind in BOUND else _BOARD
    return tuple(Standing(*row) for row in rows)


def items_of_rows(rows: Iterable[Sequence[str]]) -> tuple[Standing, ...]:
    """The items as they are kept: [[kind, title, when], ...]."""
    return tuple(Standing(kind, title, when) for kind, title, when in rows)


def check_items(items: Sequence[Standing], known: Iterable[str]) -> None:
    """Refuse what cannot stand on each agenda: nothing at all, an item without a title, a kind twice or that there is not."""
    if not items:
        raise Refused(f"Choose at least one item that stands on each agenda. {NOTHING}", field="others")
    kinds, titles = set(known), set()
    once: set[str] = set()
    for one in items:
        if one.kind not in kinds or one.when not in (ALWAYS, WAITS):
            raise Refused(f"“{one.title}” is not of a kind that there is. {NOTHING}")
        if not one.title.strip() or len(one.title) > 400:
            raise Refused(f"Each item needs a title of at most 400 characters. {NOTHING}", field="others")
        if one.kind in once or one.title.casefold() in titles:
            raise Refused(
                f"“{one.title}” stands there twice. {NOTHING} Take one of them out.",
                rule="meetings.standing-once",
                field="others",
            )
        titles.add(one.title.casefold())
        if one.kind != "business":
            once.add(one.kind)


# Notice -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Notice:
    """What has to be out by when.

    days     clear working days between the agenda and the meeting; None: not stated
    by_law   the days are those of the Local Government Act, and not of the body's own terms
    out_by   the last day on which the agenda goes out in time; None: not stated, or not known
    state    "waits", "due" (today is the last day), "late" (not out, and too late), "sent", "sent-late", "not-stated", "unknown"
    words    the whole in a sentence or two; means: what it means where it is late, "" where it is not
    """

    days: int | None
    by_law: bool
    out_by: date | None
    state: str
    words: str
    means: str = ""

    @property
    def late(self) -> bool:
        return self.state in ("late", "sent-late")


def out_by(on: date, days: int, holidays: Holidays) -> date | None:
    """The last working day that leaves so many clear working days before a meeting; None: bank holidays are not known.

    Neither that day nor the day of the meeting counts (LGA 1972, s100B(3) and (4) as amended by SI 2002/715; s243 for the days).
    """
    day, left = on, days + 1
    while left:
        day -= timedelta(days=1)
        working = is_working_day(day, holidays)
        if working is None:
            return None
        left -= working
    return day


def notice_of(
    body_kind: str, own_days: int | None, on: date, sent: date | None, today: date, holidays: Holidays
) -> Notice:
    """By when agenda and papers of a meeting have to be out, and how it stands on a day.

    own_days  what the body's own terms say; a council committee gives five clear days, or more where they say more
    """
    by_law = body_kind in GIVES_NOTICE
    days = max(CLEAR_DAYS, own_days or 0) if by_law else own_days
    if days is None:
        return Notice(
            None,
            False,
            None,
            "not-stated",
            NOT_STATED[body_kind == "executive"] + _out(sent),
        )
    last = out_by(on, days, holidays)
    rule = f"{days} clear working day{'' if days == 1 else 's'} before the meeting" + (
        ", as the law asks of a council committee" if by_law and days == CLEAR_DAYS else ", by its own terms"
    )
    if last is None:
        return Notice(
            days, by_law, None, "unknown",
            f"Agenda and papers go out {rule}. The bank holidays of that year are not known yet, so nobody can say the day."
            + _out(sent),
        )  # fmt: skip
    said = f"Agenda and papers have to be out by {_day(last)}: {rule}."
    means = _means(by_law)
    if sent is not None:
        if sent <= last:
            return Notice(days, by_law, last, "sent", f"{said}{_out(sent)} That is in time.")
        return Notice(days, by_law, last, "sent-late", f"{said}{_out(sent)} That was too late.", means)
    if today > last:
        return Notice(days, by_law, last, "late", f"{said} They are not out, and that day has passed.", means)
    if today == last:
        return Notice(days, by_law, last, "due", f"{said} That is today.")
    return Notice(days, by_law, last, "waits", said)


def _means(by_law: bool) -> str:
    if by_law:
        return (
            "An item may only be taken if the chair is of the opinion, for reasons that the minutes state, that it is urgent "
            "(Local Government Act 1972, section 100B(4)(b))."
        )
    return "The body’s own terms say what it can take in spite of that; the chair says so at the meeting."


def _out(sent: date | None) -> str:
    return f" The agenda went out on {_day(sent)}." if sent else ""


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


# Papers ---------------------------------------------------------------------------------------------------------------------


def paper_label(labels: Iterable[str], late: bool) -> str:
    """The label of the next paper of an item: its number, or one of its own where it comes late, so that it renumbers nothing."""
    held = list(labels)
    if late:
        return late_label(held)
    return str(max((int(one) for one in held if one.isdecimal()), default=0) + 1)


def check_late_paper(late: bool, reason: str, body_kind: str) -> None:
    """Refuse a late paper without its reason."""
    if late and not reason.strip():
        asks = (
            "Say why the chair is of the opinion that it is urgent (Local Government Act 1972, section 100B(4)(b))."
            if body_kind in GIVES_NOTICE
            else "Say why it comes late."
        )
        raise Refused(
            f"The agenda has gone out. {asks} Nothing was added.",
            rule="meetings.late-paper-says-why",
            field="late",
        )


def check_one_thing(paper: bool, file: bool, url: bool) -> None:
    """Refuse a paper that is nothing, or two things at once."""
    if paper + file + url != 1:
        raise Refused(
            "Choose one: a paper of the register, a file, or an address. Nothing was added.",
            rule="meetings.item-paper-is-one-thing",
            field="file",
        )


def check_order_stands(sent: date | None) -> None:
    if sent is not None:
        raise Refused(
            f"The agenda went out on {_day(sent)}, so the papers keep their order. {NOTHING}",
            rule="meetings.agenda-keeps-its-numbers",
        )


# Public speaking ---------------------------------------------------------------------------------------------------------


def register_by(on: date, days: int | None, holidays: Holidays) -> date | None:
    """The last day to register to speak, so many working days before the meeting; None: not stated, or not known."""
    if days is None:
        return None
    return out_by(on, days - 1, holidays) if days else on


def speaking_words(
    on: date, days: int | None, minutes: int | None, words: str, holidays: Holidays
) -> list[str]:
    """The rules of public speaking in sentences, for agenda and page."""
    last = register_by(on, days, holidays)
    found = [
        f"People register to speak by the end of {_day(last)}."
        if last
        else "By when people register to speak is not stated."
        if days is None
        else "By when people register cannot be said: the bank holidays of that year are not known yet.",
        f"Each may speak for {minutes} minute{'' if minutes == 1 else 's'}."
        if minutes
        else "How long each may speak is not stated.",
    ]
    return [*found, words] if words else found

"""When somebody is reminded, when a digest is due, and whether a link can be used. Pure: no clock, no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sightline.domain.plans.rules import STALE_AFTER_DAYS, same_words
from sightline.ground.lib.errors import Refused
from sightline.ground.lib.working_days import Holidays, is_working_day

DIGESTS = {"daily": "Every working day", "weekly": "Once a week", "none": "Never"}
SCOPES = {"mine": "The actions of my own posts", "all": "Everything that I may see"}
WEEKDAYS = dict(enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")))
LINK_STATES = {
    "out": "Can be used",
    "used": "Used",
    "late": "Too late",
    "withdrawn": "Withdrawn",
}

BEFORE = (30, 7, 1)  # days before a date on which its owner is reminded
EVERY = 7  # and every so many days after it
CARRIED = 6  # an occasion that fell on a day without mail is made up for within so many days
SOON = 7  # an update is asked for from so many days before it is due
LAG = timedelta(hours=1)  # longer than any command takes: what began before a digest's end has ended by then

# Who gets a digest without asking for one: those whose work or oversight it tells of.
WEEKLY_ROLES = frozenset(
    {"action-owner", "programme-office", "director", "lead-member", "chair", "board-member"}
)
# Of these, those who oversee the whole; others get what concerns their own posts.
OVERSEEING_ROLES = frozenset({"programme-office", "director", "lead-member", "chair", "board-member"})


@dataclass(frozen=True, slots=True)
class Choice:
    """What a user gets: digest of DIGESTS, weekday 0 Monday to 6, scope of SCOPES, reminders or not."""

    digest: str
    weekday: int
    scope: str
    reminders: bool


def default_choice(roles: Iterable[str]) -> Choice:
    """What somebody of these roles gets until they choose."""
    held = set(roles)
    digest = "weekly" if held & WEEKLY_ROLES else "none"
    return Choice(digest, 0, "all" if held & OVERSEEING_ROLES else "mine", True)


# Updates and reminders -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stand:
    """What counts of an action here: its date, when it was last spoken of, and when it was added."""

    due: date | None
    last_updated: date | None
    added_on: date

    @property
    def update_due(self) -> date:
        """The last day on which what was said still counts as fresh, the same as on the page My work."""
        return (self.last_updated or self.added_on) + timedelta(days=STALE_AFTER_DAYS)


def why_asked(stand: Stand, today: date) -> str:
    """Why an update of an action is asked for today, in a few words; "" where none is.

    Asked for when the last word is old or soon will be, or when the date is near or past and nothing was said for a week.
    """
    quiet = (today - (stand.last_updated or stand.added_on)).days
    if stand.last_updated == today:
        return ""
    if stand.due is not None and stand.due <= today + timedelta(days=SOON) and quiet >= EVERY:
        return "overdue" if stand.due < today else "due soon"
    if stand.update_due < today:
        return "update overdue"
    return "update due soon" if stand.update_due <= today + timedelta(days=SOON) else ""


def occasions(stand: Stand, today: date) -> list[str]:
    """The occasions that call for a reminder today, if they were not told yet: of the date, and of the update.

    An occasion is named after the date that it is about, so that a date that moves begins anew.
    """
    found = []
    if stand.due is not None and (step := step_reached(stand.due, today)) is not None:
        found.append(f"due:{stand.due.isoformat()}:{step}")
    if (step := step_reached(stand.update_due, today, longest=STALE_AFTER_DAYS // 2)) is not None:
        found.append(f"update:{stand.update_due.isoformat()}:{step}")
    return found


def evidence_occasion(expires: date, today: date) -> str:
    """The occasion that calls for a reminder that evidence has to be renewed; "" where none does."""
    step = step_reached(expires, today)
    return "" if step is None else f"renew:{expires.isoformat()}:{step}"


def step_reached(due: date, today: date, longest: int = BEFORE[0]) -> int | None:
    """The step of 30, 7, 1, -7, -14 ... days before a date that is reached and not more than CARRIED days old.

    longest  steps further ahead are left out: nobody is asked for the next update of six weeks after twelve days

    >>> step_reached(date(2026, 3, 27), date(2026, 3, 20)), step_reached(date(2026, 3, 27), date(2026, 3, 19))
    (7, None)
    """
    left = (due - today).days
    if left > -EVERY:
        reached = [step for step in BEFORE if left <= step <= longest]
        step = min(reached, default=None)
    else:
        step = -((-left) // EVERY) * EVERY
    return step if step is not None and step - left <= CARRIED else None


def sends_on(today: date, holidays: Holidays) -> bool:
    """Whether mail is sent: on working days. Where the holidays of a year are not known yet, from Monday to Friday."""
    return is_working_day(today, holidays) is not False


# Digests -------------------------------------------------------------------------------------------------------------


def digest_due(choice: Choice, last: date | None, today: date, holidays: Holidays) -> bool:
    """Whether a digest is due today. last: the day of the one before, whether or not there was anything to tell.

    A weekly one whose day is a holiday, or was missed, comes on the next working day; then again on its own day.
    """
    if choice.digest not in ("daily", "weekly") or not sends_on(today, holidays):
        return False
    if choice.digest == "daily":
        return last is None or last < today
    turn = today - timedelta(days=(today.weekday() - choice.weekday) % 7)
    return last is None or last < turn


def next_digest(choice: Choice, last: date | None, today: date, holidays: Holidays) -> date | None:
    """The first day from today on which a digest is due; None where none is wanted."""
    days = (today + timedelta(days=ahead) for ahead in range(30))
    return next((day for day in days if digest_due(choice, last, day, holidays)), None)


def digest_period(choice: Choice, last_until: datetime | None, now: datetime) -> tuple[datetime, datetime]:
    """From which moment (not included) until which (included) a digest tells: from where the last one ended.

    It ends an hour before now: a change that was begun before that moment has been kept by then, so none slips through.
    """
    until = now - LAG
    length = timedelta(days=1 if choice.digest == "daily" else 7)
    return (last_until if last_until is not None else until - length), until


# Links ---------------------------------------------------------------------------------------------------------------


def check_can_use(state: str, *, when: datetime | None = None, reason: str = "") -> None:
    """Raise Refused for a link that was used, withdrawn or has expired. when: at which moment that was."""
    on = f" on {_moment(when)}" if when else ""
    said = {
        "used": f"This link was used{on}. It can be used once.",
        "late": f"This link ended{on}.",
        "withdrawn": f"This link was withdrawn{on}{': ' + reason.rstrip('.') if reason else ''}.",
    }
    if state in said:
        raise Refused(
            f"{said[state]} Nothing was changed.",
            rule=f"notices.link-{state}",
            who="the programme office can send a new one",
        )


def check_can_withdraw(state: str, reason: str) -> None:
    if state in ("used", "withdrawn"):
        word = LINK_STATES[state].lower()
        raise Refused(f"The link is {word} already. Nothing was changed.", rule="notices.link-states")
    if not reason.strip():
        raise Refused("Say why the link is withdrawn.", rule="notices.link-states", field="reason")


def repeats(last: str, words: str) -> bool:
    """Whether somebody sends the words of last time again."""
    return same_words(last, words)


def _moment(when: datetime) -> str:
    when = when.astimezone(ZoneInfo("Europe/London"))
    hour = when.strftime("%I:%M%p").lstrip("0").lower()
    return f"{when.day} {when:%B %Y} at {hour}"

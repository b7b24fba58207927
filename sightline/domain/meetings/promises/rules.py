"""What a promise says and does not say, how late it is, and what may become of it. Plain Python."""

from __future__ import annotations

import calendar
import re
from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.ground.lib.dates import find_dates
from sightline.ground.lib.errors import Refused
from sightline.ground.lib.working_days import Holidays, working_days_between

from .deferred import put_off, when_put_off
from .words import ANSWERS, ESCALATION, PROMISE_KINDS, STANDING

UNCHANGED = "Nothing was changed."
# What says of a passage what kind of promise it is. Each looks for a few words near each other and nothing else.
_SAYS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("circulate", r"\bcirculat(?:e|ed|ion)\b|\breceive (?:an? |the )?(?:updated )?copy of\b"),
        ("bring-back", r"\b(?:brought back|bring back|return(?:ed)? to (?:the|a)|resubmitted|re-submitted|report(?:ed)? back)\b"),
        ("bring-back", r"^\W*(?:that )?(?:to )?(?:re)?consider\b"),
        ("supply", r"\b(?:information|details|data|figures|briefing note)\b[^.;]{0,80}\b(?:provided|supplied|sent)\b"),
        ("supply", r"\b(?:provide|supply|send)\b[^.;]{0,40}\b(?:information|details|data|figures|briefing note)\b"),
        ("request-report", r"\b(?:receive|request|submit|present)\b[^.;]{0,60}\b(?:report|update|paper)s?\b"),
        ("request-report", r"\b(?:report|update|paper)s?\b[^.;]{0,60}\b(?:be|is) (?:submitted|presented|received|requested)\b"),
        ("recommend", r"\brecommend(?:s|ed|ation|ations)?\b"),
        ("note", r"\b(?:to note\b|be noted\b|is noted\b|noted the\b)"),
        ("agree", r"\b(?:be|is) (?:agreed|approved|endorsed|adopted)\b|^\W*(?:to )?(?:agree|approve|endorse|adopt)\b"),
    )
)  # fmt: skip
# An event on which a promise falls due, as printed: "when released", "as soon as it had been updated".
_EVENT = re.compile(
    r"\b(?:when|once|as soon as|following|after|upon|on completion of)\b[^.;,]{3,160}", re.IGNORECASE
)
# A time that names no day: "in early 2024", "at the next meeting", "within six weeks".
_LOOSE = re.compile(
    r"\b(?:in )?(?:early|mid|late)(?: in)?[- ](?:19|20)\d\d\b|"
    r"\b(?:at|to|by|before|for) (?:the|its|a|our) (?:next|future|following) (?:scheduled |ordinary )?"
    r"meeting\b|\bwithin (?:\w+|\d+) (?:working )?(?:days?|weeks?|months?)\b|"
    r"\bby (?:the end of )?(?:spring|summer|autumn|winter|the year|the financial year|the municipal year)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|before|no later than|on or before)\s*(?:the end of\s*)?$", re.IGNORECASE)
LONGEST_READ = 4000


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """A promise as rules see it. Everything None or "" that is not stated.

    body      the body that asked for it, or was promised it; owner: who owes it, in words
    executive whether who owes it is an executive (a cabinet); None: not known
    answer    a key of ANSWERS; notice_on: the day on which the executive received the recommendation or, if later, the notice
    """

    number: int
    kind: str = ""
    state: str = "open"
    words: str = ""
    body: str = ""
    owner: str = ""
    to_whom: str = ""
    due: date | None = None
    due_event: str = ""
    due_printed: str = ""
    made_on: date | None = None
    executive: bool | None = None
    notice_on: date | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Prefill:
    """What the words of an outcome say for certain of kind and time; each "" or None where they do not."""

    kind: str = ""
    due: date | None = None
    due_event: str = ""
    due_printed: str = ""


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Something that a promise does not say. what: "who", "what", "to whom" or "by when"."""

    what: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late a promise is. days: working days after its date, 0 where it is not late, None where nobody can say.

    steps   who is to be told by now, in words, first to last; next: (on how many working days, words), None after the last
    words   the whole in a sentence
    """

    days: int | None
    words: str
    steps: tuple[str, ...] = ()
    next: tuple[int, str] | None = None

    @property
    def late(self) -> bool:
        return self.days is None or self.days > 0


def prefilled(words: str, verb: str = "") -> Prefill:
    """What words say of kind and time, only where they leave no choice: two kinds at once are none."""
    said = words[:LONGEST_READ]
    later = when_put_off(said)
    kinds = {kind for kind, pattern in _SAYS if pattern.search(said)} or _by_verb(verb)
    kinds = kinds or ({"supply"} if put_off(said) else set())
    event, loose = _EVENT.search(said), _LOOSE.search(said)
    day, printed = _day(said)
    if day is None and not printed:
        printed = loose[0] if loose else (event[0] if event else later)
    return Prefill(
        kind=kinds.pop() if len(kinds) == 1 else "",
        due=day,
        due_event="" if day or loose or not event else event[0].strip(),
        due_printed=printed.strip(),
    )


def _by_verb(verb: str) -> set[str]:
    said = verb.casefold()
    return {"note"} if "noted" in said and "agreed" not in said and "resolved" not in said else set()


def _day(words: str) -> tuple[date | None, str]:
    """A day by which, where exactly one date stands and "by" stands before it; else None with the only time that is printed."""
    found = find_dates(words)
    if len(found) != 1:
        return None, ""
    one = found[0]
    if one.date is None or not _BY.search(words[max(0, one.start - 30) : one.start]):
        return None, ""
    return (one.date if one.first == one.date else None), words[one.start : one.end]


def unsaid(promise: PromiseFacts) -> tuple[Unsaid, ...]:
    """What a promise does not say of who, what, to whom and by when. What is only noted asks nothing of anybody."""
    if promise.kind == "note":
        return ()
    found = []
    if not promise.owner:
        found.append(Unsaid("who", "It does not say who owes it."))
    if not promise.kind:
        found.append(
            Unsaid(
                "what", "It does not say what is asked: a report, a paper, information, or to bring it back."
            )
        )
    if not promise.to_whom and not promise.body:
        found.append(Unsaid("to whom", "It does not say to whom."))
    if promise.due is None and not promise.due_event:
        printed = f" It says “{promise.due_printed}”, which is no day." if promise.due_printed else ""
        found.append(Unsaid("by when", f"It does not say by when.{printed}"))
    return tuple(found)


def answer_due(promise: PromiseFacts) -> date | None:
    """The last day on which an executive has to answer a recommendation of scrutiny; None: no clock runs.

    Two months beginning with the day on which it received the recommendation or, if later, the notice that asks for an answer
    (Local Government Act 2000, section 9FE): given on 5 March, the last day is 4 May.
    """
    if promise.kind != "recommend" or promise.executive is not True or promise.notice_on is None:
        return None
    return _months_later(promise.notice_on, 2) - timedelta(days=1)


def whose_now(body: str, ended_on: date | None, successor: str, today: date) -> str:
    """Who takes a promise whose body is no more, or the question who does; "" while the body stands."""
    if not body or ended_on is None or ended_on >= today:
        return ""
    if successor:
        return f"{body} ended on {_on(ended_on)}. {successor} followed it, and it alone can discharge this promise now."
    return (
        f"{body} ended on {_on(ended_on)}, and nobody has said which body followed it. Who takes this promise? State the body that "
        "follows on the page of the body that ended."
    )


def clock_words(promise: PromiseFacts, today: date) -> str:
    """The two-month clock in a sentence; "" where the promise has none."""
    if promise.kind != "recommend" or not promise.executive:
        return ""
    if promise.answer:
        return f"The executive has answered: {ANSWERS[promise.answer].lower()}."
    due = answer_due(promise)
    if due is None:
        return (
            "The executive has two months to answer from the day on which it receives the notice. That day is not stated, so no "
            "clock runs."
        )
    if today > due:
        return f"The executive had to answer by {_on(due)} and has not."
    return f"The executive has to answer by {_on(due)}."


def lateness(promise: PromiseFacts, today: date, holidays: Holidays) -> Lateness:
    """How late a promise is by its own date, or a recommendation by the executive's two months where it has no earlier date."""
    dues = [day for day in (promise.due, None if promise.answer else answer_due(promise)) if day is not None]
    if promise.state != "open" or not dues:
        return Lateness(0, "")
    due = min(dues)
    if due >= today:
        return Lateness(0, f"Due on {_on(due)}.")
    days = working_days_between(due, today, holidays)
    if days is None:
        return Lateness(
            None,
            f"It was due on {_on(due)}. How many working days ago is not known: the bank holidays are not.",
        )
    steps = tuple(words for after, words in ESCALATION if after <= days)
    coming = next(((after, words) for after, words in ESCALATION if after > days), None)
    return Lateness(
        days, f"It was due on {_on(due)}, {days} working {'day' if days == 1 else 'days'} ago.", steps, coming
    )


# What may be done ----------------------------------------------------------------------------------------------------


def check_can_take_up(words: str, kind: str, due: date | None, made_on: date | None, standing: bool) -> None:
    """Refuse a promise without words, of an unknown kind, of a paper that was taken out, or due before it was made."""
    if not standing:
        raise Refused(
            "The paper was taken out of the register. Nothing was taken up.", rule="promises.paper-stands"
        )
    if not words.strip():
        raise Refused(
            "Enter the words of the promise. Nothing was taken up.", rule="promises.words", field="words"
        )
    if kind and kind not in PROMISE_KINDS:
        raise Refused("Choose what kind of promise it is. Nothing was taken up.", field="kind")
    check_due(due, made_on)


def check_due(due: date | None, made_on: date | None) -> None:
    if due is not None and made_on is not None and due < made_on:
        raise Refused(
            f"It was made on {_on(made_on)} and cannot fall due on {_on(due)}, before that. {UNCHANGED} Look at the year.",
            rule="promises.due-after-made",
            field="due",
        )


def check_standing(number: int, state: str, said: str) -> None:
    """Refuse what can only be done to a promise that is neither discharged nor cancelled; `said` is its state in words."""
    if state not in STANDING:
        raise Refused(
            f"Promise {number} is {said.lower()} already. {UNCHANGED}", rule="promises.discharged-once"
        )


def check_can_say_met(number: int, state: str, said: str, words: str, shown: bool) -> None:
    """Refuse to say that a promise is met without words, a paper or evidence, or a second time."""
    check_standing(number, state, said)
    if state == "said-met":
        raise Refused(
            f"Promise {number} is said to be met already and waits for its body. {UNCHANGED}",
            rule="promises.said-once",
        )
    if not words.strip() and not shown:
        raise Refused(
            f"Say how it was met: choose evidence or a paper, or say it in words. {UNCHANGED}",
            rule="promises.met-by-something",
            field="words",
        )


def check_can_circulate(
    number: int,
    has_body: bool,
    on: date,
    today: date,
    made_on: date | None,
    has_file: bool,
    filled: Set[int],
    to: Set[int],
    why_not: str,
) -> None:
    """Refuse a circulation to nobody or to a stranger, of a paper without a file, or that leaves members out without a reason.

    filled, to  the seats of the body that somebody held on that day, and those to which it was sent
    """
    if not has_body:
        raise Refused(
            f"Promise {number} does not say to which body it was made, so it has no members. {UNCHANGED}",
            rule="promises.entitled-body",
        )
    if on > today or (made_on is not None and on < made_on):
        raise Refused(
            f"It was circulated after it was promised, and not on a day to come. {UNCHANGED}",
            rule="promises.circulated-after-made",
            field="on",
        )
    if not has_file:
        raise Refused(
            f"The paper has no file, so nobody could check later what was circulated. {UNCHANGED}",
            rule="promises.circulated-paper-is-frozen",
            field="paper",
        )
    if not to or to - filled:
        raise Refused(
            f"Choose who had it, among those who held a seat on that day. {UNCHANGED}",
            rule="promises.circulated-to-members",
            field="to",
        )
    if filled - to and not why_not.strip():
        raise Refused(
            f"Say why the others did not have it. {UNCHANGED}",
            rule="promises.left-out-with-a-reason",
            field="why_not",
        )


def check_can_answer(promise: PromiseFacts, answer: str, words: str, on: date, today: date) -> None:
    """Refuse an answer to what is no recommendation, one without words where it is not accepted whole, and one of a day to come."""
    if promise.kind != "recommend":
        raise Refused(
            f"Promise {promise.number} is no recommendation, so there is nothing to accept or reject. {UNCHANGED}",
            rule="promises.only-recommendations-are-answered",
        )
    if answer not in ANSWERS:
        raise Refused(f"Say whether it is accepted, partly accepted or rejected. {UNCHANGED}", field="answer")
    if answer != "accepted" and not words.strip():
        raise Refused(
            f"Give the words of the answer: what is not accepted, and why. {UNCHANGED}", field="words"
        )
    if on > today:
        raise Refused(f"The answer cannot be of a day to come. {UNCHANGED}", field="on")


def check_decides(number: int, kind: str, about: bool, in_effect: bool, wanted: str) -> None:
    """Refuse to end a promise by a decision that is not about it, not to that end, or waits for ratification."""
    if kind != wanted or not about or not in_effect:
        raise Refused(
            f"Promise {number} is ended only by a decision in effect of its body to do so. {UNCHANGED}",
            rule="promises.only-a-decision-discharges",
            who="the body to which it was made",
        )


def check_not_own(number: int, own: bool, owner: str) -> None:
    """Who owes a promise does not discharge it alone under a delegation or in urgency (guarantees 3 and 5)."""
    if own:
        raise Refused(
            f"{owner} owes promise {number} and cannot discharge it alone: nobody marks their own homework. {UNCHANGED}",
            rule="promises.nobody-marks-their-own-homework",
            who="the body at a meeting",
        )


def short(words: str, length: int = 120) -> str:
    """The beginning of the words, cut at a word."""
    said = " ".join(words.split())
    return said if len(said) <= length else f"{said[:length].rsplit(' ', 1)[0]} ..."


def _months_later(day: date, months: int) -> date:
    """The corresponding day; the last of a month that is shorter."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _on(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

"""What may be said beside a plan: words that are not sent yet, comments, and what a delivering body says of its actions. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sightline.ground.lib.errors import Refused

from .words import CONFIDENCE, DELIVERY

LONGEST = 8000  # characters of an update, a comment, a reason
LONGEST_DAY = 60  # characters of a day that is still being typed
ACCEPTED = frozenset(
    {"accepted", "taken"}
)  # a body accepts what it proposed itself once it is taken into the draft


# Words that are not sent -------------------------------------------------------------------------------------------


def kept_values(typed: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of the fields of an update as they stand while somebody types; empty ones are left out.

    text and forecast are kept as typed (a day may be half written), the rest only where it is a word that there is.
    """
    text = _plain(typed.get("text"))
    if len(text) > LONGEST:
        raise Refused(
            f"The words are longer than {LONGEST:,} characters, so they were not kept. Shorten them, or put the long part into a "
            "file of evidence.",
            rule="plans.unsent-words",
            field="text",
        )
    found: dict[str, Any] = {"text": text, "forecast": _plain(typed.get("forecast"))[:LONGEST_DAY].strip()}
    for name, words in (("delivery", DELIVERY), ("confidence", CONFIDENCE)):
        value = typed.get(name)
        found[name] = value if value in words else ""
    found["no_change"] = typed.get("no_change") in (True, "on", "1", "true", "True")
    return {name: value for name, value in found.items() if value and (name != "text" or value.strip())}


def _plain(value: Any) -> str:
    return str(value or "").replace("\r\n", "\n").replace("\x00", "")


def token(saved_at: datetime | None) -> str:
    """What a page holds of the words that it knows of, "" where it knows of none: to see what was kept elsewhere since."""
    return "" if saved_at is None else f"{saved_at.timestamp():.6f}"


def check_not_kept_elsewhere(
    held: Mapping[str, Any] | None, held_token: str, seen: str, typed: Mapping[str, Any], when: str
) -> None:
    """What was kept from another page or device since this page was opened is never written over without being asked.

    held, held_token  what is kept now; seen: the token that the page knows; when: of what is kept, in words
    """
    if held is None or held_token == seen or dict(held) == dict(typed):
        return
    raise Refused(
        f"Other words of yours about this action were kept {when}, from another page or device. They were not written over, and "
        "what stands here was not kept. Open this page again to see them side by side.",
        rule="plans.unsent-elsewhere",
        field="text",
    )


# Comments ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ThreadFacts:
    """What counts of a comment that is answered or settled. is_answer: it answers another one."""

    is_answer: bool
    settled: bool
    on_same_thing: bool = True


def check_comment(text: str) -> None:
    if not text.strip():
        raise Refused("Write what you want to say.", rule="plans.comment-says-something", field="text")
    if len(text) > LONGEST:
        raise Refused(
            f"A comment must be {LONGEST:,} characters or fewer. It was not added. Shorten it.",
            rule="plans.comment-length",
            field="text",
        )


def check_answers(facts: ThreadFacts) -> None:
    """An answer belongs to the comment that began the talk, about the same thing."""
    if facts.is_answer or not facts.on_same_thing:
        raise Refused(
            "An answer belongs to the comment that began the talk about this action or finding. Nothing was added. "
            "Open the page again and answer there.",
            rule="plans.answers-the-first",
        )


def check_can_settle(facts: ThreadFacts, words: str, settled_by: str) -> None:
    check_answers(facts)
    if facts.settled:
        raise Refused(
            f"This comment was settled already, by {settled_by}. Nothing was changed. Write a new comment to open it again.",
            rule="plans.settled-once",
        )
    if not words.strip():
        raise Refused(
            "Say how it was settled. The comment is still open.", rule="plans.settled-in-words", field="words"
        )


# Acceptance by delivering bodies --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Offered:
    """An action of a draft as its delivering body meets it. says: its latest word of ACCEPTANCES, None where it said none."""

    label: str
    plan_state: str
    plan_title: str
    ended: bool
    delivers: bool
    says: str | None


def check_can_say(offered: Offered, says: str, words: str, body: str) -> None:
    """A body accepts or does not accept, with words, an action that it is to deliver, while the plan is a draft."""
    _check_draft(offered.plan_state, offered.plan_title)
    if offered.ended:
        raise Refused(
            f"{offered.label} is not in the draft any more. Nothing was recorded.",
            rule="plans.acceptance-of-live",
        )
    if not offered.delivers:
        raise Refused(
            f"{body} is not to deliver {offered.label}, so it has nothing to accept. Nothing was recorded.",
            rule="plans.acceptance-by-who-delivers",
            who="the programme office, which names the bodies of an action",
        )
    if says not in ("accepted", "not-accepted"):
        raise Refused("Say whether the body accepts the action.", rule="plans.acceptance-known", field="says")
    if offered.says == "proposed":
        raise Refused(
            f"{offered.label} was proposed by {body} itself and waits for the programme office. Nothing was recorded.",
            rule="plans.proposal-waits",
            who="the programme office",
        )
    if says == "not-accepted" and not words.strip():
        raise Refused(
            f"Say why {body} does not accept {offered.label}. Nothing was recorded for it.",
            rule="plans.not-accepted-with-a-reason",
            field="words",
        )
    if offered.says == says and not words.strip():
        raise Refused(f"{body} said so already of {offered.label}.", rule="plans.nothing-changed")


def check_can_propose(plan_state: str, plan_title: str, what: str) -> None:
    _check_draft(plan_state, plan_title)
    if not what.strip():
        raise Refused("Say what is to be done.", rule="plans.proposal-says-what", field="title")


def check_can_answer_proposal(offered: Offered, taken: bool, reason: str) -> None:
    """A proposal is taken into the draft, or declined with a reason, once."""
    _check_draft(offered.plan_state, offered.plan_title)
    if offered.says != "proposed" or offered.ended:
        raise Refused(
            f"{offered.label} does not wait for an answer any more. Nothing was changed. Open its page again.",
            rule="plans.proposal-answered-once",
        )
    if not taken and not reason.strip():
        raise Refused(
            f"Say why {offered.label} is declined: the body that proposed it reads the reason. Nothing was changed.",
            rule="plans.declined-with-a-reason",
            field="reason",
        )


def _check_draft(state: str, title: str) -> None:
    if state != "draft":
        raise Refused(
            f"“{title}” is not a draft any more, so bodies no longer accept or propose actions of it. Nothing was recorded. "
            "Write a comment on the action instead.",
            rule="plans.acceptance-before-adoption",
        )

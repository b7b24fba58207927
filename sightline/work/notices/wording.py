"""The words of mails: plain, in the council's name, with the reason and how to stop them.

No word that somebody typed about an action stands in a mail but its reference and title (README): a mail cannot be taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from sightline.domain.evidence.models import Evidence
from sightline.domain.governance.models import Council, Person
from sightline.domain.plans.models import Action
from sightline.ground.jobs.outbox import OWN_LINK

from .owed import OwedAction
from .tokens import site

LONGEST_TITLE = 160
MINUTES_EACH = 2


def day(when: date) -> str:
    """5 March 2024, in London."""
    if isinstance(when, datetime):
        when = timezone.localtime(when)
    return f"{when.day} {when:%B %Y}"


def count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def title_of(action: Action) -> str:
    """Reference and title, cut to the length of two lines."""
    title = " ".join(action.title.split())
    return f"{action.label}: {title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + '…'}"


def stands(one: OwedAction, today: date) -> str:
    """When an action is due, and when it was last spoken of."""
    due, last = one.stand.due, one.stand.last_updated
    said = "No date is stated." if due is None else f"Due {day(due)}{_how_far((due - today).days)}."
    return f"{said} {f'Last update {day(last)}.' if last else 'No update yet.'}"


def _how_far(days: int) -> str:
    if days == 0:
        return ", today"
    return f", {count(days, 'day')} to go" if days > 0 else f", {count(-days, 'day')} ago"


def of_links(
    council: Council, person: Person, posts: Sequence[str], actions: Sequence[OwedAction], until: datetime | None, today: date,
    evidence: Sequence[Evidence] = (),
) -> tuple[str, str, str]:  # fmt: skip
    """Subject, text and reason of a mail that asks somebody for a word, with the link by which they give it."""
    why = f"You get this mail because you hold {_posts(posts)}."
    parts = [f"Dear {person.name},"]
    if actions and until is not None:
        minutes = count(MINUTES_EACH * len(actions), "minute")
        number = count(len(actions), "action of yours needs", "actions of yours need")
        parts += [
            f"{number} a word from you. It takes about {minutes} and needs no account:",
            OWN_LINK,
            f"The link is for you alone; please do not pass it on. It works once, until {day(until)}. "
            "You need not say something of every action: what you leave open stays due.",
            *_by_plan(actions, today, linked=person.user is not None),
        ]
    if evidence:
        parts += ["Evidence to be renewed:", "\n".join(_evidence(piece, today) for piece in evidence)]
    parts.append(_foot(council, why, person))
    what = (
        count(len(actions), "action")
        if actions
        else count(len(evidence), "piece of evidence", "pieces of evidence")
    )
    verb = "wants" if len(actions or evidence) == 1 else "want"
    return f"{council.short_name}: {what} {verb} a word from you", "\n\n".join(parts) + "\n", why


def _by_plan(actions: Sequence[OwedAction], today: date, linked: bool) -> list[str]:
    plans: dict[int, list[OwedAction]] = {}
    for one in actions:
        plans.setdefault(one.action.plan_id, []).append(one)
    return [
        "\n".join(
            [" ".join(group[0].action.plan.title.split()), *(_line(one, today, linked) for one in group)]
        )
        for group in plans.values()
    ]


def _line(one: OwedAction, today: date, linked: bool) -> str:
    page = f"\n  {site('action', one.action.plan.number, one.action.number)}" if linked else ""
    return f"- {title_of(one.action)}\n  {stands(one, today)}{page}"


def _evidence(piece: Evidence, today: date) -> str:
    days = (piece.expires - today).days if piece.expires else 0
    when = f"to be renewed by {day(piece.expires)}{_how_far(days)}" if piece.expires else ""
    return f"- {' '.join(piece.title.split())[:LONGEST_TITLE]}: {when}"


def _posts(posts: Sequence[str]) -> str:
    return f"the post {posts[0]}" if len(posts) == 1 else f"the posts {'; '.join(posts)}"


def _foot(council: Council, why: str, person: Person) -> str:
    stop = (
        f"To choose what you get: {site('notices')}"
        if person.user is not None
        else f"To stop these mails, or to have them sent to somebody else, tell the programme office of {council.name}."
    )
    return f"-- \n{council.name}\n{why}\n{stop}"


def of_digest(
    council: Council, name: str, text: str, changes: int, since: datetime, until: datetime
) -> tuple[str, str, str]:
    """Subject, text and reason of a digest; `text` is what digest.as_text made of the changes."""
    why = "You get this mail because it is what you chose, or what your role gets until you choose."
    period = f"{day(since)} to {day(until)}"
    subject = f"{council.short_name}: {count(changes, 'thing')} changed, {period}"
    foot = f"-- \n{council.name}\n{why}\nTo choose what you get and how often: {site('notices')}"
    return subject, f"Dear {name},\n\nWhat changed from {period}:\n\n{text}\n\n{foot}\n", why

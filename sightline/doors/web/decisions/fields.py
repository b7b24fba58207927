"""What a decision of each kind asks: the thing that it is about, and what its effect needs beside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sightline.domain.governance.words import DECISIONS, NEVER_DELEGATED
from sightline.domain.meetings import queries_decisions as queries
from sightline.domain.meetings.subjects import ABOUT
from sightline.domain.plans.governing_words import ENDORSEMENTS
from sightline.ground.ui.forms import (
    Checkboxes,
    DayField,
    GovukForm,
    Radios,
    Select,
    TextArea,
    WholeNumber,
)

Choices = Sequence[tuple[str, str]]

# What can be recorded as an outcome in words of its own. Ratifying and minutes have their item, where all that waits is listed.
OFFERED = tuple(kind for kind in DECISIONS if kind != "ratify")
HINTS = {
    "adopt-plan": "From then on the plan is the council’s. It has to be ready.",
    "embed": "Of an action that was signed off: who keeps watch, until when, and what would reopen it.",
    "reopen": "Of an action that was signed off or embedded.",
    "end-action": "The plan stops asking for it. It is never deleted.",
    "close-finding": "The body is satisfied that what inspectors asked for is met.",
    "discharge": "It was kept. Those that are said to be met can be discharged together at their item.",
    "cancel-promise": "It stays in the register with the words of the decision.",
    "delegate": "To a post or to another body, within limits. Each use is reported to the next meeting.",
    "other": "Words only. It is numbered and kept with its authority.",
}


class ChooseKind(GovukForm):
    """Which kind of decision it is; sent by GET, so that the address says it. words: also an outcome that decides nothing."""

    effect = Radios("What did the body decide?", missing="Choose what was decided")

    def __init__(self, *args: Any, kinds: Sequence[str] = OFFERED, words: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["effect"]
        field.options = [(kind, DECISIONS[kind], HINTS.get(kind, "")) for kind in kinds]
        if words:
            field.options = [("none", words, ""), *field.options]


def add_about(form: GovukForm, user: Any, effect: str) -> None:
    """Ask for the thing that a decision of this kind is about, where it is about one."""
    kind = "plan" if effect == "delegate" else ABOUT.get(effect)
    things = queries.things_to_decide(user, kind) if kind else []
    if not kind:
        return
    label = "Limited to one plan" if effect == "delegate" else f"Which {kind}?"
    form.fields["about"] = Select(
        label, choices=things, optional=effect == "delegate", missing=f"Choose the {kind}",
        empty="All that the body could decide itself" if effect == "delegate" else "Choose one",
    )  # fmt: skip


def add_extra(form: GovukForm, effect: str, posts: Choices, bodies: Choices) -> None:
    """Ask for what the effect of this kind of decision needs beside. posts, bodies: ("post:3", words), ("body:4", words)."""
    holders = [*bodies, *posts]
    if effect == "embed":
        form.fields["watcher"] = Select("Who keeps watch?", choices=holders, missing="Say who keeps watch")
        form.fields["watch_until"] = DayField("Until when?", missing="Say until when it is watched")
        form.fields["reopen_if"] = TextArea(
            "What would reopen it?", rows=2, missing="Say what would reopen the action"
        )
    elif effect == "end-plan":
        states = [
            ("closed", "Closed: nothing in it is open"),
            ("superseded", "Superseded: the plan that follows is adopted"),
        ]
        form.fields["state"] = Radios(
            "How does the plan end?", choices=states, missing="Say how the plan ends"
        )
    elif effect == "endorse-plan":
        form.fields["says"] = Radios(
            "What does the body say?", choices=list(ENDORSEMENTS.items()), missing="Say what the body says"
        )
        form.fields["version"] = WholeNumber(
            "Of which version?",
            hint="Its number. Without one, the latest.",
            width=3,
            optional=True,
            min_value=1,
        )
        form.fields["comment"] = TextArea("Its comments", rows=3, optional=True)
    elif effect == "delegate":
        form.fields["to"] = Select("To whom?", choices=holders, missing="Choose the post or the body")
        kinds = [(kind, DECISIONS[kind]) for kind in OFFERED if kind not in NEVER_DELEGATED]
        form.fields["kinds"] = Checkboxes("Which decisions?", choices=kinds, missing="Choose at least one")
        form.fields["since"] = DayField("From", hint="Without a day, from the meeting on", optional=True)
        form.fields["until"] = DayField("Until", hint="Without a day, until it is taken back", optional=True)


def about_of(said: dict[str, Any]) -> tuple[str, int] | None:
    """("action", 7) of the answer "action:7"; None where nothing was asked or chosen."""
    kind, _, key = (said.get("about") or "").partition(":")
    return (kind, int(key)) if key.isdecimal() else None


def extra_of(effect: str, said: dict[str, Any]) -> dict[str, Any]:
    """What the effect needs beside, by the names that the commands know."""
    if effect == "embed":
        return {
            **_holder("watcher", said["watcher"]),
            "watch_until": said["watch_until"],
            "reopen_if": said["reopen_if"],
        }
    if effect == "end-plan":
        return {"state": said["state"]}
    if effect == "endorse-plan":
        return {name: said[name] for name in ("says", "version", "comment")}
    if effect == "delegate":
        return {
            **_holder("to", said["to"]),
            "kinds": said["kinds"],
            "since": said["since"],
            "until": said["until"],
        }
    return {}


def holders(user: Any, today: Any) -> tuple[Choices, Choices]:
    """The posts and the bodies of today that may be given something: ("post:3", "Head of Service")."""
    from sightline.domain.governance.queries import bodies, posts

    return (
        [(f"post:{post.pk}", str(post)) for post in posts(user, on=today)],
        [(f"body:{body.pk}", body.name) for body in bodies(user, on=today)],
    )


def _holder(name: str, chosen: str) -> dict[str, int]:
    kind, _, key = (chosen or "").partition(":")
    return {f"{name}_{kind}": int(key)} if key.isdecimal() else {}

"""What people fill in: filters, roles of bodies, the review, a request for sign-off, a sample."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sightline.domain.plans.governing_words import PLAN_ROLES, REVIEW_CYCLES
from sightline.domain.plans.homework_rules import POPULATIONS, SEED_LENGTH
from sightline.domain.plans.queries.coverage import SHOWS
from sightline.ground.ui.forms import (
    Choice,
    DayField,
    GovukForm,
    Radios,
    Select,
    TextArea,
    TextField,
    WholeNumber,
)

ROLE_HINTS = {
    "deliver": "Where an action names no body that delivers it",
    "monitor": "Where an action names no body that monitors it",
    "scrutinise": "Where an action names no body that scrutinises it",
    "cross-scrutinise": "Where an action names no body that scrutinises the scrutiny",
    "sign-off": "Decides that an action is done, embedded, reopened or ended",
    "adopt": "Decides that the plan is adopted, and that it ends",
    "endorse": "Is asked whether the actions are the right ones",
}


class CoverageFilter(GovukForm):
    show = Select("Show", optional=True, empty="All actions", choices=list(SHOWS.items()))
    theme = Select("Theme", optional=True, empty="Any")

    def __init__(self, data: Any, themes: Sequence[Choice]) -> None:
        super().__init__(data)
        self.fields["theme"].options = themes  # type: ignore[attr-defined]


class PlanBodyForm(GovukForm):
    body = Select("Which body?", missing="Choose a body")
    role = Radios(
        "What does it do for the plan?",
        choices=[(key, words, ROLE_HINTS[key]) for key, words in PLAN_ROLES.items()],
        missing="Choose what it does for the plan",
    )
    reason = TextArea(
        "Where is this written down?", rows=2, optional=True, hint="A decision, terms of reference."
    )

    def __init__(self, data: Any = None, *, bodies: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["body"].options = bodies  # type: ignore[attr-defined]


class ReviewForm(GovukForm):
    review_cycle = Select(
        "How often is the plan reviewed?",
        optional=True,
        empty="Not stated",
        choices=list(REVIEW_CYCLES.items()),
    )
    next_review = DayField("When is the next review?", optional=True)
    reason = TextArea(
        "Why does it change?", rows=2, optional=True, hint="Needed where something was stated before."
    )


class SignsOffForm(GovukForm):
    body = Select("Which body signs this action off?", optional=True, empty="As the plan says")
    reason = TextArea("Why?", rows=2, optional=True, hint="Needed where a body was named before.")

    def __init__(self, data: Any = None, *, bodies: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["body"].options = bodies  # type: ignore[attr-defined]


class AskForm(GovukForm):
    """bodies: those that may sign the action off; with one of them there is nothing to choose."""

    body = Radios("Which body?", missing="Choose the body")
    words = TextArea(
        "What should the body know?",
        rows=4,
        optional=True,
        max_length=4000,
        hint="It sees this beside the action and its evidence.",
    )

    def __init__(self, data: Any = None, *, bodies: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if len(bodies) < 2:
            del self.fields["body"]
        else:
            self.fields["body"].options = bodies  # type: ignore[attr-defined]


class DrawForm(GovukForm):
    """sizes: for each population how many actions it has now."""

    population = Radios("Which actions do you draw from?", missing="Choose which actions to draw from")
    size = WholeNumber("How many?", missing="Enter how many actions to draw", width=4)
    seed = TextField(
        "Your own seed",
        optional=True,
        width=20,
        max_length=SEED_LENGTH,
        hint="Letters and digits. Leave it empty and a random one is made. With the same seed anybody draws the same sample.",
    )

    def __init__(self, data: Any = None, *, sizes: dict[str, int], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["population"].options = [  # type: ignore[attr-defined]
            (key, words, f"{sizes[key]} now") for key, words in POPULATIONS.items()
        ]

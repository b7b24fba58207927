"""Forms of the plan itself: starting it, what it says of itself, its parts, its scope."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sightline.domain.plans import words
from sightline.domain.plans.queries import SHOWS, Facets
from sightline.ground.ui.forms import (
    Checkboxes,
    Choice,
    DayField,
    GovukForm,
    Radios,
    Select,
    TextArea,
    TextField,
    Tick,
)

NONE = ("none", "Not stated")


class ActionFilters(GovukForm):
    """The filters of a plan's actions, made with request.GET."""

    q = TextField("Words", optional=True, kind="search", max_length=200)
    theme = Select("Theme", optional=True, empty="Any")
    workstream = Select("Driver or workstream", optional=True, empty="Any")
    owner = Select("Owner", optional=True, empty="Anyone")
    body = Select("Body", optional=True, empty="Any")
    delivery = Select("Delivery", optional=True, empty="Any", choices=[*words.DELIVERY.items(), NONE])
    impact = Select("Impact", optional=True, empty="Any", choices=[*words.IMPACT.items(), NONE])
    assurance = Select("Assurance", optional=True, empty="Any", choices=[*words.ASSURANCE.items(), NONE])
    confidence = Select("Confidence", optional=True, empty="Any", choices=[*words.CONFIDENCE.items(), NONE])
    priority = Select(
        "Priority",
        optional=True,
        empty="Any",
        choices=[*((str(k), w) for k, w in words.PRIORITY.items()), NONE],
    )
    show = Select("Show only", optional=True, empty="All actions", choices=list(SHOWS.items()))

    def __init__(self, data: Any, facets: Facets) -> None:
        super().__init__(data)
        options = {
            "theme": [*facets.themes, ("none", "Without a theme")],
            "workstream": [*facets.workstreams, ("none", "Without one")],
            "owner": facets.owners,
            "body": facets.bodies,
        }
        for name, choices in options.items():
            self.fields[name].options = choices  # type: ignore[attr-defined]


class PlanDetails(GovukForm):
    """What a plan says of itself. posts: (id, title); strategies: (id, title)."""

    title = TextField("Title", max_length=300, missing="Enter the plan’s title")
    stream = Radios("What the plan is about", choices=list(words.STREAMS.items()))
    vision = TextArea(
        "Vision", hint="One or two sentences: what will be different for children.", rows=3, optional=True
    )
    narrative = TextArea("Where we are and how we got here", rows=8, optional=True)
    starts = DayField("Starts", optional=True)
    ends = DayField("Ends", optional=True)
    version = TextField("Version", optional=True, width=10, max_length=60)
    version_date = DayField("Date of this version", optional=True)
    owner = Select("Who answers for the plan", optional=True, empty="Not stated")
    strategies = Checkboxes("Strategies and council priorities that it serves", optional=True)

    def __init__(
        self, data: Any = None, *, posts: Sequence[Choice], strategies: Sequence[Choice], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["owner"].options = posts  # type: ignore[attr-defined]
        self.fields["strategies"].options = strategies  # type: ignore[attr-defined]
        if not strategies:
            del self.fields["strategies"]

    def values(self) -> dict[str, Any]:
        """Fields of a plan; texts that are not stated are ""."""
        said = {
            name: value for name, value in self.cleaned_data.items() if name not in ("owner", "strategies")
        }
        return {
            name: "" if value is None and name in ("vision", "narrative", "version") else value
            for name, value in said.items()
        }


class NewPlan(GovukForm):
    """The little that a plan needs to begin. inspections: (number, title, hint)."""

    title = TextField("Title of the plan", max_length=300, missing="Enter the plan’s title")
    stream = Radios(
        "What the plan is about", choices=list(words.STREAMS.items()), missing="Say what the plan is about"
    )
    follows = Select("Plan that it takes over from", optional=True, empty="None")
    inspections = Checkboxes("Inspections that it answers", optional=True)

    def __init__(
        self, data: Any = None, *, plans: Sequence[Choice], inspections: Sequence[Choice], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["follows"].options = plans  # type: ignore[attr-defined]
        self.fields["inspections"].options = inspections  # type: ignore[attr-defined]
        for name, choices in (("follows", plans), ("inspections", inspections)):
            if not choices:
                del self.fields[name]


class DraftActions(GovukForm):
    """One draft action for each finding: a tick that takes it, and its words."""

    def __init__(self, data: Any = None, *, findings: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.findings = list(findings)
        for finding in self.findings:
            self.fields[f"take-{finding.pk}"] = Tick(
                "Begin an action for this finding", optional=True, initial=True
            )
            self.fields[f"words-{finding.pk}"] = TextArea(
                f"What will be done about {finding.reference}",
                rows=2,
                optional=True,
                initial=finding.text,
                max_length=2000,
            )

    def taken(self) -> list[tuple[Any, str]]:
        """The findings that were ticked, each with the words of its action."""
        said = self.cleaned_data
        return [(f, said[f"words-{f.pk}"] or f.text) for f in self.findings if said[f"take-{f.pk}"]]


class TakeIntoScope(GovukForm):
    inspection = Select("Inspection", missing="Choose the inspection")

    def __init__(self, data: Any = None, *, inspections: Sequence[Choice]) -> None:
        super().__init__(data)
        self.fields["inspection"].options = inspections  # type: ignore[attr-defined]


class Part(GovukForm):
    """An aim, theme, driver, workstream or funding line."""

    title = TextField("Title", max_length=400, missing="Enter a title")
    ref = TextField("Printed reference", optional=True, width=5, max_length=40)
    kind = Radios(
        "Which",
        choices=[("driver", "Driver: what moves the aims"), ("workstream", "Workstream: who works together")],
    )
    lead = Select(
        "Lead",
        optional=True,
        empty="Not stated",
        hint="Use the words below if the post is not in the list.",
    )
    lead_raw = TextField("Lead in words", optional=True, max_length=300)
    body = Select("Body", optional=True, empty="Not stated")
    amount_raw = TextField(
        "Amount as printed", optional=True, max_length=120, hint="For example, £1.2 million over two years"
    )
    amount = TextField(
        "Amount in pounds", optional=True, width=10, max_length=20, hint="Only if it is certain"
    )
    strategies = Checkboxes("Strategies and council priorities that it serves", optional=True)

    def __init__(
        self,
        data: Any = None,
        *,
        part: str,
        posts: Sequence[Choice],
        bodies: Sequence[Choice],
        strategies: Sequence[Choice],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        for name, choices in (("lead", posts), ("body", bodies), ("strategies", strategies)):
            self.fields[name].options = choices  # type: ignore[attr-defined]
        beyond = {
            "workstream": {"kind", "body"},
            "funding": {"amount_raw", "amount"},
            "theme": {"strategies"},
        }
        for names in beyond.values():
            for name in names - beyond.get(part, set()):
                del self.fields[name]
        if not strategies:
            self.fields.pop("strategies", None)

    def clean_amount(self) -> Any:
        from decimal import Decimal, InvalidOperation

        from django.core.exceptions import ValidationError

        text = (self.cleaned_data["amount"] or "").replace(",", "").replace("£", "").strip()
        if not text:
            return None
        try:
            amount = Decimal(text)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or not 0 <= amount < 10**12:
            raise ValidationError("“Amount in pounds” must be a number, like 1200000")
        return amount

    def values(self) -> dict[str, Any]:
        """Fields of the part; keys of posts and bodies as lead_id and body_id."""
        said = dict(self.cleaned_data)
        texts = {name: said[name] or "" for name in ("ref", "lead_raw", "amount_raw") if name in said}
        values = {"title": said["title"], "lead_id": number(said["lead"])} | texts
        if "body" in said:
            values |= {"kind": said["kind"], "body_id": number(said["body"])}
        if "amount" in said:
            values["amount"] = said["amount"]
        if "strategies" in said:
            values["strategy_ids"] = [int(key) for key in said["strategies"]]
        return values


def number(value: str | None) -> int | None:
    return int(value) if value else None

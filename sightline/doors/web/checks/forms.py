"""The filters of the list of problems, and the forms about waivers."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from sightline.domain.checks.queries import CheckedPlan
from sightline.ground.ui.addresses import link_with
from sightline.ground.ui.forms import Checkboxes, DayField, GovukForm, Hidden, Select, TextArea

from .listing import SEVERITIES


class ProblemFilters(GovukForm):
    """Made with request.GET and the checked plan, which says what there is to choose."""

    severity = Checkboxes("Severity", optional=True, choices=list(SEVERITIES.items()))
    code = Select("Check", optional=True, empty="Any check")
    theme = Select("Theme", optional=True, empty="Any theme")
    owner = Select("Owner", optional=True, empty="Any owner")

    def __init__(self, query: QueryDict, found: CheckedPlan) -> None:
        super().__init__(query)
        places = [found.places.of(problem) for problem in found.judgement.problems]
        themes = sorted({place.theme for place in places if place.theme})
        owners = sorted({owner for place in places for owner in place.owners}, key=str.casefold)
        fields: dict[str, Any] = self.fields
        fields["code"].options = [
            (one.rule.code, f"{one.rule.code} {one.rule.title} ({len(one.problems)})")
            for one in sorted(found.by_rule, key=lambda one: one.rule.code)
        ]
        fields["theme"].options = [(theme, theme) for theme in themes]
        fields["owner"].options = [(owner, owner) for owner in owners]

    def wanted(self) -> dict[str, Any]:
        """The filters in force; what the address names and the plan does not have leaves the list alone."""
        self.is_valid()
        return self.cleaned_data

    def chosen(self, query: QueryDict) -> list[tuple[str, str]]:
        """The filters in force in words, each with the address of the list without it."""
        said = [
            (SEVERITIES[value], link_with(query, without=("severity", value), page=None))
            for value in self.cleaned_data.get("severity") or []
        ]
        for name, words in (("code", "Check"), ("theme", "Theme"), ("owner", "Owner")):
            if value := self.cleaned_data.get(name):
                said.append((f"{words}: {value}", link_with(query, **{name: None, "page": None})))
        return said


class WaiveForm(GovukForm):
    reason = TextArea(
        "Why may this stand?",
        hint="Whoever reads the plan’s checks will see this with your name.",
        rows=4,
        missing="Say why this may stand",
    )
    expires = DayField(
        "Until when?",
        hint="A year ahead at most. After that day the problem is shown again.",
        missing="Give the day on which the waiver ends",
    )
    seen = Hidden(optional=True)


class EndWaiverForm(GovukForm):
    reason = TextArea("Why is it taken back?", rows=3, optional=True)

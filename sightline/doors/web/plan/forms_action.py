"""Forms of actions: all that one states, who answers for it, its figures, and changes to many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError

from sightline.domain.plans import words
from sightline.domain.plans.drafts import FigureDraft, OwnerDraft
from sightline.ground.lib.quantities import read_quantities
from sightline.ground.ui.forms import (
    Checkboxes,
    Choice,
    DayField,
    GovukForm,
    Hidden,
    Select,
    TextArea,
    TextField,
    Tick,
)

from .forms_plan import number

PRIORITIES = [(str(key), word) for key, word in words.PRIORITY.items()]
TEXTS = (
    "ref", "title", "detail", "source_kind", "source_text", "source_printed", "start_raw", "due_raw", "priority_raw",
    "success_measure", "evidence_expected", "outcome_notes", "linked_indicators", "area", "target_grade", "category", "resources",
    "cost", "voice", "linked_risks", "next_phase", "predecessor_ref", "sign_off_body", "status_printed",
)  # fmt: skip
VALUES = ("start", "due", "polarity", "embedded_on")
PARTS = ("theme", "workstream", "aim")
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("What is done", ("ref", "title", "detail")),
    ("Why", ("source_kind", "source_text", "source_printed")),
    ("Where it stands in the plan", ("theme", "workstream", "aim", "priority", "priority_raw")),
    ("By when", ("start", "start_raw", "due", "due_raw", "embedded_on", "next_phase", "predecessor_ref")),
    (
        "How one will know",
        ("success_measure", "polarity", "evidence_expected", "outcome_notes", "linked_indicators"),
    ),
    ("Judgement", ("area", "target_grade", "category", "sign_off_body")),
    ("Means, risks and children’s voice", ("resources", "cost", "linked_risks", "voice", "status_printed")),
)


class ActionDetails(GovukForm):
    """All that an action states but its statuses, owners, bodies and figures, which have pages of their own."""

    ref = TextField("Printed reference", optional=True, width=10, max_length=60)
    title = TextArea("What will be done", rows=3, missing="Say what will be done", max_length=4000)
    detail = TextArea("How", rows=4, optional=True)
    source_kind = Select(
        "Source, where it is not a finding", optional=True, empty="None, or a finding", choices=list(words.SOURCES.items()),
        hint="Findings are linked on the page of findings.",
    )  # fmt: skip
    source_text = TextArea("The source in words", rows=2, optional=True)
    source_printed = TextArea("Source as printed in the plan", rows=2, optional=True)
    theme = Select("Theme", optional=True, empty="None")
    workstream = Select("Driver or workstream", optional=True, empty="None")
    aim = Select("Aim", optional=True, empty="None")
    priority = Select("Priority", optional=True, empty="Not stated", choices=PRIORITIES)
    priority_raw = TextField("Priority as printed", optional=True, max_length=100)
    start = DayField("Starts", optional=True)
    start_raw = TextField("Start as printed", optional=True, max_length=200)
    due = DayField("Due", optional=True, hint="Leave it empty where the plan names no day")
    due_raw = TextField("Due date as printed", optional=True, max_length=200)
    embedded_on = DayField("Embedded by", optional=True)
    next_phase = TextField("Next phase", optional=True, max_length=200)
    predecessor_ref = TextField("Action that it follows", optional=True, width=10, max_length=60)
    success_measure = TextArea(
        "Success measure",
        rows=3,
        optional=True,
        hint="How one will know what changed for children",
    )
    polarity = Select(
        "Good direction", optional=True, empty="Not stated", choices=list(words.POLARITY.items())
    )
    evidence_expected = TextArea("Evidence expected", rows=2, optional=True)
    outcome_notes = TextArea("Outcome", rows=2, optional=True)
    linked_indicators = TextArea("Linked indicators", rows=2, optional=True)
    area = TextField("Judgement area", optional=True, max_length=200)
    target_grade = TextField("Target grade", optional=True, max_length=100)
    category = TextField("Inspectorate’s category as printed", optional=True, max_length=200)
    sign_off_body = TextField("Body that signs off", optional=True, max_length=200)
    resources = TextArea("Resources", rows=2, optional=True)
    cost = TextField("Cost", optional=True, max_length=200)
    linked_risks = TextArea("Linked risks", rows=2, optional=True)
    voice = TextArea("Voice of children", rows=2, optional=True)
    status_printed = TextField("Status as printed", optional=True, max_length=200)
    reason = TextArea(
        "Why it changes",
        rows=2,
        optional=True,
        hint="Needed where a stated due date, success measure or priority changes",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        parts: Mapping[str, Sequence[Choice]],
        extra: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        for name in PARTS:
            self.fields[name].options = parts[name]  # type: ignore[attr-defined]
        self.extra = {f"extra-{place}": name for place, name in enumerate(extra)}
        for field, name in self.extra.items():
            self.fields[field] = TextArea(name, rows=2, optional=True, initial=extra[name])

    @property
    def groups(self) -> list[tuple[str, list[str]]]:
        """The fields under their headings."""
        found = [(heading, [name for name in names if name in self.fields]) for heading, names in GROUPS]
        return found + ([("The council’s own columns", list(self.extra))] if self.extra else [])

    def values(self) -> dict[str, Any]:
        """As ActionEdit takes them."""
        said = self.cleaned_data
        texts = {name: said[name] or "" for name in TEXTS}
        plain = {name: said[name] for name in VALUES} | {"priority": number(said["priority"])}
        return texts | plain | {f"{name}_id": number(said[name]) for name in PARTS}

    def extra_values(self) -> dict[str, str]:
        return {name: self.cleaned_data[field] or "" for field, name in self.extra.items()}


class OwnerRow(GovukForm):
    """One owner. An empty row is no owner."""

    kind = Select("As", choices=list(words.OWNER_KINDS.items()), empty="Choose", optional=True)
    post = Select("Post", optional=True, empty="Not in this list")
    printed = TextField(
        "In words", optional=True, max_length=300, hint="As printed, or where the post is not in the list"
    )

    def __init__(self, data: Any = None, *, posts: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["post"].options = posts  # type: ignore[attr-defined]

    def draft(self) -> OwnerDraft | None:
        said = self.cleaned_data
        if not said["post"] and not said["printed"]:
            return None
        return OwnerDraft(said["printed"] or "", number(said["post"]), said["kind"] or "owner")


class WhyForm(GovukForm):
    reason = TextArea(
        "Why it changes", rows=2, optional=True, hint="Kept beside the change, for everyone who reads it"
    )


class BodiesForm(GovukForm):
    """The bodies on the four layers of an action."""

    def __init__(self, data: Any = None, *, bodies: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        hints = {
            "deliver": "Does the work.",
            "monitor": "Checks that it is done and that it helps.",
            "scrutinise": "Holds those who monitor to account in public.",
            "cross-scrutinise": "Looks at whether scrutiny works.",
        }
        for layer, word in words.LAYERS.items():
            self.fields[layer] = Checkboxes(word, choices=bodies, optional=True, hint=hints[layer])
        self.fields["reason"] = TextArea("Why it changes", rows=2, optional=True)

    def wanted(self) -> tuple[tuple[str, int], ...]:
        return tuple((layer, int(key)) for layer in words.LAYERS for key in self.cleaned_data[layer])


COMPARATORS = (
    ("=", "exactly"), (">=", "at least"), ("<=", "at most"), (">", "more than"), ("<", "less than"), ("~", "about"),
    ("range", "between two figures"), ("like", "like another’s average"),
)  # fmt: skip


class FigureRow(GovukForm):
    """A baseline, target, milestone or actual: the words, and beside them what they are understood to say."""

    role = Select("Which", choices=list(words.FIGURES.items()), empty="Choose", optional=True)
    raw = TextArea("In words", rows=2, optional=True, hint="As printed. Nothing of it is lost.")
    label = TextField("Name", optional=True, max_length=200, hint="For example, Q1 2026 or 31 March 2027")
    comparator = Select("How it counts", choices=COMPARATORS, empty="Not stated", optional=True)
    value = TextField("Number", optional=True, width=10, max_length=24)
    unit = TextField("Unit", optional=True, width=10, max_length=60, hint="%, days, per 10,000")
    denominator = TextField("Of what", optional=True, max_length=200)
    as_at = DayField("As at", optional=True, hint="")
    read = Tick("Read the number from the words", optional=True)

    def clean_value(self) -> Decimal | None:
        text = (self.cleaned_data["value"] or "").replace(",", "").removesuffix("%").strip()
        if not text:
            return None
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite() or abs(value) >= 10**12:
            raise ValidationError("“Number” must be a number, like 85 or 12.5")
        return value

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("raw") and not said.get("role"):
            self.add_error("role", "Say whether it is a baseline, a target, a milestone or an actual")
        if said.get("value") is not None and not said.get("raw"):
            self.add_error("raw", "Enter the words that the number comes from")
        return said

    def draft(self) -> FigureDraft | None:
        """None for an empty row."""
        said = self.cleaned_data
        if not said["raw"]:
            return None
        draft = FigureDraft(
            said["role"], said["raw"], label=said["label"] or "", comparator=said["comparator"] or "", value=said["value"],
            unit=said["unit"] or "", denominator=said["denominator"] or "", as_at=said["as_at"],
            what=self.initial.get("what", ""), due=self.initial.get("due"),
        )  # fmt: skip
        return read_figure(draft) if said["read"] else draft


def read_figure(draft: FigureDraft) -> FigureDraft:
    """The figure with what its words certainly say; unchanged where they say nothing certain or more than one thing."""
    from dataclasses import replace

    found = read_quantities(draft.raw)
    if len(found) != 1 or found[0].value is None:
        return draft
    one = found[0]
    known = {sign for sign, _ in COMPARATORS}
    return replace(
        draft,
        value=Decimal(str(one.value)),
        unit=one.unit or draft.unit,
        comparator=one.comparator if one.comparator in known else draft.comparator,
        as_at=one.as_at or draft.as_at,
        what=one.what or draft.what,
    )


class BulkChange(GovukForm):
    """One change to many actions. What is left as it is stays as it is."""

    theme = Select("Theme", optional=True, empty="Leave as it is")
    workstream = Select("Driver or workstream", optional=True, empty="Leave as it is")
    priority = Select("Priority", optional=True, empty="Leave as it is", choices=PRIORITIES)
    owner = Select(
        "Owner", optional=True, empty="Leave as it is", hint="Replaces the owners that each action has now"
    )
    due = DayField("New due date", optional=True)
    reason = TextArea(
        "Why",
        rows=2,
        optional=True,
        hint="Needed where a stated date or priority changes. Kept beside each change.",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        parts: Mapping[str, Sequence[Choice]],
        posts: Sequence[Choice],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        for name in ("theme", "workstream"):
            self.fields[name].options = parts[name]  # type: ignore[attr-defined]
        self.fields["owner"].options = posts  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.errors and not any(
            said.get(name) for name in ("theme", "workstream", "priority", "owner", "due")
        ):
            raise ValidationError("Choose at least one thing to change")
        return said

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        values: dict[str, Any] = {
            f"{name}_id": number(said[name]) for name in ("theme", "workstream") if said[name]
        }
        if said["priority"]:
            values["priority"] = number(said["priority"])
        if said["due"]:
            values["due"] = said["due"]
        return values

    def owners(self) -> tuple[OwnerDraft, ...] | None:
        post = number(self.cleaned_data["owner"])
        return (OwnerDraft(post_id=post),) if post else None


class LinkForm(GovukForm):
    """Which action answers a finding, and why it is thought so."""

    action = Select("Action that answers it", missing="Choose the action")
    reason = TextField("Why", optional=True, max_length=500)

    def __init__(self, data: Any = None, *, actions: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["action"].options = [(str(key), text) for key, text in actions]  # type: ignore[attr-defined]


class AcceptForm(GovukForm):
    """A suggestion, accepted with one press."""

    target = Hidden(required=True)
    reason = Hidden(required=False, max_length=500)


class ThemeForm(GovukForm):
    theme = Select("Theme", missing="Choose the theme")

    def __init__(self, data: Any = None, *, themes: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["theme"].options = themes  # type: ignore[attr-defined]


class ReasonForm(GovukForm):
    """A reason that is needed; the page names what for."""

    reason = TextArea("Why", rows=3, missing="Say why")

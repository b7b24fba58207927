"""The forms of a paper under review. What they ask is what `work.imports.paper_fields` says a paper has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from django.http import QueryDict

from sightline.ground.ui.addresses import link_with
from sightline.ground.ui.forms import (
    DayField,
    GovukForm,
    Radios,
    Select,
    TextArea,
    TextField,
    Tick,
    WholeNumber,
)
from sightline.work.imports import queries_lessons
from sightline.work.imports.paper_fields import FACTS, Field

NOT_STATED = "none"
ANSWERS = [("yes", "Yes"), ("no", "No"), (NOT_STATED, "Not stated")]
LONG_ROWS = 4
HINTS = {
    "number": "As printed; leave it empty where the page has none or lost it",
    "ref": "As printed; leave it empty where the page has none",
    "verb": "Leave it empty where the page lost them",
    "date": "Leave it empty where the paper does not say",
    "body": "The words of the paper, even where the body has another name today",
    "status": "Only where the paper says it",
}
NARROW = ("number", "ref", "level", "reference", "start", "finish", "target")


def _short(field: Field, hint: str) -> Any:
    width = 10 if field.name in NARROW else None
    return TextField(
        field.label,
        hint=hint,
        optional=not field.needed,
        width=width,
        max_length=2000,
        missing=f"Enter “{field.label}”",
    )


def _long(field: Field, hint: str) -> Any:
    return TextArea(
        field.label, hint=hint, optional=not field.needed, rows=LONG_ROWS, missing=f"Enter “{field.label}”"
    )


def _whole(field: Field, hint: str) -> Any:
    return WholeNumber(field.label, hint=hint, optional=not field.needed, width=4)


def _day(field: Field, hint: str) -> Any:
    return DayField(field.label, hint=hint, optional=not field.needed)


def _question(field: Field, hint: str) -> Any:
    return Radios(field.label, hint=hint, optional=True, inline=True, choices=ANSWERS)


def _choice(field: Field, hint: str) -> Any:
    return Select(
        field.label,
        hint=hint,
        optional=not field.needed,
        choices=list(field.choices),
        missing=f"Choose “{field.label}”",
    )


ASKED: dict[str, Callable[[Field, str], Any]] = {
    "short": _short,
    "long": _long,
    "whole": _whole,
    "day": _day,
    "question": _question,
    "choice": _choice,
}


def asked(field: Field) -> Any:
    """The field of a form that asks for a field of a paper."""
    return ASKED[field.kind](field, HINTS.get(field.name, ""))


def first_value(field: Field, value: Any) -> Any:
    """A value of a draft as a form begins with it."""
    if field.kind == "question":
        return {True: "yes", False: "no"}.get(value, NOT_STATED)
    if field.kind == "day":
        return date.fromisoformat(value) if value else None
    return value


def last_value(field: Field, value: Any) -> Any:
    """What a form cleaned to as a draft keeps it."""
    if field.kind == "question":
        return {"yes": True, "no": False}.get(value)
    if field.kind == "day":
        return value.isoformat() if value else None
    return value


def form_name(place: int, field: Field) -> str:
    """What a field is called in a form: a table's printed column may hold any words, so it goes by its place."""
    return f"cell-{place}" if field.name == field.label else field.name


class _OfPaper(GovukForm):
    """A form with fields of a paper. names: {name in the form: field}; a table's printed columns get names of their own."""

    def __init__(self, *args: Any, asks: Sequence[Field] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = dict(self.fields)
        self.fields.clear()
        self.names = {form_name(place, field): field for place, field in enumerate(asks)}
        for name, field in self.names.items():
            self.fields[name] = asked(field)
        self.fields.update(own)

    def of_paper(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The values of the paper's fields among what the form cleaned to."""
        return {
            field.name: last_value(field, given[name]) for name, field in self.names.items() if name in given
        }


def initial_of(asks: Iterable[Field], values: Mapping[str, Any]) -> dict[str, Any]:
    """How a form over these fields begins."""
    return {
        form_name(place, field): first_value(field, values.get(field.name))
        for place, field in enumerate(asks)
    }


class EntryForm(_OfPaper):
    """One entry. parent is asked where it can belong to something; the lines or the page where it can be placed."""

    parent = Select("Belongs to", optional=True, empty="Nothing")
    first = WholeNumber("From line", optional=True, min_value=1, width=4)
    last = WholeNumber("To line", optional=True, min_value=1, width=4)
    page = WholeNumber("Page", optional=True, min_value=1, width=3)
    remember = Tick("Remember this for the next papers", optional=True)

    def __init__(
        self,
        *args: Any,
        parents: Sequence[tuple[str, str]] = (),
        parent_word: str = "",
        needs_parent: bool = False,
        placed: str = "",
        remembers: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.remembers = remembers
        kept = {"line": ("first", "last"), "page": ("page",)}.get(placed, ())
        for name in {"first", "last", "page"} - set(kept):
            del self.fields[name]
        if not parents and not needs_parent:
            del self.fields["parent"]
        else:
            chosen = cast(Select, self.fields["parent"])
            chosen.options = list(parents)
            chosen.label = parent_word or chosen.label
            chosen.empty = "Choose one" if needs_parent else "None"
            chosen.required = needs_parent
            chosen.error_messages["required"] = f"Choose “{chosen.label}”"
        if remembers:
            cast(Tick, self.fields["remember"]).help_text = remembers
        else:
            del self.fields["remember"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", "“To line” must not come before “From line”")
        if last and not first and "first" in self.fields:
            self.add_error("first", "Enter the line on which it begins")
        return given


BODY_NONE, BODY_OTHER = "0", "other"


class PaperFactsForm(_OfPaper):
    """What the paper is. body_id: which of our bodies; suggestions first, each with its reason."""

    body_id = Radios("Which body is it?", optional=True)
    other_body = Select("Another body", optional=True, empty="Choose a body")
    remember = Tick("Remember this for the next papers", optional=True)

    def __init__(
        self,
        *args: Any,
        kind: str,
        suggested: Sequence[tuple[str, str, str]] = (),
        bodies: Sequence[tuple[str, str]] = (),
        remembers: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, asks=FACTS[kind], **kwargs)
        offered: list[Any] = [*suggested]
        if bodies:
            offered.append((BODY_OTHER, "Another of our bodies", "Choose it in the list below"))
        none = "None of these" if offered else "None of ours"
        offered.append((BODY_NONE, none, "The paper keeps the printed name and belongs to no body here"))
        cast(Radios, self.fields["body_id"]).options = offered
        cast(Select, self.fields["other_body"]).options = list(bodies)
        if not bodies:
            del self.fields["other_body"]
        if remembers:
            cast(Tick, self.fields["remember"]).help_text = remembers
        else:
            del self.fields["remember"]
        self._behind_body()

    def _behind_body(self) -> None:
        """What the body is stands right after its printed name."""
        names = [name for name in self.fields if name not in ("body_id", "other_body", "remember")]
        place = names.index("body") + 1 if "body" in names else len(names)
        matching = [name for name in ("body_id", "other_body", "remember") if name in self.fields]
        self.order_fields([*names[:place], *matching, *names[place:]])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("body_id") == BODY_OTHER and not given.get("other_body"):
            self.add_error("other_body", "Choose the body, or say that it is none of these")
        return given

    def body(self, given: Mapping[str, Any]) -> int | None:
        """The body that was chosen: its id, 0 for "none of ours", None where nothing was said."""
        chosen = given.get("body_id")
        if chosen == BODY_OTHER:
            chosen = given.get("other_body")
        return int(chosen) if chosen else None


class AsideEntryForm(GovukForm):
    """Why an entry is not taken. also_below is asked only where something hangs on it."""

    why = TextField("Why is it set aside?", missing="Say why it is set aside")
    also_below = Tick("Set aside what stands under it, too", optional=True)
    remember = Tick("Remember this for the next papers", optional=True)

    def __init__(self, *args: Any, below: int = 0, remembers: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "aside_%s"
        if not below:
            del self.fields["also_below"]
        if remembers:
            cast(Tick, self.fields["remember"]).help_text = remembers
        else:
            del self.fields["remember"]


SAME_OWN = "own"


class SamePaperForm(GovukForm):
    """Whether a paper is one that is here already."""

    same_as = Radios("Is it the same paper?", missing="Say whether it is one of these, or a paper of its own")

    def __init__(self, *args: Any, candidates: Sequence[tuple[str, str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = (SAME_OWN, "A paper of its own", "It goes into the register as a new paper")
        cast(Radios, self.fields["same_as"]).options = [*candidates, own]


class TakeBackForm(GovukForm):
    """Why something that was learnt is taken back."""

    reason = TextField("Why is it taken back?", missing="Say why it is taken back")


class LearntFilters(GovukForm):
    """The filters of what was learnt, made with request.GET."""

    text = TextField("Words", hint="In what was printed, or in what it means", optional=True)
    kind = Select("Kind", optional=True, empty="Any", choices=lambda: list(queries_lessons.kinds().items()))

    def chosen(self, query: QueryDict) -> list[tuple[str, str]]:
        """What is in force, each with the address of the list without it."""
        found = []
        for name, value in self.cleaned_data.items():
            if value and name in query:
                words = queries_lessons.kinds().get(value, value) if name == "kind" else value
                found.append((f"{self.fields[name].label}: {words}", link_with(query, **{name: None})))
        return found

"""The one form behind a mailed link: a small form for each action, sent together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from sightline.domain.plans.words import CONFIDENCE, DELIVERY
from sightline.ground.lib.errors import Refused
from sightline.ground.ui.filters import day
from sightline.ground.ui.forms import (
    DayField,
    FileUpload,
    FormsTogether,
    GovukForm,
    Select,
    TextArea,
    TextField,
    Tick,
)
from sightline.work.notices.commands import Said
from sightline.work.notices.queries import draft_key
from sightline.work.notices.rules import repeats

LARGEST_FILE = 20_000_000  # bytes


class SayForm(GovukForm):
    """What is said of one action. Left empty it says nothing, and the action stays due."""

    text = TextArea("What has been done since?", rows=3, optional=True)
    still = Tick("Yes, it is still so", optional=True)
    no_change = Tick("No change since the last update", optional=True)
    delivery = Select("Delivery", choices=list(DELIVERY.items()), optional=True)
    confidence = Select("How sure are you of the date?", choices=list(CONFIDENCE.items()), optional=True)
    forecast = DayField(
        "When will it be done, as you see it now?", optional=True, hint="For example, 27 3 2026"
    )
    file = FileUpload("A file that shows it", optional=True, largest=LARGEST_FILE)
    file_title = TextField("What the file shows, in a few words", optional=True, max_length=300)

    def __init__(self, asked: Any, draft: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": str(asked.action.pk)} | kwargs)
        self.asked = asked
        self.copied = False
        action = asked.action
        self.fields["text"].draft = draft  # type: ignore[attr-defined]
        now = {
            "delivery": DELIVERY.get(action.delivery or ""),
            "confidence": CONFIDENCE.get(action.confidence or ""),
        }
        for name, word in now.items():
            self.fields[name].empty = f"Stays: {word or 'not stated'}"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Something said needs words, or the tick for no change; the words of last time are asked about once."""
        said = self.cleaned_data
        if not self.blank and not self.errors and not said.get("text") and not said.get("no_change"):
            self.add_error(
                "text", f"{self._of}say what has been done, or tick “No change since the last update”"
            )
        last = self.asked.last
        if last is not None and repeats(last.text, said.get("text") or ""):
            self.copied = True
            if not said.get("still"):
                self.add_error(
                    "still",
                    f"{self._of}these are the words of {day(last.on)}. Tick “Yes, it is still so”, or say what is new",
                )
        return said

    def add_error(self, field: str | None, error: Any) -> None:
        """Each sentence says of which action it is: several stand on the page."""
        said = ValidationError(error).messages
        super().add_error(field, [one if one.startswith(self._of) else f"{self._of}{one}" for one in said])

    @property
    def _of(self) -> str:
        return f"{self.asked.action.label}: "

    @property
    def blank(self) -> bool:
        """Whether nothing at all was said of the action. A file or a wrong day is something."""
        return not self.errors and not any(
            value for name, value in self.cleaned_data.items() if name != "still"
        )

    @property
    def begun(self) -> bool:
        """Whether the rarer questions were answered, so that the page shows them open."""
        names = ("forecast", "file", "file_title")
        return any(name in self.errors for name in names) or any(
            value for name in names if self.is_bound and (value := self.cleaned_data.get(name))
        )

    def said(self) -> Said:
        """As the command takes it."""
        given = self.cleaned_data
        says = {name: given[name] for name in ("delivery", "confidence", "forecast") if given[name]}
        files = given["file"]
        evidence = None
        if files:
            title = given["file_title"] or files[0].name
            evidence = {"stream": files[0].chunks(), "name": files[0].name, "title": title}
        return Said(
            self.asked.action.pk,
            {"text": given["text"] or "", "no_change": given["no_change"], **says},
            still=given["still"],
            evidence=evidence,
        )


class Answers(FormsTogether[SayForm]):
    """What is said of all actions that a link asks about."""

    def __init__(self, request: HttpRequest, link: Any, asked: Sequence[Any]) -> None:
        data = (request.POST, request.FILES) if request.method == "POST" else ()
        super().__init__([SayForm(one, draft_key(link, one.action.pk), *data) for one in asked])

    def is_valid(self) -> bool:
        """Whether something is said, and all of it can be taken."""
        fine = super().is_valid()
        if fine and all(form.blank for form in self.forms):
            first = self.forms[0]["text"].auto_id if self.forms else ""
            self.own.append({"text": "Say something of at least one action", "href": f"#{first}"})
            fine = False
        return fine

    @property
    def said(self) -> list[Said]:
        return [form.said() for form in self.forms if not form.blank]

    def refuse(self, refusal: Refused) -> None:
        """Show a refusal at the action and field that it names, "12-text"; else above."""
        key, _, name = refusal.field.partition("-")
        form = next((form for form in self.forms if form.prefix == key), None)
        if form is None:
            self.own.append({"text": refusal.sentence})
            return
        form.copied = form.copied or name == "still"
        form.refuse(Refused(refusal.sentence, rule=refusal.rule, who=refusal.who, field=name))

"""What people say of published minutes: of which meeting they tell, which items are held already, what the page lost."""

from __future__ import annotations

from typing import Any, cast

from sightline.domain.meetings.commands import MeetingChoice
from sightline.domain.meetings.printed.queries import ANOTHER, HELD, NEW, NONE, MeetingQuestion, ToComplete
from sightline.ground.ui.forms import GovukForm, Radios, Select, TextArea, TextField, Tick

LATER = "later"
NO_ITEM = "none"


class WhichMeeting(GovukForm):
    """Of which meeting minutes tell. later: offered in the review of a paper, where it may be said another day."""

    meeting = Radios(
        "Which meeting do these minutes tell of?", missing="Say which meeting these minutes tell of"
    )
    reason = TextField("Why are they left without a meeting?", optional=True)

    def __init__(self, *args: Any, question: MeetingQuestion, later: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"meeting": question.preset})
        super().__init__(*args, **kwargs)
        offered: list[tuple[str, str, str]] = [
            (f"{HELD}-{one.number}", one.words, one.why) for one in question.may_be
        ]
        if question.can_be_new:
            words = "Another meeting of that day" if question.same_day else "A meeting that is not here yet"
            hint = "It is recorded as known from these minutes. Nothing says that it was kept here."
            offered.append((ANOTHER if question.same_day else NEW, words, hint))
        if later:
            offered.append((LATER, "Say it later", "The paper waits under Meetings, To complete"))
            self.fields["meeting"].required = False
            del self.fields["reason"]
        else:
            offered.append(
                (NONE, "None: leave them without a meeting", "They stay in the register of papers")
            )
        cast(Radios, self.fields["meeting"]).options = offered

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("meeting") == NONE and not given.get("reason"):
            self.add_error("reason", "Say why they are left without a meeting")
        return given

    def choice(self) -> MeetingChoice | None:
        """What was said; None for later, which nothing said is, too."""
        said = str(self.cleaned_data.get("meeting") or LATER)
        if said == LATER:
            return None
        what, _, number = said.partition("-")
        return MeetingChoice(what, int(number) if number else None, self.cleaned_data.get("reason") or "")


class NotThatMeeting(GovukForm):
    """Why a paper does not tell of the meeting that it was said to."""

    reason = TextField("Why is it not that meeting?", missing="Say why it is not that meeting")


class Complete(GovukForm):
    """The titles and verbs that a page lost, and the items that may be held already. Fields "title-3", "verb-2", "item-7"."""

    reason = TextArea(
        "How do you know?",
        hint="Such as: the agenda on paper, or a recording",
        optional=True,
        rows=2,
    )
    not_known = Tick("Nobody knows what is left empty: do not ask again", optional=True)

    def __init__(self, *args: Any, of: ToComplete, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = {name: self.fields.pop(name) for name in ("reason", "not_known")}
        for item in of.titles:
            says = _short(" ".join((item.intro or item.text).split()))
            self.fields[f"title-{item.number}"] = TextField(
                f"Title of {item.called}", hint=f"It begins: {says}" if says else "", optional=True
            )
        for one in of.verbs:
            what = f"resolution {one.printed_number}" if one.printed_number else f"“{_short(one.text)}”"
            self.fields[f"verb-{one.number}"] = TextField(f"Words that brought in {what}", optional=True)
        for asked in of.items:
            choices = [*asked.choices, (NO_ITEM, "None of them: it is held nowhere else")]
            likely = dict(asked.choices).get(asked.likely, "")
            hint = f"{asked.why} Likely: {likely}" if likely else asked.why
            called = (
                " ".join(filter(None, [asked.item.printed_number, asked.item.title])) or asked.item.called
            )
            self.fields[f"item-{asked.item.pk}"] = Select(
                f"Which item is “{_short(called)}”?",
                empty="Say it later",
                optional=True,
                choices=choices,
                hint=hint,
            )
        if of.titles or of.verbs:
            self.fields.update(own)

    def stated(self, kind: str) -> dict[int, str]:
        """What was entered of a kind ("title", "verb", "item"), by the number in the name of its field."""
        return {
            int(name.partition("-")[2]): str(value)
            for name, value in self.cleaned_data.items()
            if name.startswith(f"{kind}-") and value
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        says = [
            name for name, value in given.items() if value and name.partition("-")[0] in ("title", "verb")
        ]
        if (says or given.get("not_known")) and not given.get("reason"):
            self.add_error("reason", "Say how you know")
        return given


def _short(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:80].rsplit(' ', 1)[0]} ..."

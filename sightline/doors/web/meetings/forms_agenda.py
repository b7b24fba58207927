"""What people fill in about agendas: the papers of an item, public speaking, and what always stands on the agendas of a body."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sightline.domain.meetings.agenda_rules import ALWAYS, HAVE_FACTS, TITLES, WAITS, Standing
from sightline.ground.ui.forms import FileUpload, GovukForm, Select, TextArea, TextField, WholeNumber

Choices = Sequence[tuple[str, str]]
WHEN = {ALWAYS: "On each agenda", WAITS: "Only where something waits", "not": "Not by itself"}


def _offer(form: GovukForm, name: str, choices: Choices) -> None:
    field: Any = form.fields[name]
    field.options = list(choices)


class AddPaper(GovukForm):
    """A paper: a file, one of the register, or an address."""

    file = FileUpload("A file", optional=True, suffixes=(".pdf", ".docx", ".xlsx", ".pptx"))
    paper = Select("Or a paper of the register", optional=True, empty="None")
    url = TextField("Or an address", optional=True, max_length=1000, hint="Begins with https://")
    title = TextField(
        "Title", optional=True, max_length=300, hint="Empty: as the file or the paper is called"
    )
    author = Select("Who wrote it?", optional=True, empty="Not stated")

    def __init__(
        self, *args: Any, late: bool, by_law: bool, posts: Choices, papers: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "author", posts)
        _offer(self, "paper", papers)
        if late:
            self.fields["late"] = TextArea(
                "Why is the chair of the opinion that it is urgent?" if by_law else "Why does it come late?", rows=3,
                missing="Say why it comes late",
                hint="Local Government Act 1972, section 100B(4)(b): the minutes state the reason" if by_law else "",
            )  # fmt: skip


class WordPaper(GovukForm):
    title = TextField("Title", missing="Enter the title of the paper", max_length=300)
    author = Select("Who wrote it?", optional=True, empty="Not stated")

    def __init__(self, *args: Any, posts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "author", posts)


class Speaking(GovukForm):
    subject = TextField(
        "About what?", missing="Enter what they speak about", max_length=300,
        hint="The subject only: never the name of a child, a family or a resident",
    )  # fmt: skip
    people = WholeNumber(
        "How many people?", width=3, min_value=1, max_value=999, missing="Enter how many people"
    )


class StandingItems(GovukForm):
    """What always stands on the agendas of a body. items: as it is now."""

    others = TextArea(
        "Other items of each agenda",
        rows=3,
        optional=True,
        hint="One on each line. They come after the others",
    )
    notice_days = WholeNumber(
        "Clear working days of notice, by its own terms", width=3, min_value=0, max_value=99, optional=True,
        hint="Empty: not stated. A council committee gives at least five by law",
    )  # fmt: skip
    speak_days = WholeNumber(
        "Public speaking: working days before the meeting until which people register", width=3, min_value=0, max_value=99,
        optional=True,
    )  # fmt: skip
    speak_minutes = WholeNumber(
        "Public speaking: minutes for each", width=3, min_value=1, max_value=999, optional=True
    )
    speak_words = TextArea("Public speaking: other rules", rows=3, optional=True)

    def __init__(self, *args: Any, items: Sequence[Standing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held: dict[str, tuple[int, Standing]] = {}
        for place, one in enumerate(items, start=1):
            if one.kind in TITLES and (one.kind != "business" or not held.get(one.kind)):
                held[one.kind] = (place, one)
        self.called = {kind: held[kind][1].title if kind in held else TITLES[kind] for kind in TITLES}
        for kind in sorted(TITLES, key=lambda kind: held[kind][0] if kind in held else 99):
            place, one = held.get(kind, (len(items) + 1, Standing(kind, TITLES[kind], "not")))
            self._add(kind, place, one)
        own = {id(one) for _, one in held.values()}
        self.fields["others"].initial = "\n".join(one.title for one in items if id(one) not in own)

    def _add(self, kind: str, place: int, one: Standing) -> None:
        called = self.called[kind]
        choices = [(key, words) for key, words in WHEN.items() if key != WAITS or kind in HAVE_FACTS]
        self.fields[f"when-{kind}"] = Select(
            f"When: {called}", choices=choices, initial=one.when, missing=f"Say when “{called}” stands on it"
        )
        self.fields[f"place-{kind}"] = WholeNumber(
            f"Place: {called}",
            width=2,
            min_value=1,
            max_value=99,
            initial=place,
            missing=f"Enter the place of “{called}”",
        )
        self.fields[f"title-{kind}"] = TextField(
            f"Title: {called}", max_length=400, initial=one.title, missing=f"Enter the title of “{called}”"
        )

    @property
    def kinds(self) -> list[str]:
        return [name.removeprefix("when-") for name in self.fields if name.startswith("when-")]

    def items(self) -> list[Standing]:
        """What was entered, in the order of the places; other items come last."""
        said = self.cleaned_data
        chosen = sorted(
            (kind for kind in self.kinds if said[f"when-{kind}"] != "not"),
            key=lambda kind: said[f"place-{kind}"],
        )
        found = [Standing(kind, said[f"title-{kind}"], said[f"when-{kind}"]) for kind in chosen]
        lines = [line.strip() for line in (said["others"] or "").splitlines()]
        return [*found, *(Standing("business", line) for line in lines if line)]

"""What people fill in about bodies, posts and people."""

from __future__ import annotations

from typing import Any

from sightline.domain.governance.rules import BODY_KINDS
from sightline.ground.ui.forms import Choice, DayField, EmailField, GovukForm, Select, TextArea, TextField

KINDS = list(BODY_KINDS.items())
STAYS = "The old name is kept and still finds it in older papers."


class Choosing(GovukForm):
    """A form whose choices come from the view: `options` holds them by the field's name."""

    def __init__(self, *args: Any, options: dict[str, list[Choice]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in options.items():
            field: Any = self.fields[name]
            field.options = choices


class NewBody(GovukForm):
    name = TextField("Name", max_length=200, missing="Enter the body’s name")
    short_name = TextField(
        "Short name", width=20, max_length=60, optional=True, hint="For narrow columns, such as “CIB”."
    )
    kind = Select("What kind of body is it?", choices=KINDS, missing="Choose what kind of body it is")
    purpose = TextArea("What is it for?", rows=3, optional=True)
    since = DayField("Since", optional=True)


class DescribeBody(GovukForm):
    kind = Select("What kind of body is it?", choices=KINDS, missing="Choose what kind of body it is")
    purpose = TextArea("What is it for?", rows=3, optional=True)
    since = DayField("Since", optional=True)


class RenameBody(GovukForm):
    name = TextField("New name", max_length=200, missing="Enter the new name")
    short_name = TextField("Short name", width=20, max_length=60, optional=True)
    reason = TextArea("Why is it renamed?", rows=2, hint=STAYS, missing="Say why it is renamed")


class NewPost(GovukForm):
    title = TextField(
        "Title of the post",
        max_length=200,
        hint="For example, Head of Service",
        missing="Enter the post’s title",
    )
    team = TextField(
        "Team", width=30, max_length=200, optional=True, hint="Tells two posts of one title apart."
    )
    since = DayField("Since", optional=True)


class RenamePost(GovukForm):
    title = TextField("New title", max_length=200, missing="Enter the new title")
    team = TextField("Team", width=30, max_length=200, optional=True)
    reason = TextArea("Why is it renamed?", rows=2, hint=STAYS, missing="Say why it is renamed")


class TakeUp(Choosing):
    person = Select("Who takes it up?", missing="Choose who takes it up")
    since = DayField("From", optional=True)


class Leave(GovukForm):
    until = DayField("Last day in the post", missing="Enter the last day")


class PersonDetails(Choosing):
    name = TextField("Name", width=30, max_length=200, missing="Enter the person’s name")
    email = EmailField("E-mail address", optional=True)
    user = Select(
        "Account",
        optional=True,
        empty="No account",
        hint="Joined to an account, the person finds the actions of their posts on their first page.",
    )


class BodyFilters(GovukForm):
    """The filters of the list of bodies; made with request.GET."""

    text = TextField("Part of a name, also a former one", optional=True, kind="search", width=20)
    kind = Select("Kind", optional=True, empty="Any kind", choices=KINDS)
    show = Select("Which", optional=True, empty="Existing today", choices=[("all", "All, ended ones too")])


class NameFilter(GovukForm):
    """The filter of the lists of posts and of people."""

    text = TextField("Part of a name or title", optional=True, kind="search", width=20)
    show = Select("Which", optional=True, empty="Existing today", choices=[("all", "All, ended ones too")])

"""Forms of notices."""

from __future__ import annotations

from sightline.ground.jobs.outbox_queries import KINDS, states
from sightline.ground.ui.forms import EmailField, GovukForm, Radios, Select, TextArea, TextField, Tick
from sightline.work.notices.rules import DIGESTS, SCOPES, WEEKDAYS

WORKING_WEEK = [(str(key), word) for key, word in WEEKDAYS.items() if key < 5]


class OutboxFilters(GovukForm):
    """What the outbox shows; made with request.GET."""

    text = TextField("Part of a name, an address or a subject", width=20, optional=True)
    kind = Select("Kind of mail", choices=list(KINDS.items()), optional=True, empty="All kinds")
    state = Select("State", choices=states, optional=True, empty="All states")


class TestMail(GovukForm):
    to = EmailField("To which e-mail address?")


class Reason(GovukForm):
    reason = TextArea("Why?", rows=3, missing="Say why")


class Notices(GovukForm):
    """What a user gets by mail."""

    digest = Radios(
        "How often do you want a digest of what changed?",
        choices=list(DIGESTS.items()),
        missing="Choose how often",
    )
    weekday = Select("On which day, if once a week?", choices=WORKING_WEEK, empty="Monday", optional=True)
    scope = Radios("Of what?", choices=list(SCOPES.items()), missing="Choose what the digest tells of")
    reminders = Tick(
        "Remind me of my own actions",
        hint="30, 7 and 1 days before a date and weekly after it, never more than one mail a day",
        optional=True,
    )

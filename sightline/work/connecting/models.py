"""The council's committee system as Sightline knows it: where it is, its committees and meetings, what was asked, what came."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from sightline.ground.accounts.queries import everything

from .rules import DAYS_AHEAD, DAYS_BACK, LINE_KINDS, STATES, TURN_STATES

if TYPE_CHECKING:
    from sightline.ground.accounts.models import User

OPEN = ("waiting", "running")
MINUTES = {
    "none": "None yet",
    "taken": "Taken in",
    "known": "Known already",
    "left": "Left out",
    "failed": "Failed",
}


class ConnectionQuerySet(models.QuerySet["Connection"]):
    def visible_to(self, user: User) -> ConnectionQuerySet:
        """Connections are seen by those who set them."""
        return self if everything(user, "connecting.manage") else self.none()


class Connection(models.Model):
    """A committee system by the address of its web service. The one that is asked is `current`; earlier ones are kept.

    days_back, days_ahead  the range of days around today of which meetings are asked for
    last_asked_at          when the last turn ended; last_error: why it did not succeed, "" where it did
    """

    address = models.CharField(max_length=500, unique=True)
    current = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=list(STATES.items()), default="paused")
    days_back = models.PositiveIntegerField(default=DAYS_BACK)
    days_ahead = models.PositiveIntegerField(default=DAYS_AHEAD)
    set_at = models.DateTimeField()
    set_by_name = models.CharField(max_length=200)
    last_asked_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    objects = ConnectionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["current"], condition=Q(current=True), name="connecting_one_current"
            ),
            models.CheckConstraint(condition=Q(state__in=["on", "paused"]), name="connecting_known_state"),
        ]

    def __str__(self) -> str:
        return self.address

    def scopes(self) -> list[tuple[str, int]]:
        return [("connection", self.pk)]


class Committee(models.Model):
    """A committee that the system lists. key: its number there; chosen: meetings of it are asked for; body: ours, as a person said.

    gone  it ended or was deleted there, or is no longer listed
    """

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="committees")
    key = models.BigIntegerField()
    title = models.CharField(max_length=500)
    category = models.CharField(max_length=500, blank=True)
    gone = models.BooleanField(default=False)
    chosen = models.BooleanField(default=False)
    body = models.ForeignKey(
        "governance.Body",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="committees_elsewhere",
    )

    class Meta:
        ordering: ClassVar = ["title", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["connection", "key"], name="connecting_committee_once")
        ]

    def __str__(self) -> str:
        return self.title

    def scopes(self) -> list[tuple[str, int]]:
        return [("connection", self.connection_id)]


class ListedMeeting(models.Model):
    """A meeting as the system tells of it: what can be looked at beside ours. Nothing of it is a fact of the domain.

    key        its number there
    page_hash  SHA-256 of the page that its minutes made when they were last taken in
    reading    the paper that this became in imports, where a person reviews it
    items      [{"number", "title", "restricted", "documents": [{"title", "url"}]}]; documents: those of the whole meeting
    problem    why its minutes were not taken in, or what to look at
    """

    not_audited = "a copy of what another system says; what is taken of it is audited as a paper"

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="meetings")
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="meetings")
    key = models.BigIntegerField()
    day = models.DateField(null=True, blank=True)
    starts = models.CharField(max_length=100, blank=True)
    place = models.CharField(max_length=500, blank=True)
    status = models.CharField(max_length=500, blank=True)
    minutes = models.CharField(max_length=10, choices=list(MINUTES.items()), default="none")
    page_hash = models.CharField(max_length=64, blank=True)
    reading = models.ForeignKey(
        "imports.Reading", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    items = models.JSONField(default=list, blank=True)
    documents = models.JSONField(default=list, blank=True)
    problem = models.TextField(blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-day", "-key"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["connection", "key"], name="connecting_meeting_once")
        ]
        indexes: ClassVar = [models.Index(fields=["connection", "-day", "-key"], name="connecting_by_day")]

    def __str__(self) -> str:
        return f"{self.committee.title}, {self.day:%d %B %Y}" if self.day else self.committee.title

    @property
    def settled(self) -> bool:
        """Whether its minutes came."""
        return self.minutes in ("taken", "known")


class HeldAnswer(models.Model):
    """What is kept of an answer so that the next question can be “only if it changed”: tags, a hash, and lists in short."""

    not_audited = "made anew by asking"

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="answers")
    target = models.CharField(max_length=300)
    etag = models.CharField(max_length=300, blank=True)
    modified = models.CharField(max_length=300, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    content = models.JSONField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["connection", "target"], name="connecting_answer_once")
        ]


class Turn(models.Model):
    """One time of asking, from the first question to the last. what: "meetings" or "committees".

    first, last  the range of days, for meetings
    job          the number of the background work that does it
    """

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="turns")
    what = models.CharField(max_length=12, choices=[("meetings", "Meetings"), ("committees", "Committees")])
    state = models.CharField(max_length=10, choices=list(TURN_STATES.items()), default="waiting")
    asked_at = models.DateTimeField()
    asked_by_name = models.CharField(max_length=200)
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    job = models.BigIntegerField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    requests = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    sentence = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["connection"], condition=Q(state__in=OPEN), name="connecting_one_turn_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(TURN_STATES)), name="connecting_known_turn_state"
            ),
        ]

    def scopes(self) -> list[tuple[str, int]]:
        return [("connection", self.connection_id)]


class TurnLine(models.Model):
    """A question of a turn and what came of it. kind: rules.LINE_KINDS; asked: the operation with what it was given."""

    not_audited = "the log of a turn"

    turn = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=list(LINE_KINDS.items()))
    what = models.CharField(max_length=600)
    asked = models.CharField(max_length=300, blank=True)
    sentence = models.TextField(blank=True)
    meeting = models.ForeignKey(
        ListedMeeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="lines"
    )

    class Meta:
        ordering: ClassVar = ["turn_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["turn", "position"], name="connecting_line_in_order")
        ]

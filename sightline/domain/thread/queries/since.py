"""What changed in a plan since a body last met: when it met is a matter of meetings, what changed one of plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sightline.domain.governance.models import Body
from sightline.domain.meetings.models import Meeting
from sightline.domain.plans.models import Plan
from sightline.domain.plans.queries import plans_to_switch
from sightline.domain.plans.queries.versions import Compared, since_day
from sightline.ground.accounts.models import User
from sightline.ground.lib.errors import NotFound


@dataclass(frozen=True, slots=True)
class SinceLastMet:
    """met: the last meeting of the body that was held before today, None where none is recorded; `compared` None then.

    plans  all that the reader may see, to go to another
    """

    plans: tuple[Plan, ...]
    body: Body
    met: Meeting | None
    compared: Compared | None


def since_last_met(user: User, number: int, body: int, today: date) -> SinceLastMet:
    """The last meeting of a body that was held before today, and what changed in the plan since the end of that day."""
    plan, plans = plans_to_switch(user, number, "plans.see")
    found = Body.objects.visible_to(user).filter(pk=body).first()
    if found is None:
        raise NotFound("There is no such body.")
    held = Meeting.objects.filter(body=found, state__in=["held", "printed"], on__lt=today).order_by(
        "-on", "-number"
    )
    met = held.first()
    return SinceLastMet(plans, found, met, since_day(plan, met.on) if met else None)

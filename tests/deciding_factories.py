"""Actions on their way to a decision, by the real commands: reported done, evidenced, verified, put before a body, decided."""

from __future__ import annotations

from datetime import date
from typing import Any

from sightline.domain.governance.models import Body
from sightline.domain.plans.commands import (
    add_evidence_to,
    ask_sign_off,
    embed_action,
    judge_action,
    record_update,
    sign_off_action,
)
from sightline.domain.plans.models import Action, Plan, SignOff, SignOffRequest
from tests import cast
from tests.factories import SYSTEM, TODAY, a_body, a_plan, a_user, an_action
from tests.meeting_factories import decided


def a_governed_action(
    plan: Plan | None = None,
    *,
    deliver: Body | None = None,
    board: Body | None = None,
    today: date = TODAY,
    **changes: Any,
) -> Action:
    """An action that one body delivers and another one, the board, monitors; new bodies where none are given."""
    deliver, board = deliver or a_body(kind="workstream"), board or a_body()
    bodies = (("deliver", deliver.pk), ("monitor", board.pk))
    return an_action(plan or a_plan(today=today), today=today, bodies=bodies, **changes)


def board_of(action: Action) -> Body:
    """The body that monitors the action: that of `a_governed_action`."""
    return action.bodies.get(layer="monitor", until=None).body


def a_done_action(
    plan: Plan | None = None, *, today: date = TODAY, owner: cast.Player = cast.OWNER, **changes: Any
) -> Action:
    """Its owner reports it done; they have their role over everything."""
    action = a_governed_action(plan, today=today, **changes)
    record_update(by=a_user(owner), action=action, today=today, text="All terms are agreed.", delivery="done")
    return action


def a_verified_action(
    plan: Plan | None = None, *, today: date = TODAY, owner: cast.Player = cast.OWNER, **changes: Any
) -> Action:
    """Reported done and evidenced by its owner, verified by the programme office: ready for sign-off."""
    action = a_done_action(plan, today=today, owner=owner, **changes)
    add_evidence_to(
        by=a_user(owner), action=action, today=today, title="Audit of supervision", kind="note",
        note="30 of 36 files had monthly supervision.",
    )  # fmt: skip
    action.refresh_from_db()
    judge_action(
        by=a_user(cast.PROGRAMME_OFFICE), action=action, today=today, reason="The files were read.", assurance="verified"
    )  # fmt: skip
    return action


def an_asked_action(plan: Plan | None = None, *, today: date = TODAY, **changes: Any) -> SignOffRequest:
    """Put before the board."""
    action = a_verified_action(plan, today=today, **changes)
    return ask_sign_off(
        by=a_user(cast.PROGRAMME_OFFICE), action=action, words="All is in place.", today=today
    )


def signed_off(request: SignOffRequest, *, today: date = TODAY, by: Any = SYSTEM) -> SignOff:
    """The board signs it off."""
    action = request.action
    return sign_off_action(
        by=by, action=action, decision=decided("sign-off", request.body, action, on=today), today=today
    )


def embedded(action: Action, body: Body, *, until: date, today: date = TODAY, **more: Any) -> SignOff:
    """The board accepts it as embedded, and keeps watch unless `more` names another."""
    watch = {
        "watch_until": until,
        "reopen_if": "Fewer than 8 in 10 files show it.",
        "watcher_body": body,
    } | more
    return embed_action(
        by=SYSTEM, action=action, decision=decided("embed", body, action, on=today), today=today, **watch
    )

"""The writers of bodies: founded, described, renamed. How they end is in `ending.py`; nothing is deleted."""

from __future__ import annotations

from datetime import date

from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .. import rules
from ..models import Body, FormerName
from ..wording import cleaned, reason_given


@command("governance.edit")
def add_body(
    *,
    by: Actor,
    name: str,
    kind: str,
    short_name: str = "",
    purpose: str = "",
    since: date | None = None,
) -> Body:
    """Add a board, committee, partnership, executive, agency, workstream, panel or shadow board."""
    if kind not in rules.BODY_KINDS:
        raise Refused("Choose what kind of body it is. Nothing was changed.", field="kind")
    texts = cleaned(Body, "name", name=name, short_name=short_name, purpose=purpose)
    body = Body(kind=kind, since=since, **texts)
    _refuse_second_body(body)
    body.save()
    record(body, "body added", kind=kind, since=since, **texts)
    return body


@command("governance.edit", on="body")
def edit_body(*, by: Actor, body: Body, kind: str, purpose: str, since: date | None) -> Body:
    """Describe a body better: what kind it is, what it is for, since when."""
    if kind not in rules.BODY_KINDS:
        raise Refused("Choose what kind of body it is. Nothing was changed.", field="kind")
    rules.check_period(since, body.until, str(body))
    old = {"kind": body.kind, "purpose": body.purpose, "since": body.since}
    body.kind, body.since, body.purpose = kind, since, cleaned(Body, purpose=purpose)["purpose"]
    body.save(update_fields=["kind", "since", "purpose"])
    record(body, "body changed", old=old, new={"kind": kind, "purpose": body.purpose, "since": since})
    return body


@command("governance.edit", on="body")
def rename_body(*, by: Actor, body: Body, name: str, short_name: str, reason: str, today: date) -> Body:
    """Give a body another name. The old one is kept, so that older papers still find the body."""
    kept = cleaned(Body, "name", name=name, short_name=short_name)
    reason = reason_given(reason, "the body is renamed")
    old = {"name": body.name, "short_name": body.short_name}
    if kept == old:
        raise Refused("The body already has that name. Nothing was changed.", field="name")
    FormerName.objects.create(
        body=body, name=body.name, short_name=body.short_name, until=today, reason=reason
    )
    body.name, body.short_name = kept["name"], kept["short_name"]
    _refuse_second_body(body)
    body.save(update_fields=["name", "short_name"])
    record(body, "body renamed", old=old, new=kept, reason=reason)
    return body


def _refuse_second_body(body: Body) -> None:
    if Body.objects.filter(name__iexact=body.name, until=None).exclude(pk=body.pk).exists():
        raise Refused(f"There is already a body called {body.name}. Nothing was changed.", field="name")

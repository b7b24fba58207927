"""Taking a paper into the register, adding a second source of it, taking it out and in again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from sightline.domain.governance.models import Body
from sightline.domain.governance.wording import reason_given
from sightline.ground.accounts.models import User
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.files.models import StoredFile
from sightline.ground.lib.errors import Refused

from .. import rules
from ..drafts import Difference, PaperFacts
from ..models import Paper, PaperSource
from .rows import add_parts, fitting


@command("papers.register")
def register_paper(
    *,
    by: Actor,
    paper: PaperFacts,
    file: StoredFile | None,
    today: date,
    name: str = "",
    although_known: bool = False,
) -> Paper:
    """Take a paper that a person accepted into the register, with all its parts and its source.

    file            the stored file that was read; None for a paper that nobody has as a file
    name            what the file is called here; "" for the name it came with
    although_known  register it even where this file is a source of a paper already (one file may hold two papers)
    Raises Refused for a paper that contradicts itself, one whose body is not here, and a file that was taken before.
    """
    rules.check_can_register(paper)
    body = _body(paper.body_id)
    if file is not None and not although_known:
        _refuse_second(file)
    title, given = rules.title_of(paper, body.name if body else "")
    made = _create_numbered(
        kind=paper.kind,
        title=rules.kept(title),
        title_given=given,
        body=body,
        date=paper.date,
        ownership=paper.ownership,
        facts=rules.kept_json(paper.facts),
        places={name: rules.place_as_json(place) for name, place in paper.places.items()},
        as_read=rules.kept_json(paper.as_read),
        registered_by=_user(by),
        registered_by_name=by.name,
        registered_at=timezone.now(),
        **{
            name: fitting(Paper, name, getattr(paper, name))
            for name in ("body_printed", "date_printed", "reference")
        },
    )
    counts = add_parts(made, paper)
    if file is not None:
        _add_source(by, made, file, name, today, ())
    record(
        made,
        "paper registered",
        number=made.number,
        kind=made.kind,
        title=made.title,
        body=body.name if body else None,
        date=made.date,
        sha256=file.sha256 if file else None,
        **counts,
    )
    return made


@command("papers.register", on="paper")
def add_source(
    *,
    by: Actor,
    paper: Paper,
    file: StoredFile,
    name: str,
    today: date,
    differences: Iterable[Difference] = (),
) -> PaperSource:
    """Add another file of the same paper (its PDF beside its page), with the words in which it differs.

    The paper's own words stay as they are. Raises Refused if the file is already a source of this paper or of another.
    """
    Paper.objects.select_for_update().get(pk=paper.pk)
    _refuse_second(file)
    source = _add_source(by, paper, file, name, today, differences)
    record(
        source,
        "source added",
        number=paper.number,
        name=source.name,
        sha256=file.sha256,
        differences=len(source.differences),
    )
    return source


@command("papers.register", on="paper")
def withdraw_paper(*, by: Actor, paper: Paper, reason: str, today: date) -> Paper:
    """Take a paper out that should not have been taken in. It stays to be seen under its number, with the reason."""
    reason = reason_given(reason, "the paper is taken out of the register")
    rules.check_can_withdraw(paper.withdrawn_on)
    paper.withdrawn_on, paper.withdrawn_reason = today, reason
    paper.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    record(paper, "paper taken out of the register", number=paper.number, reason=reason)
    return paper


@command("papers.register", on="paper")
def restore_paper(*, by: Actor, paper: Paper, reason: str) -> Paper:
    """Put a paper back that was taken out by mistake, with a reason."""
    reason = reason_given(reason, "the paper is put back")
    rules.check_can_restore(paper.withdrawn_on)
    old = {"withdrawn_on": paper.withdrawn_on, "withdrawn_reason": paper.withdrawn_reason}
    paper.withdrawn_on, paper.withdrawn_reason = None, ""
    paper.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    record(paper, "paper put back into the register", number=paper.number, old=old, reason=reason)
    return paper


def _create_numbered(**values: Any) -> Paper:
    """Create a paper under the next number, and try again if somebody else took that number just now."""
    while True:
        number = (Paper.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                return Paper.objects.create(number=number, **values)
        except IntegrityError:
            if not Paper.objects.filter(number=number).exists():
                raise


def _add_source(
    by: Actor, paper: Paper, file: StoredFile, name: str, today: date, differences: Iterable[Difference]
) -> PaperSource:
    last = paper.sources.aggregate(last=Max("position"))["last"] or 0
    return PaperSource.objects.create(
        paper=paper,
        position=last + 1,
        file=file,
        name=fitting(PaperSource, "name", name or file.name),
        since=today,
        differences=rules.kept_json([asdict(one) for one in differences]),
        by=_user(by),
        by_name=by.name,
    )


def _refuse_second(file: StoredFile) -> None:
    StoredFile.objects.select_for_update().get(pk=file.pk)  # of two who accept it at once, one waits
    held = PaperSource.objects.filter(file=file, paper__withdrawn_on=None).select_related("paper").first()
    if held is not None:
        raise Refused(
            f"This file was already taken as paper {held.paper.number}, {held.paper.title}. Nothing was added.",
            rule="papers.once",
            field="file",
        )


def _body(pk: int | None) -> Body | None:
    if pk is None:
        return None
    found = Body.objects.filter(pk=pk).first()
    if found is None:
        raise Refused(
            "The body that was chosen is not here any more. Choose another or none. Nothing was added.",
            field="body",
        )
    return found


def _user(by: Actor) -> User | None:
    return by if isinstance(by, User) else None

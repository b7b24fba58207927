"""The review of reports, minutes, decisions, risks and tables of figures: corrected, set aside, added to, and accepted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sightline.domain.meetings.models import Paper
from sightline.ground.audit.actors import Actor

from ..models import Reading
from ..paper_drafts import SAME, PaperDraft, _Same

# Every command below: `seen` is the revision of the draft in the page that the person worked on; refused where the same entry
# (or the facts) was changed since. `remember`: what the correction teaches is kept for later papers (commands/lessons.py).


def state_paper_facts(
    *,
    by: Actor,
    reading: Reading,
    facts: Mapping[str, Any],
    seen: int | None = None,
    remember: bool = False,
) -> PaperDraft:
    """State what stands at the head of the paper: any of FACTS[kind], and body_id (0: no body of ours). Days may be dates.

    remember  with body_id: that the printed name means this body
    """
    raise NotImplementedError


def edit_entry(
    *,
    by: Actor,
    reading: Reading,
    key: str,
    fields: Mapping[str, Any],
    parent: str | _Same | None = SAME,
    seen: int | None = None,
    remember: bool = False,
) -> PaperDraft:
    """Change fields of an entry, or what it hangs on; what was read stays beside."""
    raise NotImplementedError


def set_entry_aside(
    *,
    by: Actor,
    reading: Reading,
    key: str,
    why: str,
    also_below: bool = False,
    seen: int | None = None,
    remember: bool = False,
) -> PaperDraft:
    """Leave an entry out of the register, with a reason. also_below: with what hangs on it (Refused where something does)."""
    raise NotImplementedError


def take_entry(
    *,
    by: Actor,
    reading: Reading,
    key: str,
    group: str | None = None,
    parent: str | _Same | None = SAME,
    fields: Mapping[str, Any] | None = None,
    seen: int | None = None,
    remember: bool = False,
) -> PaperDraft:
    """Take what was set aside, or take an entry as another group than before."""
    raise NotImplementedError


def add_entry(
    *,
    by: Actor,
    reading: Reading,
    group: str,
    fields: Mapping[str, Any],
    parent: str | None = None,
    place: Mapping[str, Any] | None = None,
    remember: bool = False,
) -> str:
    """Add what the reader missed; its key. place: {"page", "first", "last"} of the lines that it is printed in."""
    raise NotImplementedError


def accept_paper(
    *,
    by: Actor,
    reading: Reading,
    today: date,
    revision: int | None = None,
    body_id: int | None = None,
    same_as: Paper | None = None,
    although_known: bool = False,
    remember: bool = False,
) -> Paper:
    """Take what was read and reviewed into the register: all of it in one transaction, or nothing.

    revision        of the draft that the person saw; refused where somebody changed it since
    body_id         confirms the body that the page suggested (0: none of ours), where the draft says nothing of it
    same_as         it is this paper of the register: the file becomes another source of it, and nothing is taken twice
    although_known  it is a paper of its own although one that is held looks the same
    remember        that the printed name of the body means body_id
    """
    raise NotImplementedError

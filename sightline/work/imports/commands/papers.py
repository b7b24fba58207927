"""The review of reports, minutes, decisions, risks and tables of figures: corrected, set aside, added to, and accepted.

In every command `seen` is the revision of the draft in the page that the person worked on: refused where the same entry (or the
facts) was changed since. `remember` keeps what the correction teaches for later papers (commands/lessons.py), and only then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from sightline.domain.governance.models import Body
from sightline.domain.meetings.commands import MeetingChoice, add_source, register_paper, say_meeting
from sightline.domain.meetings.drafts import Difference
from sightline.domain.meetings.models import Paper
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .. import paper_drafts, rules, rules_papers
from ..models import Reading
from ..paper_drafts import SAME, Entry, PaperDraft, _Same
from ..paper_facts import paper_facts
from ..same_papers import same_papers
from ..teaching import Teaching, taught_or_refused
from .changing import PAPERS, change, check_nothing_stops, check_whole, draft_of, under_review
from .lessons import remember_lesson

NO_BODY = 0  # what a person says where the body is none of ours


@command("imports.read", on="reading")
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
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}

    def act(draft: PaperDraft) -> PaperDraft:
        rules.check_changed_since(draft.facts_changed_in, seen)
        return paper_drafts.with_facts(draft, **plain)

    old, new = _change(reading, act)
    body = _body(new.facts.get("body_id"))
    if remember:
        _teach_body(by, reading, new, body)
    changed = [name for name in plain if old.facts.get(name) != new.facts.get(name)]
    record(
        reading,
        "facts of the paper stated",
        old={name: old.facts.get(name) for name in changed},
        new={name: new.facts.get(name) for name in changed},
    )
    return new


@command("imports.read", on="reading")
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

    def act(draft: PaperDraft) -> PaperDraft:
        rules.check_changed_since(draft.entry(key).changed_in, seen)
        return paper_drafts.edit_entry(draft, key, fields, parent=parent)

    old, new = _change(reading, act)
    was, is_now = old.entry(key), new.entry(key)
    _teach(by, reading, is_now, "take", remember)
    changed = [name for name in is_now.fields if was.fields.get(name) != is_now.fields[name]]
    record(
        reading,
        "entry under review changed",
        entry=key,
        old={**{name: was.fields.get(name) for name in changed}, **_moved(was, is_now)},
        new={**{name: is_now.fields[name] for name in changed}, **_moved(is_now, was)},
    )
    return new


@command("imports.read", on="reading")
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

    def act(draft: PaperDraft) -> PaperDraft:
        rules.check_changed_since(draft.entry(key).changed_in, seen)
        return paper_drafts.set_aside(draft, key, why=why, by=by.name, also_below=also_below)

    old, new = _change(reading, act)
    _teach(by, reading, new.entry(key), "aside", remember)
    out = [one.key for one in old.taken if not new.entry(one.key).taken]
    record(reading, "entry set aside", entry=key, text=new.entry(key).words, why=why, with_it=out[1:])
    return new


@command("imports.read", on="reading")
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

    def act(draft: PaperDraft) -> PaperDraft:
        rules.check_changed_since(draft.entry(key).changed_in, seen)
        return paper_drafts.take(draft, key, by=by.name, group=group, parent=parent, fields=fields)

    _, new = _change(reading, act)
    entry = new.entry(key)
    _teach(by, reading, entry, "take", remember)
    record(reading, "entry taken", entry=key, group=entry.group, text=entry.words)
    return new


@command("imports.read", on="reading")
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
    keys: list[str] = []

    def act(draft: PaperDraft) -> PaperDraft:
        added, key = paper_drafts.add_by_hand(
            draft, by=by.name, group=group, fields=fields, parent=parent, place=place
        )
        keys.append(key)
        return added

    _, new = _change(reading, act)
    entry = new.entry(keys[0])
    _teach(by, reading, entry, "take", remember)
    record(reading, "entry added by hand", entry=keys[0], group=group, fields=dict(entry.fields))
    return keys[0]


@command("imports.read", on="reading")
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
    meeting: MeetingChoice | None = None,
) -> Paper:
    """Take what was read and reviewed into the register: all of it in one transaction, or nothing.

    revision        of the draft that the person saw; refused where somebody changed it since
    body_id         confirms the body that the page suggested (0: none of ours), where the draft says nothing of it
    same_as         it is this paper of the register: the file becomes another source of it, and nothing is taken twice
    although_known  it is a paper of its own although one that is held looks the same
    remember        that the printed name of the body means body_id
    meeting         of which meeting minutes tell, as the person said; None: not said yet. Not asked of another source.
    """
    kept = under_review(reading, PAPERS)
    draft: PaperDraft = draft_of(kept, PAPERS)
    rules.check_seen(draft.revision, revision)
    check_whole(draft, kept, PAPERS)
    body = _body(draft.facts["body_id"] if draft.facts.get("body_id") is not None else body_id)
    if remember:
        _teach_body(by, kept, draft, body)
    if same_as is not None:
        paper, said = _another_source(by, kept, draft, same_as, today)
    else:
        check_nothing_stops(rules_papers.problems(draft, today))
        paper, said = _of_its_own(by, kept, draft, body, today, although_known), ""
    if meeting is not None and same_as is None and paper.kind == "minutes":
        say_meeting(by=by, paper=paper, choice=meeting, today=today)
    _close(by, kept, paper, said)
    record(kept, "paper accepted", paper=paper.number, counts=kept.counts, another_source=same_as is not None)
    return paper


def _of_its_own(
    by: Actor, kept: Reading, draft: PaperDraft, body: Body | None, today: date, although_known: bool
) -> Paper:
    if not although_known:
        for same in same_papers(kept, draft, body):
            if same.certain:
                raise Refused(
                    f"This looks like paper {same.paper.number}, {same.paper.title}: {same.reason} Nothing was accepted. "
                    "Say that it is that paper, or that it is a paper of its own.",
                    rule="imports.same-paper",
                    field="same_as",
                )
    return register_paper(
        by=by,
        paper=paper_facts(draft, body_id=body.pk if body else None, result=kept.result or {}),
        file=kept.file,
        today=today,
        name=kept.name,
        although_known=although_known,
    )


def _another_source(
    by: Actor, kept: Reading, draft: PaperDraft, paper: Paper, today: date
) -> tuple[Paper, str]:
    """The file as another source of a paper that is held, with the words in which it differs; what to say of it."""
    rules_papers.check_can_be_source(draft.kind, paper.kind, paper.number, paper.withdrawn_on)
    found = next(
        (one for one in same_papers(kept, draft, None, only=paper) if one.paper.pk == paper.pk), None
    )
    differences: tuple[Difference, ...] = found.details if found else ()
    add_source(by=by, paper=paper, file=kept.file, name=kept.name, today=today, differences=differences)
    number = len(differences)
    words = "no differences" if not number else "1 difference" if number == 1 else f"{number} differences"
    return paper, f"Another source of paper {paper.number}, with {words}."


def _close(by: Actor, kept: Reading, paper: Paper, said: str) -> None:
    kept.state, kept.paper = "accepted", paper
    kept.decided_by_name, kept.decided_at, kept.decided_reason = by.name[:200], timezone.now(), said
    kept.save(update_fields=["state", "paper", "decided_by_name", "decided_at", "decided_reason"])


def _change(reading: Reading, act: Callable[[PaperDraft], PaperDraft]) -> tuple[PaperDraft, PaperDraft]:
    return change(reading, PAPERS, act)


def _moved(one: Entry, other: Entry) -> dict[str, Any]:
    return {"parent": one.parent} if one.parent != other.parent else {}


def _body(pk: int | None) -> Body | None:
    """The body that a person chose. Refused where it is not here any more."""
    if pk is None or pk == NO_BODY:
        return None
    found = Body.objects.filter(pk=pk).first()
    if found is None:
        raise Refused(
            "The body that was chosen is not here any more. Nothing was changed. Choose another, or none.",
            field="body_id",
        )
    return found


def _teach_body(by: Actor, reading: Reading, draft: PaperDraft, body: Body | None) -> None:
    printed = draft.facts_as_read.get("body") or draft.facts.get("body")
    if body is None or not printed:
        raise Refused(
            "There is no printed name with a body of ours to remember. Nothing was changed. Choose the body, or take the tick "
            "away.",
            rule="imports.remember",
            field="remember",
        )
    remember_lesson(by=by, kind="body", printed=printed, body=body, reading=reading)


def _teach(by: Actor, reading: Reading, entry: Entry, what: str, remember: bool) -> None:
    if not remember:
        return
    found: Teaching = taught_or_refused(reading.kind, entry, what)
    remember_lesson(by=by, kind=found.kind, printed=found.printed, meaning=found.meaning, reading=reading)

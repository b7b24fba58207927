"""Edits of many actions at once: worked out first, written then in a number of statements that hardly grows with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection

from sightline.domain.governance.models import Body, Post
from sightline.ground.audit.actors import Actor
from sightline.ground.lib.errors import NotFound, Refused

from .. import rules
from ..drafts import ActionEdit, OwnerDraft
from ..models import Action, ActionBody, ActionOwner, Change, Figure, Plan, Update
from . import actions as single

AT_ONCE = 300  # actions read and written together


class Edits:
    """Some edits of one plan's actions. `work_out` raises Refused or NotFound before anything is written.

    changed  (action, names of what differed, reason) of those that change, in the order of the edits
    """

    def __init__(self, plan: Plan, edits: Sequence[ActionEdit], by: Actor, today: date) -> None:
        self.plan, self.edits, self.by, self.today = plan, edits, by, today
        self.moment = single.moment_of(today)
        self.changed: list[tuple[Action, list[str], str]] = []
        self._new: list[Any] = []
        self._ended: dict[tuple[Any, str], list[int]] = defaultdict(list)
        self._fields: dict[int, set[str]] = defaultdict(set)
        self._read()

    def _read(self) -> None:
        """Everything that the edits touch, in a few statements."""
        keys = [edit.action_id for edit in self.edits]
        rows = Action.objects.select_for_update(of=("self",)).select_related("theme", "workstream", "aim")
        self._actions = rows.filter(plan=self.plan).in_bulk(keys)
        self._owners = self._held(ActionOwner.objects.select_related("post"), "owners")
        self._bodies = self._held(ActionBody.objects.all(), "bodies")
        self._figures = self._held(Figure.objects.order_by("position", "pk"), "figures")
        wanted_posts = {draft.post_id for edit in self.edits for draft in edit.owners or () if draft.post_id}
        self._posts = Post.objects.in_bulk(sorted(wanted_posts)) if wanted_posts else {}
        wanted_bodies = {key for edit in self.edits for _, key in edit.bodies or ()}
        self._body_names = (
            {key: body.name for key, body in Body.objects.in_bulk(sorted(wanted_bodies)).items()}
            if wanted_bodies
            else {}
        )
        self._parts = {name: self._parts_named(name) for name in single.PARTS}

    def _held(self, rows: Any, name: str) -> dict[int, list[Any]]:
        """The links of now of those actions whose edits say something of them."""
        keys = [edit.action_id for edit in self.edits if getattr(edit, name) is not None]
        found: dict[int, list[Any]] = defaultdict(list)
        if keys:
            for row in rows.filter(action_id__in=keys, until=None):
                found[row.action_id].append(row)
        return found

    def _parts_named(self, name: str) -> dict[int, Any]:
        """Themes, aims or workstreams that the edits name; those of other plans are not there."""
        wanted = {edit.values[name] for edit in self.edits if edit.values.get(name)}
        model: Any = single.PARTS[name]
        return model.objects.filter(plan=self.plan).in_bulk(sorted(wanted)) if wanted else {}

    def work_out(self) -> None:
        for edit in self.edits:
            action = self._actions.get(edit.action_id)
            if action is None:
                raise NotFound(f"Action {edit.action_id} is not in this plan.")
            action.plan = self.plan
            if fields := self._one(action, edit):
                self.changed.append((action, fields, edit.reason))

    def _one(self, action: Action, edit: ActionEdit) -> list[str]:
        fields = self._values(action, edit)
        if edit.extra is not None and dict(edit.extra) != action.extra:
            action.extra = dict(edit.extra)
            self._fields[action.pk].add("extra")
            fields.append("extra")
        if edit.owners is not None and self._replace_owners(action, edit.owners, edit.reason):
            fields.append("owners")
        if edit.bodies is not None and self._replace_bodies(action, edit.bodies, edit.reason):
            fields.append("bodies")
        if edit.figures is not None:
            fields += self._replace_figures(action, edit)
        if edit.updates:
            self._new += [single.update_row(action, update, self.by) for update in edit.updates]
            latest = max(update.on for update in edit.updates)
            action.last_updated = max(latest, action.last_updated or latest)
            self._fields[action.pk].add("last_updated")
            fields.append("updates")
        return fields

    def _values(self, action: Action, edit: ActionEdit) -> list[str]:
        rules.check_can_edit(edit.values)
        single.check_values(edit.values)
        differing = {name: value for name, value in edit.values.items() if getattr(action, name) != value}
        for name in single.PARTS:
            if differing.get(name) and differing[name] not in self._parts[name]:
                raise Refused(
                    "That theme, aim or workstream is not in this plan. Nothing was saved.", field=name
                )
        rules.check_reason(
            (name for name in differing if getattr(action, name) not in (None, "")), edit.reason
        )
        self._new += single.set_values(
            action, differing, by=self.by, today=self.today, reason=edit.reason, parts=self._parts
        )
        if differing:
            self._fields[action.pk] |= {*differing, "first_due"}
        return sorted(differing)

    def _replace_owners(self, action: Action, wanted: Sequence[OwnerDraft], reason: str) -> bool:
        held = {OwnerDraft(o.printed, o.post_id, o.kind): o for o in self._owners[action.pk]}
        gone = [owner for draft, owner in held.items() if draft not in wanted]
        new = [draft for draft in dict.fromkeys(wanted) if draft not in held]
        if not gone and not new:
            return False
        stay = [owner.label for draft, owner in held.items() if draft in wanted]
        come = [self._posts[d.post_id].title if d.post_id in self._posts else d.printed for d in new]
        old = "; ".join(owner.label for owner in self._owners[action.pk]) or None
        self._ended[ActionOwner, reason] += [owner.pk for owner in gone]
        self._new += [single.owner_row(action, draft, self.by, self.moment, reason) for draft in new]
        self._changed_to(action, "owners", old, "; ".join([*stay, *come]) or None, reason)
        return True

    def _replace_bodies(self, action: Action, wanted: Sequence[tuple[str, int]], reason: str) -> bool:
        layers: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for layer, key in wanted:
            if key not in self._body_names:
                raise Refused("That body is not known. The bodies were not changed.", field="bodies")
            layers[layer].append((key, self._body_names[key]))
        rules.check_separation(layers)
        held = {(link.layer, link.body_id): link for link in self._bodies[action.pk]}
        gone = [link.pk for pair, link in held.items() if pair not in wanted]
        new = [pair for pair in dict.fromkeys(wanted) if pair not in held]
        self._ended[ActionBody, reason] += gone
        self._new += [single.body_row(action, layer, key, self.by, self.moment, reason) for layer, key in new]
        return bool(gone or new)

    def _replace_figures(self, action: Action, edit: ActionEdit) -> list[str]:
        assert edit.figures is not None
        fields = []
        for role in edit.figure_roles or sorted({figure.role for figure in edit.figures}):
            held = [figure for figure in self._figures[action.pk] if figure.role == role]
            wanted = [figure for figure in edit.figures if figure.role == role]
            exact = edit.exact_figures
            if [single.alike(f, exact) for f in held] == [single.alike(f, exact) for f in wanted]:
                continue
            if held:
                rules.check_reason([f"figure:{role}"], edit.reason)
            self._ended[Figure, edit.reason] += [figure.pk for figure in held]
            self._new += [
                single.figure_row(action, place, figure, self.by, self.moment, edit.reason)
                for place, figure in enumerate(wanted)
            ]
            self._changed_to(
                action,
                f"figure:{role}",
                single.printed_figures(held),
                single.printed_figures(wanted),
                edit.reason,
            )
            fields.append(f"figure:{role}")
        return fields

    def _changed_to(self, action: Action, field: str, old: str | None, new: str | None, reason: str) -> None:
        self._new.append(single.change_row(action, field, old, new, self.by, self.today, reason))

    def write(self) -> None:
        """Write all of it: links that go end before those that come begin."""
        for (model, reason), keys in self._ended.items():
            for some in _chunks(keys, AT_ONCE):
                model.objects.filter(pk__in=some).update(
                    until=self.moment, ended_by_name=self.by.name, ended_reason=reason
                )
        self._write_actions()
        for model in (Change, ActionOwner, ActionBody, Figure, Update):
            if rows := [row for row in self._new if type(row) is model]:
                model._default_manager.bulk_create(rows, batch_size=single.BATCH)  # type: ignore[arg-type]

    def _write_actions(self) -> None:
        alike: dict[tuple[str, ...], list[Action]] = defaultdict(list)
        for key, fields in self._fields.items():
            alike[tuple(sorted(fields))].append(self._actions[key])
        for names, rows in alike.items():
            _update(rows, [Action._meta.get_field(name) for name in names])


def _update(actions: Sequence[Action], fields: Sequence[Any]) -> None:
    """Write these fields of these actions: one prepared statement, many times faster than a CASE for each value."""
    quoted = connection.ops.quote_name
    places = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    statement = f"UPDATE {quoted(Action._meta.db_table)} SET {places} WHERE id = %s"  # noqa: S608 - names of our own columns only
    values = [
        [*(f.get_db_prep_save(getattr(action, f.attname), connection) for f in fields), action.pk]
        for action in actions
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def in_parts(edits: Sequence[ActionEdit]) -> Iterable[Sequence[ActionEdit]]:
    """The edits in parts of a size that one round of statements can hold."""
    return _chunks(edits, AT_ONCE)


def _chunks(items: Sequence[Any], size: int) -> Iterable[Sequence[Any]]:
    return (items[start : start + size] for start in range(0, len(items), size))

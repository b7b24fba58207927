"""A row of a paper beside the action that it is: field by field what it would change. Pure.

A cell that says what Sightline would print, or what was once printed, changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sightline.domain.plans import rules
from sightline.domain.plans.drafts import FigureDraft, OwnerDraft, UpdateDraft
from sightline.domain.plans.sheet import (
    BY_KEY,
    COLUMNS,
    LAYER_OF,
    SheetRow,
    bodies_text,
    figure_text,
    figures_text,
    printed,
)
from sightline.domain.plans.words import CONFIDENCE, DELIVERY, FIGURES, LAYERS, POLARITY, PRIORITY
from sightline.ground.lib.errors import Refused
from sightline.work.imports import drafting
from sightline.work.imports.drafting import FIGURE_ROLES, LONGEST, TEXTS, Names, Said
from sightline.work.imports.paper import LABELS, LEFT_OUT, PaperRow

NOTHING = ""


class Comparison:
    """What one row would change of one action.

    clears       an empty cell takes a value back (a file that Sightline wrote)
    changes      (label, old, new) in words, in the order of the columns
    need_reason  fields that were stated and would change, for rules.check_reason
    """

    def __init__(self, row: PaperRow, action: SheetRow, names: Names, *, clears: bool) -> None:
        self.row, self.action, self.names, self.clears = row, action, names, clears
        self.changes: list[tuple[str, str, str]] = []
        self.remarks: list[str] = []
        self.need_reason: list[str] = []
        self.values: dict[str, Any] = {}
        self.parts: dict[str, str | None] = {}
        self.owners: tuple[OwnerDraft, ...] | None = None
        self.bodies: tuple[tuple[str, int], ...] | None = None
        self.figures: list[FigureDraft] = []
        self.figure_roles: list[str] = []
        self.updates: tuple[UpdateDraft, ...] = ()
        self.extra: dict[str, str] | None = None

    def everything(self, mapping: Mapping[str, str], *, sections: bool, paper_day: date, today: date) -> None:
        """Compare every field that the paper has a column for. Raises Refused for a row that cannot be taken."""
        for key in TEXTS:
            if self._asked(key):
                self._text(key)
        self._parts(sections)
        for key in ("start", "due", "forecast", "embedded_date"):
            if self._asked(key) or (key == "due" and self._asked("revised_due")):
                self._date(key)
        self._status()
        self._word("confidence", CONFIDENCE, drafting.confidence_of(self.row))
        if self._asked("priority"):
            self._priority()
        self._word("polarity", POLARITY, drafting.word_of(POLARITY, self.row.text("polarity")))
        if self._asked("owner") or self._asked("sponsor"):
            self._owners()
        if any(self._asked(key) for key in LAYER_OF):
            self._bodies()
        for key in FIGURE_ROLES:
            if self._asked(key):
                self._figures(key)
        self._updates(paper_day, today)
        self._own_columns(mapping)
        self._only_for_information(mapping)

    def _asked(self, key: str) -> bool:
        """Whether the paper says something of a field: a cell, or an empty one that takes a value back."""
        return key in self.row.stated and bool(self.row.text(key) or self.clears)

    def _same(self, key: str, *others: str) -> bool:
        """Whether the cell says what Sightline prints, or one of the other texts."""
        column = BY_KEY.get(key)
        shown = printed(column.show(self.action)) if column else NOTHING
        return fold(self.row.text(key)) in {fold(shown), *(fold(text) for text in others if text)}

    def _change(self, label: str, old: str, new: str, **values: Any) -> None:
        self.changes.append((label, old, new))
        self.values |= values
        self.need_reason += [name for name in values if getattr(self.action, name, None) not in (None, "")]

    def _text(self, key: str) -> None:
        name, text = TEXTS[key], self.row.text(key)
        if self._same(key):
            return
        if len(text) > LONGEST.get(name, 100_000):
            raise Refused(
                f"“{LABELS[key]}” has {len(text)} characters, and at most {LONGEST[name]} fit. Shorten it.",
                rule="imports.too-long",
            )
        self._change(LABELS[key], getattr(self.action, name), text, **{name: text})

    def _parts(self, sections: bool) -> None:
        for part in ("theme", "workstream", "aim"):
            text = fold(self.row.text(part))
            heading = self.row.parsed.get("section_title")
            if part == "theme" and not text and sections and heading and not self.clears:
                text = fold(str(heading))
            elif not self._asked(part):
                continue
            old = getattr(self.action, part) or NOTHING
            if text != fold(old) and not fold(old).endswith(f" {text}" if text else "\0"):
                self.changes.append((LABELS[part], old, text))
                self.parts[part] = text[:400] or None

    def _date(self, key: str) -> None:
        name = {"embedded_date": "embedded_on"}.get(key, key)
        raw_name = f"{key}_raw" if key in ("start", "due") else ""
        text = self.row.text(key) or (self.row.text("revised_due") if key == "due" else NOTHING)
        old, raw = getattr(self.action, name), getattr(self.action, raw_name) if raw_name else NOTHING
        day = self.row.date(key)
        if self._same(key, raw) or (text and day == old and day is not None):
            return
        if not raw_name or old is not None:
            drafting.check_date(text, day, LABELS[key])
        values: dict[str, Any] = {name: day} if day != old else {}
        if raw_name and text != raw:
            values[raw_name] = text[: LONGEST[raw_name]]
        self._change(LABELS[key], printed(old) or raw, printed(day) or text, **values)

    def _status(self) -> None:
        text = self.row.text("status")
        if self.clears:
            drafting.check_word(DELIVERY, text if not self._same("status") else NOTHING, LABELS["status"])
        new = drafting.delivery_of(self.row)
        old = self.action.delivery
        if self._asked("status"):
            if self._same("status", self.action.status_printed):
                return
            own = "" if drafting.word_of(DELIVERY, text) else text[: LONGEST["status_printed"]]
            if new == old and not self.clears and own == self.action.status_printed:
                return
            values: dict[str, Any] = {"status_printed": own} if own != self.action.status_printed else {}
            if new != old and (new or self.clears):
                values["delivery"] = new
            if values:
                self._change(
                    LABELS["status"],
                    DELIVERY.get(old or "", self.action.status_printed),
                    DELIVERY.get(new or "", text),
                    **values,
                )
        elif new and new != old and "status" not in self.row.stated:
            self._change(LABELS["status"], DELIVERY.get(old or "", NOTHING), DELIVERY[new], delivery=new)

    def _word(self, key: str, vocabulary: Mapping[str, str], new: str | None) -> None:
        old = getattr(self.action, key)
        if not self._asked(key):
            if new and new != old and key not in self.row.stated:
                self._change(LABELS[key], vocabulary.get(old or "", NOTHING), vocabulary[new], **{key: new})
            return
        if self._same(key) or new == old:
            return
        if self.clears:
            drafting.check_word(vocabulary, self.row.text(key), LABELS[key])
        if new or self.clears:
            self._change(
                LABELS[key],
                vocabulary.get(old or "", NOTHING),
                vocabulary.get(new or "", NOTHING),
                **{key: new},
            )

    def _priority(self) -> None:
        text, old = self.row.text("priority"), self.action.priority
        if self._same("priority", self.action.priority_raw):
            return
        new = drafting.priority_of(text)
        if new is not None and new == old:
            return
        if self.clears and new is None and old is not None:
            drafting.check_word(PRIORITY, text, LABELS["priority"])
        values: dict[str, Any] = {"priority": new} if new != old and (new is not None or self.clears) else {}
        own = text[: LONGEST["priority_raw"]] if new is None else self.action.priority_raw
        if own != self.action.priority_raw:
            values["priority_raw"] = own
        if values:
            self._change(
                LABELS["priority"],
                PRIORITY.get(old or 0, self.action.priority_raw),
                PRIORITY.get(new or 0, text),
                **values,
            )

    def _owners(self) -> None:
        changed = [
            key
            for key, raw in (("owner", self.action.owners_raw), ("sponsor", NOTHING))
            if self._asked(key) and not self._same(key, raw)
        ]
        if not changed:
            return
        wanted = drafting.owners_of(self.row, self.names, self.remarks)
        kinds = {"lead", "owner"} if "owner" in changed else set()
        kinds |= {"sponsor"} if "sponsor" in changed else set()
        kept = [OwnerDraft(o.printed, o.post_id, o.kind) for o in self.action.owners if o.kind not in kinds]
        new = [self._as_held(draft) for draft in wanted if draft.kind in kinds]
        held = {OwnerDraft(o.printed, o.post_id, o.kind) for o in self.action.owners}
        if set(kept) | set(new) == held:
            return
        self.owners = tuple(dict.fromkeys([*kept, *new]))
        for key in changed:
            self.changes.append((LABELS[key], printed(BY_KEY[key].show(self.action)), self.row.text(key)))
        if "owner" in changed:
            self.values["owners_raw"] = self.row.text("owner")

    def _as_held(self, draft: OwnerDraft) -> OwnerDraft:
        """The owner of now that a cell means, with the words and the kind that it has; else the new one."""
        for owner in self.action.owners:
            alike = (owner.kind == "sponsor") == (draft.kind == "sponsor")
            if alike and (
                (owner.post_id is not None and owner.post_id == draft.post_id)
                or fold(owner.label) == fold(draft.printed)
            ):
                return OwnerDraft(owner.printed, owner.post_id, owner.kind)
        return draft

    def _bodies(self) -> None:
        changed = [
            key for key, layer in LAYER_OF.items() if self._asked(key) and not self._same_bodies(key, layer)
        ]
        if not changed:
            return
        if self.clears:
            wanted = drafting.check_layers(self.row, self.names)
        else:
            said = Said()
            drafting.bodies_of(said, self.row, self.names)
            wanted, self.remarks = said.bodies, [*self.remarks, *said.remarks]
        layers = {LAYER_OF[key] for key in changed}
        held = [(layer, body) for layer, bodies in self.action.bodies.items() for body, _ in bodies]
        new = [pair for pair in held if pair[0] not in layers] + [
            pair for pair in wanted if pair[0] in layers
        ]
        if set(new) == set(held):
            return
        self._check_layers(new)
        self.bodies = tuple(dict.fromkeys(new))
        for key in changed:
            self.changes.append((LABELS[key], bodies_text(self.action, LAYER_OF[key]), self.row.text(key)))

    def _check_layers(self, pairs: list[tuple[str, int]]) -> None:
        called = {one.key: one.called for one in self.names.bodies}
        rules.check_separation(
            {
                layer: [(body, called.get(body, "A body")) for at, body in pairs if at == layer]
                for layer in LAYERS
            }
        )

    def _same_bodies(self, key: str, layer: str) -> bool:
        text = fold(self.row.text(key))
        raw = [
            fold(line.partition(": ")[2])
            for line in self.action.bodies_raw.split("\n")
            if line.startswith(f"{LAYERS[layer]}: ")
        ]
        return self._same(key) or (bool(raw) and text in {*raw, "; ".join(raw), ", ".join(raw)})

    def _figures(self, key: str) -> None:
        role = FIGURE_ROLES[key]
        held = self.action.figures.get(role, ())
        texts = [fold(text) for _, text in self.row.fields.get(key, ())]
        if fold(self.row.text(key)) == fold(figures_text(self.action, role)) or texts == [
            fold(f.raw) for f in held
        ]:
            return
        lines = {fold(figure_text(figure)): figure for figure in held}
        wanted = [
            lines.get(fold(draft.raw)) or self._labelled(draft, role)
            for draft in drafting.figures_of(self.row, (key,))
        ]
        if wanted == list(held):
            return
        self.figures += wanted
        self.figure_roles.append(role)
        self.changes.append((FIGURES[role], figures_text(self.action, role), self.row.text(key)))
        self.need_reason += [f"figure:{role}"] if held else []

    def _labelled(self, draft: FigureDraft, role: str) -> FigureDraft:
        """A line "Q1: 45%" of a file of ours, where Q1 is a label that the action has."""
        for figure in self.action.figures.get(role, ()):
            if figure.label and draft.raw.startswith(f"{figure.label}: "):
                return drafting.figure(role, figure.label, draft.raw[len(figure.label) + 2 :])
        return draft

    def _updates(self, paper_day: date, today: date) -> None:
        new = drafting.updates_of(self.row, paper_day=paper_day, today=today)
        told = self.action.updates
        if any(rules.same_words(self.row.text("progress"), text) for text in told):
            new = tuple(update for update in new if update.text != self.row.text("progress"))
        self.updates = tuple(u for u in new if not any(rules.same_words(u.text, text) for text in told))
        for update in self.updates:
            self.changes.append(("Update", NOTHING, f"{printed(update.on)}: {update.text}"))

    def _own_columns(self, mapping: Mapping[str, str]) -> None:
        said = drafting.own_columns(self.row, mapping)
        if self.clears:
            own = [name for name, field in mapping.items() if field == "own"]
            said = {name: said.get(name, NOTHING) for name in own}
        differing = {
            name: text
            for name, text in said.items()
            if fold(text) != fold(self.action.extra.get(name, NOTHING))
        }
        if not differing:
            return
        self.extra = {**self.action.extra, **differing}
        self.extra = {name: text for name, text in self.extra.items() if text}
        for name, text in differing.items():
            self.changes.append((name, self.action.extra.get(name, NOTHING), text))

    def _only_for_information(self, mapping: Mapping[str, str]) -> None:
        """Columns that an export prints and an import does not read: an edit there is told, not taken."""
        if not self.clears:
            return
        for column in COLUMNS:
            if column.key or mapping.get(column.header) != LEFT_OUT:
                continue
            if fold(self.row.cells.get(column.header, NOTHING)) != fold(printed(column.show(self.action))):
                self.remarks.append(
                    f"“{column.header}” is only information in this file. What you wrote there was not taken."
                )


def fold(text: str) -> str:
    """A text as it is compared: runs of blanks and line ends are one blank."""
    return " ".join(text.split())

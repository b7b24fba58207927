"""Which action a row is, and what it would change; as properties where that is possible."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.domain.governance.rules import Known
from sightline.domain.plans.drafts import FigureDraft
from sightline.domain.plans.models import Action
from sightline.domain.plans.sheet import COLUMNS, HEADERS, SheetOwner, SheetRow, code_of, printed
from sightline.domain.plans.words import CONFIDENCE, DELIVERY, POLARITY, PRIORITY
from sightline.work.imports.drafting import LONGEST, TEXTS, Names, read_row
from sightline.work.imports.matching import Found, Settings, match_rows
from sightline.work.imports.paper import LABELS, OWN, columns_of, read_rows

TODAY = date(2026, 3, 3)
NAMES = Names(
    posts=[Known(1, "Head of Service", team="Front Door"), Known(2, "Director of Children’s Services")],
    bodies=[Known(5, "Improvement Board", short_name="IB"), Known(6, "Scrutiny Committee")],
)


def paper(header: list[str], *rows: list[str]) -> dict[str, Any]:
    """What the reader prints of a table, as far as matching reads it."""
    named = [dict(zip(header, [text or None for text in row], strict=True)) for row in rows]
    guesses = [
        {"column": name, "field": None, "score": 0, "words": "", "origin": "", "sheet": None}
        for name in header
    ]
    parsed = [
        {"row": number, "page": None, "section": None, "section_title": None}
        for number, _ in enumerate(rows, 2)
    ]
    return {
        "columns": header,
        "rows": named,
        "parsed": parsed,
        "mapping": guesses,
        "status_key": {},
        "file": "plan.xlsx",
    }


def matched(
    result: dict[str, Any], mapping: dict[str, str], *existing: SheetRow, **changes: Any
) -> list[Found]:
    given = {"mapping": mapping, "today": TODAY, "paper_day": TODAY, "plan_number": 3} | changes
    return match_rows(read_rows(result, mapping), existing, NAMES, Settings(**given))


def of_council(*rows: list[str], existing: tuple[SheetRow, ...] = (), **changes: Any) -> list[Found]:
    header = ["Ref", "Action", "Lead", "By when"]
    mapping = dict(zip(header, ["ref", "action", "owner", "due"], strict=True))
    return matched(paper(header, *rows), mapping, *existing, **changes)


def an_action(number: int = 1, title: str = "Recruit fourteen social workers", **values: Any) -> SheetRow:
    return SheetRow(id=100 + number, code=code_of(3, number), number=number, title=title, **values)


def test_a_row_is_found_by_its_reference_then_by_its_words():
    one, two = an_action(ref="1.1"), an_action(2, "Open two homes")
    found = of_council(
        ["1.1", "Recruit 14 social workers", "", ""], ["", "open two  homes.", "", ""], ["9", "New", "", ""], existing=(one, two)
    )  # fmt: skip
    assert [(row.kind, row.number) for row in found] == [("changed", 1), ("changed", 2), ("new", None)]


@pytest.mark.parametrize(
    ("rows", "existing", "words"),
    [
        ([["1", "Open two homes", "", ""]], (an_action(1, ref="1"), an_action(2, ref="1")), "2 actions of the plan have"),
        ([["1", "Open two homes", "", ""]], (an_action(1, ref="1"),), "is another action in the plan"),
        ([["", "Open two homes", "", ""]], (an_action(1, "Open two homes"), an_action(2, "Open two homes")), "Several actions"),
        ([["", "", "Somebody", ""]], (), "does not say what the action is"),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_refused(rows, existing, words):
    found = of_council(*rows, existing=existing)
    assert found[-1].kind == "refused" and words in found[-1].reason


def test_a_reference_on_two_rows_of_the_file_is_one_of_neither():
    found = of_council(
        ["1", "Recruit fourteen social workers", "", ""],
        ["1", "Other", "", ""],
        existing=(an_action(ref="1"),),
    )
    assert [row.kind for row in found] == ["refused", "refused"]
    assert [row.kind for row in of_council(["1", "A", "", ""], ["1", "B", "", ""])] == ["new", "new"], (
        "a paper may print it so"
    )


def test_owners_are_matched_with_a_reason_or_kept_as_printed():
    [found] = of_council(["1", "Do it", "DCS; J Bloggs; Head of Service, Front Door", ""])
    assert found.draft is not None
    assert [(owner.post_id, owner.printed) for owner in found.draft.owners] == [
        (2, "DCS"), (None, "J Bloggs"), (1, "Head of Service, Front Door"),
    ]  # fmt: skip
    assert any("initials of Director" in remark for remark in found.remarks)
    assert any("“J Bloggs” is kept as printed" in remark for remark in found.remarks)


def test_a_body_on_two_layers_of_a_new_action_is_kept_as_printed_only():
    header = ["Action", "Delivered by", "Monitored by", "Scrutiny"]
    mapping = dict(zip(header, ["action", "delivery_body", "monitoring_body", "scrutiny_body"], strict=True))
    [found] = matched(
        paper(header, ["Do it", "Improvement Board", "IB", "Scrutiny Committee; Somebody else"]), mapping
    )
    assert found.draft is not None and found.draft.bodies == (("scrutinise", 6),)
    assert (
        found.draft.values["bodies_raw"]
        == "Scrutinises: Somebody else\nDelivers: Improvement Board\nMonitors: IB"
    )
    assert any("never checks itself" in remark for remark in found.remarks)


def test_a_date_does_not_move_without_a_reason():
    held = an_action(ref="1", due=date(2025, 3, 31))
    row = ["1", "Recruit fourteen social workers", "", "30/09/2025"]
    [refused] = of_council(row, existing=(held,))
    assert refused.kind == "refused" and "reason" in refused.reason
    [taken] = of_council(row, existing=(held,), reason="The board agreed")
    assert (
        taken.edit is not None
        and taken.edit.values["due"] == date(2025, 9, 30)
        and taken.edit.reason == "The board agreed"
    )
    [first] = of_council(row, existing=(replace(held, due=None),))
    assert first.kind == "changed", "a first date needs no reason"


def test_too_long_a_text_is_kept_whole_under_its_own_name():
    [found] = of_council(["R" * 61, "Do it", "", ""])
    assert (
        found.draft is not None and "ref" not in found.draft.values and found.draft.extra == {"Ref": "R" * 61}
    )


def test_limits_are_those_of_the_tables():
    for name, longest in LONGEST.items():
        assert Action._meta.get_field(name).max_length == longest
    for name in TEXTS.values():
        assert Action._meta.get_field(name).max_length == LONGEST.get(name)


def test_every_field_is_offered_once_and_every_header_of_ours_is_known():
    assert set(HEADERS.values()) - {""} <= set(LABELS)
    assert len({column.header for column in COLUMNS}) == len(COLUMNS)


def test_a_remembered_choice_wins_and_a_guess_tells_why():
    result = paper(["Ref", "By when"])
    result["mapping"][0] |= {"field": "ref", "score": 1.0, "words": "ref", "origin": "words"}
    ref, when = columns_of(result, {"by when": "due"})
    assert (ref.field, ref.why) == ("ref", "The heading reads like “ref” (100% sure).")
    assert (when.field, when.origin) == ("due", "remembered")
    assert columns_of(result, {"ref": OWN})[0].field == OWN


words = st.text(st.characters(exclude_categories=("C",)), max_size=40).map(str.strip)
days = st.none() | st.dates(date(2000, 1, 1), date(2060, 1, 1))


@st.composite
def sheet_row(draw: Any) -> SheetRow:
    """Any action that a plan could hold, with something in each kind of column."""
    due = draw(days)
    owners = draw(st.lists(words.filter(bool), max_size=2, unique=True))
    return an_action(
        draw(st.integers(1, 50)), draw(words.filter(bool)),
        ref=draw(words), detail=draw(words), source_printed=draw(words), theme=draw(st.none() | words.filter(bool)),
        owners=tuple(SheetOwner(None, name, "owner", name) for name in owners),
        bodies=draw(st.sampled_from([{}, {"deliver": ((5, "Improvement Board"),)}, {"scrutinise": ((6, "Scrutiny Committee"),)}])),
        due=due, first_due=due, due_raw="" if due else draw(words), start=draw(days), forecast=draw(days), embedded_on=draw(days),
        delivery=draw(st.none() | st.sampled_from(list(DELIVERY))), confidence=draw(st.none() | st.sampled_from(list(CONFIDENCE))),
        priority=draw(st.none() | st.sampled_from(list(PRIORITY))), polarity=draw(st.none() | st.sampled_from(list(POLARITY))),
        figures={"target": tuple(FigureDraft("target", text) for text in draw(st.lists(words.filter(bool), max_size=2)))},
        updates=tuple(draw(st.lists(words.filter(bool), max_size=2))), success_measure=draw(words), cost=draw(words),
        extra={"Ward": draw(words.filter(bool))} if draw(st.booleans()) else {},
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(sheet_row())
def test_a_row_as_it_is_exported_changes_nothing(action):
    header = [*(column.header for column in COLUMNS), "Ward"]
    cells = [*(printed(column.show(action)) for column in COLUMNS), action.extra.get("Ward", "")]
    mapping = {name: HEADERS.get(name, OWN) for name in header}
    [found] = matched(paper(header, cells), mapping, action, ours=True)
    assert (found.kind, found.changes, found.reason) == ("same", (), "")


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(LABELS)), words, max_size=12))
def test_no_word_of_a_new_row_is_lost(texts):
    """Whatever the columns say, it is in the values, the owners, figures, updates, or the council's own columns."""
    texts = {key: text for key, text in texts.items() if key not in ("id", "action", "reason")}
    header = ["Action", *texts]
    mapping = {"Action": "action"} | {key: key for key in texts}
    [row] = read_rows(paper(header, ["Do it", *texts.values()]), mapping)
    said = read_row(row, mapping, NAMES, paper_day=TODAY, today=TODAY)
    kept = " ".join(
        [*map(str, said.values.values()), *said.parts.values(), *said.extra.values(), *(f.raw for f in said.figures)]
        + [u.text for u in said.updates] + [o.printed for o in said.owners]
        + [known.name for known in NAMES.bodies for _, key in said.bodies if key == known.key]
    )  # fmt: skip
    for key, text in texts.items():
        if key in ("sponsor", *(key for key in texts if key.endswith("_body") and key != "sign_off_body")):
            continue  # separators between names are not words
        for word in text.split():
            assert word in kept, (key, text, kept)

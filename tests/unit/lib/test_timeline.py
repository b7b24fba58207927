"""A time line for any items: no two labels overlap, nothing leaves the frame, everything is drawn or named as left out."""

from datetime import date, timedelta
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sightline.ground.lib.timeline import (
    Colours,
    Drawing,
    Item,
    Lane,
    Part,
    Trail,
    fit,
    svg,
    tall,
    text_width,
    wide,
    wrap,
)

FIRST, LAST, TODAY = date(2012, 1, 1), date(2027, 12, 31), date(2026, 11, 20)
MARKS = ("dot", "diamond", "level-1", "level-4")
days = some.dates(date(2009, 1, 1), date(2030, 12, 31))
words = some.text(some.sampled_from("abc iIWm%“”é字\x07<&\"'"), max_size=60) | some.just(
    "Requires improvement"
)


@some.composite
def parts(draw):
    start = draw(days)
    if draw(some.booleans()):
        return Part(draw(some.sampled_from(MARKS)), start)
    end = draw(some.none() | some.integers(0, 4000).map(lambda long: start + timedelta(long)))
    return Part("bar", start, end)


@some.composite
def lanes(draw):
    number, found = 0, []
    for _ in range(draw(some.integers(0, 5))):
        items = []
        for _ in range(draw(some.integers(0, 9))):
            number += 1
            drawn = tuple(draw(some.lists(parts(), min_size=1, max_size=3)))
            lines = tuple(draw(some.lists(words, max_size=2)))
            items.append(Item(f"i{number}", draw(words), drawn, when=draw(words), lines=lines))
        level = draw(some.sampled_from((1, 2)))
        found.append(Lane(draw(words), tuple(items), level, draw(some.booleans())))
    return found


def holds(drawing: Drawing, keys: set[str]) -> None:
    """The three promises of a drawing."""
    for one, other in combinations(drawing.labels, 2):
        assert not one.box.overlaps(other.box), f"{one} and {other}"
    for thing in (*drawing.labels, *drawing.bars, *drawing.marks):
        assert thing.box.within(drawing.frame), thing
        assert thing.box.width >= 0 and thing.box.height >= 0, thing
    for line in drawing.lines:
        for x, y in ((line.x1, line.y1), (line.x2, line.y2)):
            assert 0 <= x <= drawing.width and 0 <= y <= drawing.height, line
    assert drawing.drawn | set(drawing.left_out) == keys
    assert not drawing.drawn & set(drawing.left_out)


@settings(max_examples=150, deadline=None)
@given(given_lanes=lanes(), width=some.sampled_from((300.0, 700.0, 1160.0)), period=some.tuples(days, days))
def test_lanes_hold_for_any_items(given_lanes, width, period):
    first, last = min(period), max(period) + timedelta(1)
    keys = {one.key for lane in given_lanes for one in lane.items}
    trails = [Trail(one, other) for one, other in zip(sorted(keys), sorted(keys)[1:], strict=False)]
    drawing = wide(given_lanes, trails, first=first, last=last, today=TODAY, width=width)
    holds(drawing, keys)
    no_label_lies_on_a_bar_of_another(drawing)
    ElementTree.fromstring(svg(drawing, title="T", description="D", name="t", colours=Colours(), alone=True))


@settings(max_examples=150, deadline=None)
@given(given_lanes=lanes(), period=some.tuples(days, days))
def test_a_column_holds_for_any_items(given_lanes, period):
    first, last = min(period), max(period) + timedelta(1)
    items = [one for lane in given_lanes for one in lane.items]
    drawing = tall(items, first=first, last=last, today=TODAY)
    holds(drawing, {one.key for one in items})
    no_label_lies_on_a_bar_of_another(drawing)
    no_two_spans_share_a_place(drawing)
    ElementTree.fromstring(svg(drawing, title="T", description="D", name="t", colours=Colours(), alone=True))


def no_label_lies_on_a_bar_of_another(drawing: Drawing) -> None:
    for label in drawing.labels:
        for shape in (*drawing.bars, *drawing.marks):
            if label.key and label.key != shape.key:
                assert not label.box.overlaps(shape.box), f"{label} and {shape}"


def no_two_spans_share_a_place(drawing: Drawing) -> None:
    for one, other in combinations((*drawing.bars, *drawing.marks), 2):
        if one.key != other.key:
            assert not one.box.overlaps(other.box), f"{one} and {other}"


def test_days_become_places_in_proportion():
    bar = Item("a", "Plan", (Part("bar", date(2016, 1, 1), date(2020, 1, 1)),))
    first, last = date(2012, 1, 1), date(2024, 1, 1)
    drawn = wide([Lane("Plans", (bar,))], first=first, last=last, today=date(2011, 1, 1), width=1216)
    (one,) = drawn.bars
    assert one.box.x == pytest.approx(8 + 400, abs=1) and one.box.width == pytest.approx(400, abs=1)
    assert [label.text for label in drawn.labels if label.look == "axis"][:2] == ["2012", "2013"]


def test_what_goes_on_reaches_the_frame_and_says_so():
    goes_on = Item("a", "Notice", (Part("bar", date(2026, 1, 1)),))
    ends = Item("b", "Adviser", (Part("bar", date(2020, 1, 1), date(2022, 1, 1)),))
    drawn = wide([Lane("Interventions", (goes_on, ends))], first=FIRST, last=LAST, today=TODAY)
    past, future = [one for one in drawn.bars if one.key == "a"]
    assert not past.arrow and not past.future and future.arrow and future.future
    assert future.box.right == drawn.width
    (one,) = [bar for bar in drawn.bars if bar.key == "b"]
    assert not one.arrow and not one.future


def test_a_span_beyond_the_frame_is_cut_and_says_so():
    long = Item("a", "Board", (Part("bar", date(2000, 1, 1), date(2040, 1, 1)),))
    drawn = wide([Lane("Boards", (long,))], first=FIRST, last=LAST, today=date(2011, 1, 1))
    assert [(one.cut_start, one.cut_end) for one in drawn.bars] == [(True, True)]


def test_what_lies_outside_is_named_and_its_lane_is_not_drawn():
    early = Item("a", "Early", (Part("dot", date(1999, 1, 1)),))
    late = Item("b", "Late", (Part("dot", date(2020, 1, 1)),))
    given_lanes = [Lane("Judgements"), Lane("Area", (early,), 2), Lane("Inspections", (late,))]
    drawn = wide(given_lanes, first=FIRST, last=LAST, today=TODAY)
    assert drawn.left_out == ("a",) and drawn.drawn == {"b"}
    assert [one.text for one in drawn.labels if "heading" in one.look] == ["Inspections"]


def test_one_that_follows_another_is_joined_to_it():
    old = Item("a", "First plan", (Part("bar", date(2014, 1, 1), date(2018, 1, 1)),))
    new = Item("b", "Second plan", (Part("bar", date(2018, 1, 1), date(2022, 1, 1)),))
    drawn = wide([Lane("Plans", (old, new))], [Trail("a", "b")], first=FIRST, last=LAST, today=TODAY)
    (trail,) = [one for one in drawn.lines if one.look == "trail"]
    first, second = drawn.bars
    assert (trail.x1, trail.x2) == (first.box.right, second.box.x)
    assert not [
        one
        for one in wide([], [Trail("a", "b")], first=FIRST, last=LAST, today=TODAY).lines
        if one.look == "trail"
    ]


def test_a_key_given_twice_and_days_in_the_wrong_order_are_refused():
    item = Item("a", "A", (Part("dot", FIRST),))
    for draw in (lambda: wide([Lane("L", (item, item))], first=FIRST, last=LAST, today=TODAY),
                 lambda: wide([], first=LAST, last=FIRST, today=TODAY),
                 lambda: tall([item, item], first=FIRST, last=LAST, today=TODAY),
                 lambda: tall([item], first=LAST, last=FIRST, today=TODAY)):  # fmt: skip
        with pytest.raises(ValueError):
            draw()


def test_words_are_wrapped_and_cut():
    assert wrap("Requires improvement to be good", 16, 150) == [
        "Requires",
        "improvement to be",
        "good",
    ] or all(text_width(line, 16) <= 150 for line in wrap("Requires improvement to be good", 16, 150))
    assert fit("Good", 14, 1000) == "Good" and fit("Good", 14, 3) == ""
    cut = fit("A statutory direction of the Secretary of State", 14, 120)
    assert cut.endswith("…") and text_width(cut, 14) <= 120


def test_the_picture_says_what_it_is_and_holds_nothing_that_runs():
    item = Item("a", "<script>alert(1)</script>", (Part("level-2", TODAY),), note='"quoted" & <b>')
    drawn = wide([Lane("L", (item,))], first=FIRST, last=LAST, today=TODAY)
    text = svg(drawn, title="The journey", description="What happened", name="j", colours=Colours())
    assert "<script" not in text and "style=" not in text and "href" not in text
    root = ElementTree.fromstring(text)
    assert root.get("role") == "img" and root.get("aria-labelledby") == "j-title j-description"
    assert [one.text for one in root[:2]] == ["The journey", "What happened"]

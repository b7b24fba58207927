import pytest

from sightline.domain.plans import words
from sightline.ground.ui import marks


@pytest.mark.parametrize("kind", ["delivery", "impact", "assurance", "confidence"])
def test_every_status_of_an_action_has_a_look_and_the_plans_own_word(kind):
    vocabulary = getattr(words, kind.upper())
    assert {value: mark.word for value, mark in marks.MARKS[kind].items()} == vocabulary


@pytest.mark.parametrize("kind", sorted(marks.MARKS))
def test_no_two_words_of_a_kind_share_a_shape(kind):
    """Who sees no colour tells them apart by outline."""
    shapes = [mark.shape for mark in marks.MARKS[kind].values()]
    assert len(set(shapes)) == len(shapes)


def test_every_mark_is_drawn_and_has_a_tone():
    for vocabulary in marks.MARKS.values():
        for mark in vocabulary.values():
            assert mark.shape in marks.SHAPES
            assert mark.tone in marks.TONES


def test_what_is_missing_or_unknown_is_still_said():
    assert marks.mark("delivery", None).word == "Not stated"
    assert marks.mark("delivery", "").word == "Not stated"
    assert marks.mark("delivery", "paused-for-now").word == "Paused for now"
    assert marks.mark("no-such-kind", "odd", "Very odd").word == "Very odd"
    assert marks.mark("delivery", "done", "Complete") == marks.Mark("Complete", "tick", "good")

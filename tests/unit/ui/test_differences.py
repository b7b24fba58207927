from hypothesis import given
from hypothesis import strategies as st

from sightline.ground.ui.differences import Run, words_changed


def test_which_words_changed():
    assert words_changed("Audit 20 a quarter", "Audit 20 a month") == [
        Run("same", "Audit 20 a "),
        Run("gone", "quarter"),
        Run("new", "month"),
    ]


def test_nothing_to_something():
    assert words_changed("", "All new") == [Run("new", "All new")]
    assert words_changed("Gone", "") == [Run("gone", "Gone")]
    assert words_changed("", "") == []


@given(st.text(), st.text())
def test_no_word_of_the_new_text_is_lost_or_moved(old, new):
    runs = words_changed(old, new)
    assert "".join(run.text for run in runs if run.kind != "gone") == new
    assert "".join(run.text for run in runs if run.kind != "new").split() == old.split()

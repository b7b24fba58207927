import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.ground.lib import colours as arithmetic
from sightline.ground.lib.errors import Refused
from sightline.ground.ui import colours

SOME_COLOUR = st.tuples(*[st.integers(0, 255)] * 3).map(arithmetic.to_hex)


def test_contrast_is_that_of_wcag():
    assert arithmetic.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert arithmetic.contrast("#fff", "#ffffff") == pytest.approx(1)
    assert arithmetic.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("bad", ["", "blue", "#12", "#12345g", "123456789"])
def test_what_is_no_colour_is_refused_in_words(bad):
    with pytest.raises(Refused, match="not a colour"):
        arithmetic.parse(bad)


@given(SOME_COLOUR)
def test_a_shade_made_readable_is(colour):
    assert arithmetic.contrast(arithmetic.readable_on(colour), "#ffffff") >= 4.5


@given(SOME_COLOUR, SOME_COLOUR)
def test_links_can_be_read_on_every_ground(main, accent):
    shades = colours.palette(main, accent)
    for ground in ("#ffffff", shades["govuk-surface-background-colour"], shades["sl-main-tint"]):
        assert arithmetic.contrast(shades["govuk-link-colour"], ground) >= 4.5
        assert arithmetic.contrast(shades["govuk-link-hover-colour"], ground) >= 4.5


@given(SOME_COLOUR)
def test_a_saved_colour_that_cannot_be_read_does_not_break_the_style_sheet(colour):
    assert colours.style_sheet("no colour", colour) == colours.style_sheet(
        colours.DEFAULT_MAIN, colours.DEFAULT_ACCENT
    )


def test_the_version_changes_with_the_colours():
    assert colours.style_version("#1d4f5f", "#8a5a00") != colours.style_version("#1d4f5f", "#8a5a01")

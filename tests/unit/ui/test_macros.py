"""Each macro of the Design System prints what GOV.UK Frontend says it must; the two packages move only together."""

import gzip
import json
from pathlib import Path

import pytest

from sightline.config.jinja import govuk_macros

FIXTURES = json.loads(gzip.decompress((Path(__file__).parent / "fixtures.json.gz").read_bytes()))
MACROS = govuk_macros()
VENDORED = Path(__file__).resolve().parents[3] / "sightline/ground/ui/static/vendor/govuk"


def macro_of(component: str) -> str:
    return "govuk" + "".join(word.capitalize() for word in component.split("-"))


def plain(html: str) -> str:
    """Markup without what blanks cannot change, quotation marks escaped in one way."""
    return "".join(html.split()).lower().replace("&#34;", "&quot;").replace("&#39;", "'")


@pytest.mark.parametrize("component", sorted(FIXTURES))
def test_a_macro_prints_what_the_design_system_prints(component):
    macro = MACROS[macro_of(component)]
    different = [
        fixture["name"]
        for fixture in FIXTURES[component]
        if plain(str(macro(fixture["options"]))) != plain(fixture["html"])
    ]
    assert not different, f"{macro_of(component)} differs in: {', '.join(different)}"


def test_text_is_escaped():
    assert "&lt;b&gt;" in MACROS["govukButton"]({"text": "<b>"})


def test_nothing_that_is_reserved_for_gov_uk_is_shipped():
    names = {path.name for path in VENDORED.rglob("*")}
    assert names == {"govuk.css", "govuk-frontend.min.js", "LICENCE.txt"}
    css = (VENDORED / "govuk.css").read_text()
    assert "GDS Transport" not in css
    assert "@font-face" not in css
    assert "url(" not in css
    assert "sourceMappingURL" not in (VENDORED / "govuk-frontend.min.js").read_text()
    assert "Copyright" in (VENDORED / "LICENCE.txt").read_text()

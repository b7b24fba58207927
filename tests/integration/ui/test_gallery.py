"""Every component is shown; a page with a misspelt name fails instead of printing nothing."""

import re

import jinja2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import engines

from sightline.ground.ui import components
from tests import cast
from tests.factories import a_council, a_user

GIVEN = {
    "title": "Agree one threshold document",
    "due-day": "27",
    "due-month": "3",
    "due-year": "2026",
    "reason": "The post was empty until February.",
    "confidence": "at-risk",
}


@pytest.fixture
def signed_in(client, db):
    client.force_login(a_user(cast.READER))
    return client


@pytest.fixture
def env():
    return engines["jinja2"].env


def test_every_component_has_a_macro_of_its_name_and_an_example(env):
    for name in components.names():
        module = env.get_template(f"ui/components/{name}.html").module
        assert hasattr(module, name), f"{name}.html has no macro {name}"
        assert str(module.example()).strip(), f"{name}.html has no example"


def test_a_file_without_an_example_is_found(env, tmp_path, monkeypatch):
    (tmp_path / "ui/components").mkdir(parents=True)
    (tmp_path / "ui/components/bare.html").write_text("{% macro bare() %}x{% endmacro %}")
    bare = env.overlay(loader=jinja2.FileSystemLoader(tmp_path), cache_size=0)
    with pytest.raises(AttributeError):
        components.Components(bare).example("bare")


def test_the_gallery_shows_them_all(signed_in):
    page = signed_in.get("/gallery/")
    assert page.status_code == 200
    for name in components.names():
        assert f'id="{name}"' in page.content.decode()


def test_the_gallery_is_behind_sign_in(client, db):
    for address in ("/gallery/", "/gallery/form/", "/home/"):
        assert client.get(address).headers["Location"].startswith("/account/")


def test_the_gallery_refuses_to_be_written_to(signed_in):
    assert signed_in.post("/gallery/").status_code == 405


@pytest.mark.parametrize(
    "template", ["{{ nothing }}", "{{ ui.nothing() }}", "{{ {'a': 1}.b }}", "{% if nothing %}{% endif %}"]
)
def test_a_misspelt_name_is_an_error(env, template):
    with pytest.raises(jinja2.UndefinedError):
        env.from_string(template).render()


def test_an_unknown_address_is_an_error(env):
    with pytest.raises(Exception, match="nowhere"):
        env.from_string("{{ url('nowhere') }}").render()


def test_text_is_escaped_in_every_component_that_takes_it(env):
    bad = "<script>x</script>"
    calls = {
        "quote": "ui.quote(bad, source=bad, page=bad, ref=bad, by=bad)",
        "status": "ui.status('delivery', bad, by=bad, word=bad)",
        "thread": "ui.thread([{'name': bad, 'text': bad}, {'name': 'x', 'missing': bad}])",
        "history": "ui.history([{'when': '2024-01-01' | as_day, 'who': bad, 'what': bad, 'old': bad, 'new': bad, 'reason': bad}])",
        "summary": "ui.summary([{'key': bad, 'value': bad}], heading=bad)",
        "word_changes": "ui.word_changes(bad, 'y ' ~ bad)",
        "figure": "ui.figure(1, unit=bad, raw=bad, of=bad)",
        "card": "ui.card(bad, text=bad, note=bad, figure=bad)",
        "tiles": "ui.tiles([{'figure': bad, 'words': bad, 'note': bad}])",
        "count_bar": "ui.count_bar(1, 2, bad, rest_href='#', rest_text=bad)",
        "empty": "ui.empty(bad, bad, '#', bad)",
        "stated": "ui.stated(bad)",
        "message": "ui.message({'tags': '', 'message': bad})",
    }
    for name, call in calls.items():
        html = env.from_string("{{ " + call + " }}").render(bad=bad)
        assert "<script>" not in html, name
        assert "&lt;script&gt;" in html, name


def test_a_count_of_nothing_is_drawn(env):
    assert "0 of 0" in env.from_string("{{ ui.count_bar(0, 0, 'findings answered') }}").render()


def test_a_link_keeps_the_query_and_forgets_the_page_number(env):
    from django.http import QueryDict

    def link(text: str, changes: str) -> str:
        return env.from_string("{{ link_with(q, " + changes + ") | safe }}").render(q=QueryDict(text))

    assert link("theme=3&theme=4&page=7", "sort='due'") == "?theme=3&theme=4&sort=due"
    assert link("theme=3&page=7", "page=8") == "?theme=3&page=8"
    assert link("theme=3&sort=due", "theme=none") == "?sort=due"
    assert link("q=a%26b", "sort='x'") == "?q=a%26b&sort=x"


def test_the_form_of_every_field_says_what_is_missing(signed_in):
    page = signed_in.post("/gallery/form/", {})
    words = page.content.decode()
    assert page.status_code == 422
    assert "<title>Error: Kinds of field" in words
    for sentence in ("Enter a title", "Enter the new due date", "Say why the date is moved"):
        assert words.count(sentence) == 2  # in the summary and at the field


def test_the_form_takes_a_full_answer_and_lets_the_draft_go(signed_in):
    page = signed_in.post("/gallery/form/", GIVEN | {"papers": SimpleUploadedFile("a.pdf", b"x")})
    assert page.status_code == 200
    assert "Everything was understood" in page.content.decode()
    assert '<meta name="drafts-sent" content="gallery-reason">' in page.content.decode()


def test_the_form_shows_a_rules_refusal_at_its_field(signed_in):
    page = signed_in.post("/gallery/form/", GIVEN | {"reason": "refuse"})
    words = page.content.decode()
    assert page.status_code == 422
    assert 'href="#id_due-day"' in words
    assert "The Improvement Board can." in words


def test_the_frame_asks_the_database_little(signed_in, statements):
    a_council()
    signed_in.get("/gallery/form/")
    with statements(5):  # session, user, council, grants; and one to spare for the sign-in's own
        signed_in.get("/gallery/form/")


def refs(page) -> list[str]:
    return re.findall(r'data-label="Ref">([\d.]+)<', page.content.decode())


def test_a_list_is_filtered_sorted_and_paged_by_its_address(signed_in):
    everything = signed_in.get("/gallery/list/")
    assert len(refs(everything)) == 20
    assert "1 to 20 of 47 actions" in everything.content.decode()
    at_risk = signed_in.get("/gallery/list/?confidence=at-risk&sort=-due")
    assert "12 actions" in at_risk.content.decode()
    assert refs(at_risk)[0] == "6.2"
    assert 'aria-sort="descending"' in at_risk.content.decode()
    assert refs(signed_in.get("/gallery/list/?page=3"))[0] == refs(everything)[0].replace("1.1", "6.1")


def test_a_filter_is_taken_away_without_the_others(signed_in):
    words = signed_in.get(
        "/gallery/list/?confidence=at-risk&confidence=on-track&text=audit&page=2"
    ).content.decode()
    assert 'href="?confidence=on-track&amp;text=audit"' in words
    assert 'href="?confidence=at-risk&amp;confidence=on-track"' in words


def test_choosing_columns_keeps_the_filters(signed_in):
    words = signed_in.get("/gallery/list/?confidence=at-risk&sort=due&columns=updates").content.decode()
    form = words.split('class="sl-menu__list sl-columns"')[1].split("</form>")[0]
    assert '<input type="hidden" name="confidence" value="at-risk">' in form
    assert '<input type="hidden" name="sort" value="due">' in form
    assert 'data-label="Updates"' in words and 'data-label="Owner"' not in words


def test_a_list_with_nothing_in_it_says_so(signed_in):
    assert "No action matches these filters" in signed_in.get("/gallery/list/?text=zebra").content.decode()


@pytest.mark.parametrize(
    "query", ["page=soon", "page=-1", "page=999", "sort=nothing", "columns=none", "owner=nobody"]
)
def test_a_strange_address_of_a_list_is_answered(signed_in, query):
    assert signed_in.get(f"/gallery/list/?{query}").status_code == 200


def test_a_form_carries_along_what_it_does_not_ask(env):
    from django.http import QueryDict

    from sightline.ground.ui.addresses import kept

    query = QueryDict("theme=3&theme=4&due-day=1&page=2&sort=due&as-at=2024-01-01")
    assert kept(query, ["due", "sort"]) == [("theme", "3"), ("theme", "4"), ("as-at", "2024-01-01")]

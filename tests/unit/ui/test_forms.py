from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.template import engines
from django.utils.datastructures import MultiValueDict

from sightline.ground.lib.errors import Refused
from sightline.ground.ui import forms

GIVEN = {
    "title": "Agree one threshold document",
    "due-day": "27",
    "due-month": "3",
    "due-year": "2026",
    "kind": "send",
}


class Example(forms.GovukForm):
    title = forms.TextField("Title", max_length=40, missing="Enter a title")
    due = forms.DayField("Due date", earliest=date(2026, 1, 1), latest=date(2030, 12, 31))
    kind = forms.Radios(
        "Kind", choices=[("care", "Social care"), ("send", "SEND", "And alternative provision")]
    )
    theme = forms.Select("Theme", optional=True, choices=lambda: [("a", "Leaders"), ("b", "Front door")])
    bodies = forms.Checkboxes("Bodies", optional=True, choices=[("icb", "ICB"), ("police", "Police")])
    notes = forms.TextArea("Notes", optional=True, count=10, draft="notes-7")
    sure = forms.Tick("I am sure", optional=True)
    number = forms.WholeNumber("Number", optional=True, min_value=1)
    papers = forms.FileUpload("Papers", optional=True, largest=1_000_000)
    back = forms.Hidden(optional=True)


def query(**values: object) -> QueryDict:
    found = QueryDict(mutable=True)
    for name, value in {**GIVEN, **values}.items():
        found.setlist(name, value if isinstance(value, list) else [str(value)])
    return found


def errors_of(files=None, **values) -> dict[str, list[str]]:
    return dict(Example(query(**values), files).errors)


def test_a_full_answer():
    form = Example(query(bodies=["police", "icb"], theme="b", sure="on", number="4"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "title": "Agree one threshold document",
        "due": date(2026, 3, 27),
        "kind": "send",
        "theme": "b",
        "bodies": ["icb", "police"],
        "notes": None,
        "sure": True,
        "number": 4,
        "papers": [],
        "back": "",
    }
    assert form.status == 200


def test_what_is_missing_is_said_with_the_way_to_the_field():
    form = Example(QueryDict(mutable=True))
    assert not form.is_valid()
    assert form.error_list == [
        {"text": "Enter a title", "href": "#id_title"},
        {"text": "Answer “Due date”", "href": "#id_due-day"},
        {"text": "Answer “Kind”", "href": "#id_kind"},
    ]
    assert form.status == 422


@pytest.mark.parametrize(
    "typed",
    [
        "5 March 2024",
        "5 mar 24",
        "05/03/2024",
        "5.3.2024",
        "5-3-24",
        "2024-03-05",
        "5th March, 2024",
        " 5 MARCH 2024 ",
    ],
)
def test_a_day_in_many_hands(typed):
    assert forms.parse_day(typed) == date(2024, 3, 5)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "31 2 2024",
        "3 2024",
        "5 ma 2024",
        "13/13/2024",
        "5 3 024",
        "5 3 20244",
        "0 3 2024",
        "1 2 3 4",
    ],
)
def test_what_is_no_day(typed):
    with pytest.raises(ValueError):
        forms.parse_day(typed)


@pytest.mark.parametrize(
    "day, month, year, sentence",
    [
        ("31", "feb", "2026", "“Due date” must be a real date, like 27 3 2026"),
        ("31", "", "2026", "“Due date” must include a month"),
        ("31", "", "", "“Due date” must include a month and a year"),
        ("1", "12", "2025", "“Due date” must be 1 January 2026 or later"),
        ("1", "1", "2031", "“Due date” must be 31 December 2030 or earlier"),
    ],
)
def test_a_wrong_day_is_refused_in_words(day, month, year, sentence):
    found = errors_of(**{"due-day": day, "due-month": month, "due-year": year})
    assert found == {"due": [sentence]}


@pytest.mark.parametrize("parts", [("27 March 2026", "", ""), ("27", "march", "26"), ("2026-03-27", "", "")])
def test_a_day_typed_in_words_or_into_one_box(parts):
    form = Example(query(**dict(zip(("due-day", "due-month", "due-year"), parts, strict=True))))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["due"] == date(2026, 3, 27)


def test_a_day_in_an_address_under_its_own_name():
    given = query(due="27 3 2026")
    for part in ("day", "month", "year"):
        del given[f"due-{part}"]
    form = Example(given)
    assert form.is_valid(), form.errors


def test_answers_that_were_not_offered_are_refused():
    assert errors_of(kind="other") == {"kind": ["Choose one of the answers shown"]}
    assert errors_of(theme="z") == {"theme": ["Choose one of the answers shown"]}
    assert errors_of(bodies=["icb", "z"]) == {"bodies": ["Choose among the answers shown"]}


def test_a_text_may_be_as_long_as_is_said_counting_a_line_end_as_one():
    assert errors_of(notes="12345\r\n6789") == {}
    assert errors_of(notes="12345\r\n67890") == {"notes": ["“Notes” must be 10 characters or fewer"]}
    assert errors_of(title="x" * 41) == {"title": ["“Title” must be 40 characters or fewer"]}


def test_a_number_must_be_one():
    assert errors_of(number="four") == {"number": ["“Number” must be a whole number, like 12"]}
    assert errors_of(number="0") == {"number": ["“Number” must be 1 or more"]}


def test_files():
    small = SimpleUploadedFile("a.pdf", b"x")
    large = SimpleUploadedFile("b.pdf", b"x" * 1_000_001)
    form = Example(query(), MultiValueDict({"papers": [small]}))
    assert form.is_valid() and form.cleaned_data["papers"] == [small]
    assert errors_of(MultiValueDict({"papers": [small, small]})) == {"papers": ["Choose one file"]}
    assert "larger than 1 MB" in errors_of(MultiValueDict({"papers": [large]}))["papers"][0]


def test_a_refusal_stands_at_its_field_with_who_can_act():
    form = Example(query())
    assert form.is_valid()
    form.refuse(Refused("The date was not moved.", who="the programme office", field="due"))
    assert form.error_list == [
        {"text": "The date was not moved. The programme office can.", "href": "#id_due-day"}
    ]
    assert form.status == 422


def test_a_refusal_of_no_field_stands_first():
    form = Example(query(title=""))
    form.refuse(Refused("Nothing was changed.", field="elsewhere"))
    assert form.error_list[0] == {"text": "Nothing was changed."}


def printed(form) -> str:
    return engines["jinja2"].env.from_string("{{ ui.fields(form) }}").render(form=form)


def test_fields_print_what_was_typed_and_escape_it():
    html = printed(Example(query(title="<b>", notes="</textarea>", bodies=["icb"], theme="b", sure="on")))
    assert 'value="&lt;b&gt;"' in html
    assert "&lt;/textarea&gt;" in html
    assert '<option value="b" selected>' in html
    assert html.count(" checked") == 3
    assert 'data-draft-key="notes-7"' in html
    assert 'type="hidden" name="back"' in html


def test_a_form_starts_with_what_is_known():
    html = printed(Example(initial={"due": date(2026, 3, 27), "kind": "care", "bodies": ["police"]}))
    assert 'name="due-month" type="text" inputmode="text" value="3"' in html or 'value="3"' in html
    assert html.count(" checked") == 2


def test_every_error_leads_to_an_id_that_is_there():
    form = Example(QueryDict(mutable=True))
    form.is_valid()
    html = printed(form)
    for error in form.error_list:
        assert f'id="{error["href"][1:]}"' in html

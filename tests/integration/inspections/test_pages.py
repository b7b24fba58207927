"""The pages of inspections, findings, frameworks and strategies."""

import io
from datetime import date

import pytest

from sightline.domain.inspections.commands import add_inspection
from sightline.domain.inspections.models import Finding, Inspection, Strategy
from sightline.ground.audit.commands import command, record
from sightline.ground.files.commands import store
from tests import cast
from tests.factories import INSPECTION, SYSTEM, TODAY, a_plan, a_strategy, a_user, an_action, an_inspection
from tests.unit.reading.paper_builder import Paper

pytestmark = pytest.mark.django_db

SEEN = [
    "/inspections/",
    "/inspections/1/",
    "/inspections/1/findings/1/",
    "/inspections/frameworks/",
    "/inspections/frameworks/ilacs-2023/",
    "/strategies/",
]
WRITTEN = [
    "/inspections/add/",
    "/inspections/1/correct/",
    "/inspections/1/received/",
    "/inspections/1/supersede/",
    "/inspections/1/findings/add/",
    "/inspections/1/findings/1/correct/",
    "/inspections/1/findings/1/withdraw/",
    "/inspections/1/findings/1/restore/",
    "/inspections/1/findings/1/supersede/",
    "/inspections/1/findings/1/reopen/",
    "/strategies/add/",
]
NOT_THERE = [
    "/inspections/9/",
    "/inspections/1/findings/9/",
    "/inspections/9/findings/1/",
    "/inspections/frameworks/nonsense/",
    "/inspections/1/file/",
    "/strategies/999/end/",
    "/inspections/9/correct/",
    "/inspections/1/findings/9/correct/",
]


@pytest.fixture
def inspection():
    return an_inspection()


def text(response):
    return " ".join(response.content.decode().split())


def strategy_end():
    return f"/strategies/{a_strategy().pk}/end/"


def test_a_reader_sees_every_page(client, inspection):
    client.force_login(a_user())
    for address in SEEN:
        assert client.get(address).status_code == 200, address


def test_a_stranger_is_sent_to_sign_in(client, inspection):
    for address in [*SEEN, *WRITTEN, strategy_end()]:
        assert client.get(address)["Location"].startswith("/account/sign-in/"), address


def test_for_who_has_no_right_there_is_no_such_page(client, inspection):
    client.force_login(a_user(cast.STRANGER))
    for address in [*SEEN, *WRITTEN, strategy_end()]:
        assert client.get(address).status_code == 404, address
        assert client.post(address).status_code in (404, 405), address


def test_a_reader_may_not_write(client, inspection):
    client.force_login(a_user())
    for address in [*WRITTEN, strategy_end()]:
        assert client.get(address).status_code == 403, address
        assert client.post(address, {"reason": "x"}).status_code == 403, address
    assert inspection.findings.count() == 3 and not inspection.corrections.exists()


def test_what_is_not_there_is_not_found(client, inspection):
    client.force_login(a_user(cast.DIRECTOR))
    for address in NOT_THERE:
        assert client.get(address).status_code == 404, address


def test_pages_that_write_can_be_opened_and_say_what_is_missing(client, inspection):
    client.force_login(a_user(cast.DIRECTOR))
    for address in [*WRITTEN, strategy_end()]:
        assert client.get(address).status_code == 200, address
        answer = client.post(address, {})
        assert answer.status_code == 422 and "There is a problem" in answer.content.decode(), address


@pytest.mark.parametrize("address", SEEN)
def test_pages_that_show_take_no_post(client, inspection, address):
    client.force_login(a_user(cast.DIRECTOR))
    assert client.post(address).status_code == 405


def test_the_list_says_judgement_findings_and_next_date(client, inspection):
    an_inspection(
        title="Another", authority="Eastby", framework="SIF", start=date(2014, 9, 8), end=None, published=None
    )
    plan = a_plan(answers=(inspection,))
    an_action(plan, findings=(inspection.findings.first().pk,))
    client.force_login(a_user())
    page = text(client.get("/inspections/"))
    assert "Requires improvement to be good" in page and "1 of 3" in page and "None to come" in page
    assert page.index("Inspection of Northmere") < page.index("Another")
    turned = text(client.get("/inspections/?sort=date"))
    assert turned.index("Another") < turned.index("Inspection of Northmere")
    only = text(client.get("/inspections/?authority=Eastby"))
    assert "Another" in only and "Inspection of Northmere" not in only and "Remove filter" in only
    assert "No inspection is like that" in text(client.get("/inspections/?text=nowhere"))
    assert "Inspection of Northmere" in text(client.get("/inspections/?framework=ILACS&text=supervision"))


def test_an_inspection_keeps_its_dates_apart_and_shows_both_clocks(client):
    an_inspection(
        report_received=date(2023, 4, 24),
        response_due_stated=date(2023, 8, 31),
        letter_date=date(2023, 4, 20),
    )
    client.force_login(a_user())
    page = text(client.get("/inspections/1/"))
    for day in ("6 March 2023", "17 March 2023", "24 April 2023", "20 April 2023", "2 May 2023"):
        assert day in page
    assert "Date given by the inspectorate: 31 August 2023" in page
    assert "Worked out (70 working days after 24 April 2023, the report’s receipt): 3 August 2023" in page
    assert "whether it was met is not recorded here" in page and "days late" not in page


def test_findings_stand_under_their_category_and_name_who_answers(client, inspection):
    from sightline.domain.inspections.commands import FindingFacts, add_finding
    from sightline.domain.plans.commands import give_reason

    add_finding(
        by=SYSTEM,
        inspection=inspection,
        facts=FindingFacts("Act at once.", category="Areas for priority action", ref="A1"),
        today=TODAY,
    )
    plan = a_plan("The plan", answers=(inspection,))
    first, second, *_ = inspection.findings.order_by("number")
    an_action(plan, ref="1.1", findings=(first.pk,))
    give_reason(by=SYSTEM, plan=plan, finding=second, reason="Done before.")
    client.force_login(a_user())
    page = text(client.get("/inspections/1/"))
    assert "2 of 4" in page and "Calls for action at once" in page and "added by hand" in page
    assert 'href="/plans/1/actions/1/">1.1</a>' in page and "No action, with a reason: Done before." in page
    assert page.count("Not answered") == 2


def test_an_inspection_is_added_by_hand(client):
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    sent = {
        "authority": "Northmere",
        "framework": "ILACS",
        "start-day": "6",
        "start-month": "3",
        "start-year": "2023",
    }
    answer = client.post("/inspections/add/", sent)
    made = Inspection.objects.get()
    assert answer["Location"] == "/inspections/1/" and made.title == "ILACS of Northmere, March 2023"
    assert made.end is None and made.outcome == ""
    again = client.post("/inspections/add/", sent)
    assert again.status_code == 422 and "There is already an inspection of Northmere" in text(again)
    assert client.post("/inspections/add/", sent | {"although_known": "on"}).status_code == 302


def test_dates_that_contradict_are_refused_at_their_field(client):
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    answer = client.post(
        "/inspections/add/", {"authority": "Northmere", "start": "2023-03-06", "end": "2023-03-01"}
    )
    assert answer.status_code == 422 and 'href="#id_end-day"' in text(answer)
    assert "cannot end (1 March 2023) before it began" in text(answer) and not Inspection.objects.exists()


def facts_of(inspection, **changes):
    """What the correction form sends when only `changes` are changed."""
    from sightline.doors.web.inspections.forms import InspectionFacts

    kept = {name: getattr(inspection, name) for name in InspectionFacts.base_fields}
    return {name: value for name, value in (kept | changes).items() if value is not None}


def test_a_correction_keeps_old_and_new_with_the_reason(client, inspection):
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    sent = facts_of(inspection, lead_inspector="Senior Inspector", reason="Misread")
    assert client.post("/inspections/1/correct/", sent).status_code == 302
    page = text(client.get("/inspections/1/"))
    assert "Lead Inspector" in page and "Senior Inspector" in page and "Misread" in page
    unchanged = client.post("/inspections/1/correct/", sent)
    assert unchanged.status_code == 422 and "Nothing was changed" in text(unchanged)


def test_the_day_of_receipt_is_stated_once_freely_and_then_with_a_reason(client, inspection):
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    address = "/inspections/1/received/"
    assert client.post(address, {"received": "2023-04-24"}).status_code == 302
    assert client.post(address, {"received": "2023-04-25"}).status_code == 422
    assert client.post(address, {"received": "2023-04-25", "reason": "The e-mail says so"}).status_code == 302
    inspection.refresh_from_db()
    assert inspection.report_received == date(2023, 4, 25)


def test_a_finding_is_corrected_withdrawn_and_restored_in_sight(client, inspection):
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    place = "/inspections/1/findings/1/"
    words = {
        "text": "The timeliness of all decisions at the front door.",
        "category": "What needs to improve",
        "page": "2",
    }
    assert client.post(place + "correct/", words).status_code == 422
    assert client.post(place + "correct/", words | {"reason": "A word was missing"}).status_code == 302
    page = text(client.get(place))
    assert "A word was missing" in page and "[added: </span>all" in page
    assert "The words as they were first accepted" in page
    client.post(place + "withdraw/", {"reason": "Read twice"})
    assert "Withdrawn on" in text(client.get(place)) and "1 finding withdrawn" in text(
        client.get("/inspections/1/")
    )
    client.post(place + "restore/", {"reason": "It is not a copy"})
    assert "Withdrawn on" not in text(client.get(place))


def test_a_later_inspection_takes_the_place_with_its_open_findings(client, inspection):
    later = an_inspection(title="The later one")
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    refused = client.post("/inspections/2/supersede/", {"by_inspection": "1", "reason": "x"})
    assert refused.status_code == 422
    sent = {"by_inspection": str(later.number), "reason": "All seen again", "findings": "on"}
    assert client.post("/inspections/1/supersede/", sent).status_code == 302
    assert "A later inspection takes the place" in text(client.get("/inspections/1/"))
    assert "Superseded on" in text(client.get("/inspections/1/findings/1/"))
    assert Finding.objects.in_state("superseded").count() == 3
    reopened = client.post("/inspections/1/findings/1/reopen/", {"reason": "Not seen after all"})
    assert reopened.status_code == 302 and Finding.objects.in_state("superseded").count() == 2
    sent = {"by_inspection": str(later.number), "reason": "Seen"}
    assert client.post("/inspections/1/findings/1/supersede/", sent).status_code == 302


def test_a_finding_is_added_at_its_place(client, inspection):
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    answer = client.post("/inspections/1/findings/add/", {"text": "Left out by the reader.", "position": "1"})
    assert answer["Location"] == "/inspections/1/findings/4/"
    assert "Added by hand" in text(client.get(answer["Location"]))
    assert list(inspection.findings.order_by("position").values_list("number", flat=True)) == [4, 1, 2, 3]


def test_words_of_inspectors_are_escaped(client):
    from sightline.domain.inspections.commands import FindingFacts

    an_inspection(
        title="<b>Bold</b>", findings=(FindingFacts("<script>x</script>", ref="<i>1", heading="<u>"),)
    )
    client.force_login(a_user(cast.DIRECTOR))
    for address in (
        "/inspections/",
        "/inspections/1/",
        "/inspections/1/findings/1/",
        "/inspections/1/findings/1/withdraw/",
    ):
        page = client.get(address).content.decode()
        assert "<b>Bold" not in page and "<script>x" not in page and "<i>1" not in page


@command("inspections.edit")
def an_inspection_with_its_file(*, by, content, name):
    """An inspection whose report is kept, as an import leaves it."""
    file = store(by=by, stream=io.BytesIO(content), name=name)
    made = add_inspection(by=by, facts=INSPECTION, today=TODAY, file=file)
    record(made, "kept")
    return made


def test_the_source_file_is_sent_as_a_download(client):
    an_inspection_with_its_file(by=SYSTEM, content=b"%PDF-1.4 words", name="report.pdf")
    client.force_login(a_user())
    answer = client.get("/inspections/1/file/")
    sent = b"".join(answer.streaming_content)
    assert answer["Content-Disposition"].startswith("attachment") and sent[:4] == b"%PDF"
    assert 'href="/inspections/1/file/"' in text(client.get("/inspections/1/"))


def test_a_printed_page_stands_beside_what_was_taken_from_it(client):
    paper = Paper()
    for words in ("Page one", "The timeliness of decisions", "Page three"):
        paper.put(words)
        paper.page_break()
    an_inspection_with_its_file(by=SYSTEM, content=paper.pdf(), name="report.pdf")
    client.force_login(a_user())
    assert 'href="/inspections/1/pages/2/"' in text(client.get("/inspections/1/findings/1/"))
    page = text(client.get("/inspections/1/pages/2/"))
    assert (
        "The timeliness of decisions at the front door." in page
        and 'src="/inspections/1/pages/2.png"' in page
    )
    picture = client.get("/inspections/1/pages/2.png")
    assert picture["Content-Type"] == "image/png" and b"".join(picture.streaming_content)[:4] == b"\x89PNG"
    assert client.get("/inspections/1/pages/9/").status_code == 404
    client.force_login(a_user(cast.STRANGER))
    for address in ("/inspections/1/pages/2/", "/inspections/1/pages/2.png"):
        assert client.get(address).status_code == 404


def test_a_report_that_is_no_pdf_has_no_pictures(client):
    an_inspection_with_its_file(by=SYSTEM, content=b"Only words.", name="letter.txt")
    client.force_login(a_user())
    assert "/pages/" not in text(client.get("/inspections/1/"))
    assert client.get("/inspections/1/pages/2/").status_code == 404
    assert client.get("/inspections/1/pages/2.png").status_code == 404


def test_a_strategy_is_added_and_ended(client):
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    sent = {"title": "Best start", "kind": "priority", "since": "2023-05-01"}
    assert client.post("/strategies/add/", sent)["Location"] == "/strategies/"
    assert client.post("/strategies/add/", sent).status_code == 422
    one = Strategy.objects.get()
    address = f"/strategies/{one.pk}/end/"
    assert client.post(address, {"until": "2023-04-01", "reason": "x"}).status_code == 422
    assert client.post(address, {"until": "2024-04-01", "reason": "A new plan"}).status_code == 302
    page = text(client.get("/strategies/"))
    assert "Ended" in page and "Best start" in page
    assert "Best start" not in text(client.get("/strategies/?kind=strategy"))


def test_every_framework_has_its_page(client):
    from sightline.domain.inspections.frameworks import all_frameworks

    client.force_login(a_user())
    for one in all_frameworks():
        page = text(client.get(f"/inspections/frameworks/{one.edition}/"))
        assert ("Not confirmed" in page) == (not all(each.confirmed for each in (*one.sources, *one.clocks)))


def fill(inspection, count):
    from sightline.domain.inspections.commands import FindingFacts, add_finding

    plan = a_plan(answers=(inspection,))
    for number in range(count):
        finding = add_finding(
            by=SYSTEM, inspection=inspection, facts=FindingFacts(f"Finding {number}"), today=TODAY
        )
        an_action(plan, findings=(finding.pk,))


@pytest.mark.parametrize("count", [10, pytest.param(100, marks=pytest.mark.slow)])
def test_an_inspections_page_takes_few_statements_however_many_findings(
    client, statements, inspection, count
):
    fill(inspection, count)
    client.force_login(a_user())
    client.get("/account/")  # the first page after a sign-in also writes the session
    with statements(12):
        client.get("/inspections/1/")


@pytest.mark.parametrize("count", [10, pytest.param(100, marks=pytest.mark.slow)])
def test_a_findings_page_takes_few_statements_however_many_actions(client, statements, inspection, count):
    plan, finding = a_plan(answers=(inspection,)), inspection.findings.first()
    for _ in range(count):
        an_action(plan, findings=(finding.pk,))
    client.force_login(a_user())
    client.get("/account/")  # the first page after a sign-in also writes the session
    with statements(12):
        client.get("/inspections/1/findings/1/")


@pytest.mark.parametrize("count", [10, pytest.param(60, marks=pytest.mark.slow)])
def test_the_list_takes_few_statements_however_many_inspections(client, statements, count):
    for number in range(count):
        an_inspection(
            title=f"Inspection {number}",
            start=date(2001 + number % 25, 1 + number // 25, 3),
            end=None,
            published=None,
        )
    client.force_login(a_user())
    with statements(12):
        client.get("/inspections/")


def test_saving_takes_few_statements(client, statements, inspection):
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    with statements(15):
        assert client.post("/inspections/1/findings/1/withdraw/", {"reason": "Read twice"}).status_code == 302

"""Links for updates: what they allow, when they end, and that looking changes nothing."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from sightline.domain.governance.commands import leave_post
from sightline.domain.plans.commands import edit_action, record_update
from sightline.domain.plans.drafts import ActionEdit, OwnerDraft
from sightline.domain.plans.models import Action, ActionEvidence, Update
from sightline.ground.audit.models import Event
from sightline.ground.audit.queries import verify
from sightline.ground.jobs import outbox_sending
from sightline.ground.jobs.models import Message
from sightline.ground.lib.errors import NotPermitted, Refused
from sightline.work.notices import queries
from sightline.work.notices.commands import Said, answer_link, ask_for_updates, send_link_anew, withdraw_link
from sightline.work.notices.models import UpdateLink
from sightline.work.notices.tokens import token_of
from tests import cast
from tests.factories import SYSTEM, a_post, a_user
from tests.notices_factories import a_link, address, an_owed_action, someone_in_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(partner, actions, today):
    return a_link(partner.person, today)


def rows() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but those of caches and sessions."""
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names(cursor) if name != "django_cache"]
        found = {}
        for name in names:
            cursor.execute(f'SELECT * FROM "{name}"')
            found[name] = sorted(cursor.fetchall(), key=repr)
    return found


def send(client, link, **said):
    return client.post(address(link), {key.replace("_", "-", 1): value for key, value in said.items()})


def test_the_mail_holds_the_link_and_the_outbox_does_not(link):
    token = token_of(link.nonce)
    outbox_sending.send_waiting()
    sent = mail.outbox[0]
    assert f"http://localhost:8000/by-link/{token}/" in sent.body
    assert "2 actions of yours need a word" in sent.body and "Recruit two youth workers" in sent.body
    assert "tell the programme office of Northmere Borough Council" in sent.body
    assert "plans/" not in sent.body, "who has no account is given no link to a page behind the sign-in"
    everything = repr(rows())
    assert token not in everything, "the token is nowhere kept"


def test_looking_changes_nothing(client, link):
    before = rows()
    for _ in range(3):
        response = client.get(address(link))
        assert response.status_code == 200
    assert client.head(address(link)).status_code == 200
    assert rows() == before
    assert "no-store" in response["Cache-Control"] and response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"] and not response.cookies


def test_all_actions_in_one_go_and_the_link_is_spent(client, link, actions):
    first, second = actions
    response = send(
        client, link,
        **{f"{first.pk}_text": "Published on the web site.", f"{first.pk}_delivery": "in-progress",
           f"{second.pk}_no_change": "on", f"{second.pk}_confidence": "at-risk"},
    )  # fmt: skip
    assert response.status_code == 302
    page = client.get(response["Location"]).content.decode()
    assert "Thank you, it is recorded" in page and "Still due" not in page
    one, two = Update.objects.order_by("action_id")
    assert (one.text, one.delivery, one.via) == ("Published on the web site.", "in-progress", "link")
    assert (two.no_change, two.confidence, two.text) == (True, "at-risk", "")
    assert one.by_name == "Partnership Manager (by mailed link)" and one.by_id_text == ""
    event = Event.objects.order_by("-number").first()
    assert event.command == "notices.answer_link" and event.actor_id == ""
    assert "by a mailed link" in str(event.entries) and event.actor_name.endswith("(by mailed link)")
    assert client.get(address(link)).status_code == 410
    assert verify().is_whole


def test_what_is_left_empty_stays_due(client, link, actions, today):
    response = send(client, link, **{f"{actions[0].pk}_text": "Published."})
    page = client.get(response["Location"]).content.decode()
    assert "Still due" in page and actions[1].label in page
    assert "stays due" in client.get(address(a_link(link.person, today))).content.decode()
    assert Update.objects.count() == 1
    assert [
        one.action for one in queries.asking_page(a_user(cast.PROGRAMME_OFFICE), today).owing[0][0].asked
    ] == [actions[1]]


def test_nothing_said_is_asked_for_again(client, link):
    response = send(client, link)
    assert response.status_code == 422 and "Say something of at least one action" in response.content.decode()
    assert client.get(address(link)).status_code == 200


def test_a_mistake_keeps_every_word(client, link, actions):
    first, second = actions
    response = send(
        client, link,
        **{f"{first.pk}_text": "Published on the web site.", f"{second.pk}_delivery": "in-progress",
           f"{first.pk}_forecast-day": "31", f"{first.pk}_forecast-month": "2", f"{first.pk}_forecast-year": "2027"},
    )  # fmt: skip
    page = response.content.decode()
    assert response.status_code == 422 and not Update.objects.exists()
    assert "Published on the web site." in page and "must be a real date" in page
    assert f"{second.label}: say what has been done" in page
    assert link.state(timezone.now()) == "out"


def test_the_words_of_last_time_are_asked_about_and_then_taken(client, link, actions, today):
    action = actions[0]
    Update.objects.create(
        action=action, on=today - timedelta(days=60), by_name="x", text="Terms are being agreed."
    )
    Update.objects.update(at=timezone.now() - timedelta(days=60))
    words = {f"{action.pk}_text": " terms are being  agreed. "}
    response = send(client, link, **words)
    page = response.content.decode()
    assert response.status_code == 422 and "these are the words of" in page and "Yes, it is still so" in page
    assert send(client, link, **words, **{f"{action.pk}_still": "on"}).status_code == 302
    assert Update.objects.latest("pk").copied


def test_evidence_comes_with_the_update(client, link, actions):
    action = actions[0]
    file = SimpleUploadedFile("offer.txt", b"The offer, as published")
    assert (
        send(client, link, **{f"{action.pk}_text": "Published.", f"{action.pk}_file": file}).status_code
        == 302
    )
    evidence = ActionEvidence.objects.get(action=action).evidence
    assert evidence.title == "offer.txt" and evidence.added_by is None
    assert evidence.added_by_name.endswith("(by mailed link)")


def test_a_second_sending_gives_the_words_back(client, link, actions):
    send(client, link, **{f"{actions[0].pk}_text": "First."})
    response = send(
        client,
        link,
        **{f"{actions[1].pk}_text": "Long and careful words.", f"{actions[1].pk}_delivery": "done"},
    )
    page = response.content.decode()
    assert response.status_code == 410 and "used already" in page
    assert "Long and careful words." in page and "Delivery: Done" in page and "Nothing was changed" in page
    assert Update.objects.count() == 1


def test_of_two_who_send_at_once_the_later_one_is_refused_under_the_lock(link, actions, today):
    """Both opened the page while the link could be used; the second one comes to the row when the first has gone."""
    now = timezone.now()
    page = queries.link_page(token_of(link.nonce), now=now, today=today)
    said = [Said(actions[0].pk, {"no_change": True})]
    answer_link(by=page.actor, link=page.link, said=said, today=today, now=now)
    with pytest.raises(Refused, match="was used on") as refused:
        answer_link(by=page.actor, link=page.link, said=said, today=today, now=now)
    assert refused.value.rule == "notices.link-used"
    assert Update.objects.count() == 1


@pytest.mark.parametrize("altered", ["x", "A" * 43, "../../", "%00", "é" * 20])
def test_an_altered_link_is_as_if_it_never_was(client, link, altered):
    token = token_of(link.nonce)
    bodies = set()
    for wrong in (altered.replace("/", ""), token[:-1], token + "x", token.swapcase()):
        response = client.get(f"/by-link/{wrong}/")
        assert response.status_code == 404
        bodies.add(response.content.decode())
    assert len(bodies) == 1, "the same words whatever was altered"
    assert client.post(f"/by-link/{token[:-1]}/", {}).status_code == 404


def test_many_wrong_links_are_too_many(client, link):
    codes = [client.get("/by-link/nothing/").status_code for _ in range(25)]
    assert codes[:20] == [404] * 20 and codes[-1] == 429
    assert client.get(address(link)).status_code == 200, "who has a link is not shut out"


def test_too_many_sendings(client, link):
    codes = [send(client, link).status_code for _ in range(32)]
    assert codes[:30] == [422] * 30 and codes[-1] == 429


def test_a_late_link(client, link, actions):
    UpdateLink.objects.update(
        made_at=timezone.now() - timedelta(days=15), expires_at=timezone.now() - timedelta(days=1)
    )
    assert client.get(address(link)).status_code == 410
    response = send(client, link, **{f"{actions[0].pk}_text": "Too late words"})
    page = response.content.decode()
    assert (
        response.status_code == 410
        and "too old" in page
        and "Too late words" in page
        and not Update.objects.exists()
    )


def test_a_withdrawn_link_says_why_and_its_mail_does_not_leave(client, link, actions):
    with pytest.raises(Refused, match="Say why"):
        withdraw_link(by=SYSTEM, link=link, reason=" ")
    withdraw_link(by=SYSTEM, link=link, reason="Sent to the wrong person")
    outbox_sending.send_waiting()
    assert not mail.outbox and Message.objects.get(pk=link.message_id).state == "withdrawn"
    page = client.get(address(link))
    assert page.status_code == 410 and "Sent to the wrong person" in page.content.decode()
    with pytest.raises(Refused, match="withdrawn already"):
        withdraw_link(by=SYSTEM, link=link, reason="Again")


def test_a_new_link_ends_the_old_one(client, link, today):
    new = send_link_anew(by=SYSTEM, link=link, today=today)
    assert client.get(address(link)).status_code == 410
    assert client.get(address(new)).status_code == 200


def test_somebody_who_left_their_post(client, link, partner, actions, today):
    leave_post(by=SYSTEM, holding=partner, until=today - timedelta(days=1))
    response = send(client, link, **{f"{actions[0].pk}_text": "Words"})
    assert response.status_code == 410 and "with somebody else now" in response.content.decode()
    assert not Update.objects.exists()


def test_an_action_that_went_to_another_post(client, link, plan, actions, today):
    other = a_post("Head of Health")
    move = ActionEdit(actions[0].pk, values={}, owners=(OwnerDraft(post_id=other.pk),), reason="It moved")
    edit_action(by=SYSTEM, plan=plan, edit=move, today=today)
    page = client.get(address(link)).content.decode()
    assert "not with one of your posts any more" in page and actions[1].title in page
    now = timezone.now()
    found = queries.link_page(token_of(link.nonce), now=now, today=today)
    with pytest.raises(Refused, match="not asked of you any more"):
        answer_link(
            by=found.actor, link=link, said=[Said(actions[0].pk, {"no_change": True})], today=today, now=now
        )
    with pytest.raises(NotPermitted):
        record_update(by=found.actor, action=actions[0], today=today, no_change=True)
    assert found.actor.may("plans.update_action", actions[1]) and found.actor.may("evidence.add", actions[1])
    for right in ("plans.edit_plan", "plans.see", "plans.verify_action", "notices.manage"):
        assert not found.actor.may(right, actions[1]) and not found.actor.may(right)
    assert not found.actor.may("plans.update_action")
    assert not found.actor.may(
        "plans.update_action", an_owed_action(plan, someone_in_post("Other", "Another"), today=today)
    )


def test_when_all_was_said_meanwhile_nothing_is_asked(client, link, actions, today):
    for action in actions:
        record_update(by=SYSTEM, action=Action.objects.get(pk=action.pk), today=today, no_change=True)
    response = client.get(address(link))
    assert response.status_code == 410 and "an update was given on" in response.content.decode()


def test_one_refusal_undoes_the_whole(client, link, actions, today, monkeypatch):
    """The second of two updates is refused by a rule of plans: the first is not kept either."""
    from sightline.domain.plans import rules

    check = rules.check_update

    def refuse(**given):
        if given["text"] == "refuse me":
            raise Refused("This cannot be said.", rule="x", field="text")
        check(**given)

    monkeypatch.setattr(rules, "check_update", refuse)
    first, second = sorted(actions, key=lambda action: action.pk)
    response = send(client, link, **{f"{first.pk}_text": "Fine words", f"{second.pk}_text": "refuse me"})
    page = response.content.decode()
    assert response.status_code == 422 and f"{second.label}: This cannot be said." in page
    assert "Fine words" in page and "refuse me" in page and not Update.objects.exists()
    assert UpdateLink.objects.get().spent_at is None


def test_who_is_signed_in_acts_as_the_link_says(client, link, actions):
    client.force_login(a_user(cast.ADMINISTRATOR))
    assert "Sign out" not in client.get(address(link)).content.decode()
    send(client, link, **{f"{actions[0].pk}_text": "Words"})
    assert Update.objects.get().by_name == "Partnership Manager (by mailed link)"


def test_people_who_cannot_be_asked_are_named(plan, partner, actions, today):
    silent = someone_in_post("Silent Partner", "Health Lead", email="")
    an_owed_action(plan, silent, today=today)
    links, not_sent = ask_for_updates(by=SYSTEM, people=[partner.person_id, silent.person_id], today=today)
    assert len(links) == 1 and not_sent == ["Silent Partner has no e-mail address."]
    with pytest.raises(Refused, match="Silent Partner has no"):
        ask_for_updates(by=SYSTEM, people=[silent.person_id], today=today)
    with pytest.raises(NotPermitted):
        ask_for_updates(by=a_user(cast.OWNER), people=[partner.person_id], today=today)


@pytest.mark.parametrize("number", [2, 20])
def test_the_page_takes_the_same_statements_however_many_actions(
    client, plan, partner, today, statements, number
):
    for _ in range(number):
        an_owed_action(plan, partner, today=today)
    link = a_link(partner.person, today)
    with statements(8):
        assert client.get(address(link)).status_code == 200


def test_a_file_is_not_read_twice(link, actions, today):
    now = timezone.now()
    page = queries.link_page(token_of(link.nonce), now=now, today=today)
    evidence = {"stream": BytesIO(b"words"), "name": "a.txt", "title": "A"}
    said = [Said(actions[0].pk, {"text": "Done"}, evidence=evidence)]
    answer_link(by=page.actor, link=link, said=said, today=today, now=now)
    assert ActionEvidence.objects.count() == 1


def test_each_mistake_names_its_action(client, link, actions):
    wrong = {f"{actions[0].pk}_delivery": "bogus", f"{actions[1].pk}_text": "x" * 20_001}
    said = send(client, link, **wrong).content.decode()
    assert f"{actions[0].label}: Choose one of the answers shown" in said
    assert f"{actions[1].label}: “What has been done since?” must be 20,000 characters" in said


def test_sending_one_update_takes_few_statements(client, link, actions, statements):
    """One more than other pages that save: what is asked is read once for the form and again under the lock of the link, because
    who answers for an action may have changed in between. PostgreSQL is told besides whose changes these are."""
    with statements(16 if connection.vendor == "sqlite" else 17):
        assert send(client, link, **{f"{actions[0].pk}_no_change": "on"}).status_code == 302

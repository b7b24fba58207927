"""Posts, people and bodies through their commands and queries."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from sightline.domain.governance import commands, queries
from sightline.domain.governance.models import Body, Council, Post
from sightline.ground.audit.models import Event
from sightline.ground.lib.errors import NotFound, NotPermitted, Refused
from tests import cast
from tests.factories import (
    SYSTEM,
    TODAY,
    a_body,
    a_council,
    a_holding,
    a_person,
    a_post,
    a_user,
)

pytestmark = pytest.mark.django_db


def test_the_council_is_one_and_has_a_name_before_it_is_described():
    assert queries.council().name == "Your council" and not Council.objects.exists()
    a_council(front_note="We were inspected in 2023.")
    a_council(colour_main="#5c1049")
    council = queries.council()
    assert (council.name, council.colour_main, council.fictional) == (cast.COUNCIL, "#5c1049", True)
    assert council.front_note == "We were inspected in 2023."
    with pytest.raises(IntegrityError), transaction.atomic():
        Council.objects.create(pk=2, name="Another", short_name="Another")


@pytest.mark.parametrize("changes", [{"name": " "}, {"colour_accent": "#ffffff"}, {"short_name": "x" * 101}])
def test_a_council_described_badly_is_refused_and_stays(changes):
    a_council()
    with pytest.raises(Refused) as refused:
        commands.edit_council(by=SYSTEM, **changes)
    assert refused.value.field == next(iter(changes))
    assert queries.council().name == cast.COUNCIL and queries.council().colour_accent != "#ffffff"


def test_only_who_may_changes_settings():
    with pytest.raises(NotPermitted):
        commands.edit_council(by=a_user(cast.PROGRAMME_OFFICE), name="Ours", short_name="Ours")
    assert not Council.objects.exists()


def test_two_posts_of_one_title_are_told_apart_by_team():
    a_post("Head of Service", team="Front Door")
    a_post("Head of Service", team="Care Leavers")
    with pytest.raises(Refused, match="already a post") as refused:
        a_post("head of service", team="front door")
    assert refused.value.field == "title" and Post.objects.count() == 2


def test_a_renamed_post_is_still_found_in_older_papers():
    post = a_post("Head of Safeguarding")
    commands.rename_post(
        by=SYSTEM, post=post, title="Head of Practice", team="", reason="Restructure", today=TODAY
    )
    (known,) = queries.known_posts(SYSTEM, today=TODAY)
    assert known.name == "Head of Practice" and known.former == ("Head of Safeguarding",)
    with pytest.raises(Refused, match="already has that title"):
        commands.rename_post(by=SYSTEM, post=post, title="Head of Practice", team="", reason="x", today=TODAY)


def test_renaming_needs_a_reason_and_changes_nothing_without_one():
    post = a_post("Head of Safeguarding")
    with pytest.raises(Refused) as refused:
        commands.rename_post(by=SYSTEM, post=post, title="Other", team="", reason=" ", today=TODAY)
    post.refresh_from_db()
    assert refused.value.field == "reason" and post.title == "Head of Safeguarding"
    assert not post.former_names.exists()


def test_a_refused_rename_leaves_no_former_name():
    a_post("Head of Practice")
    post = a_post("Head of Safeguarding")
    with pytest.raises(Refused):
        commands.rename_post(
            by=SYSTEM, post=post, title="Head of Practice", team="", reason="Restructure", today=TODAY
        )
    assert not post.former_names.exists()


def test_who_holds_a_post_is_kept_by_dates():
    first = a_holding(cast.DIRECTOR, since=date(2020, 4, 1))
    commands.leave_post(by=SYSTEM, holding=first, until=date(2024, 3, 31))
    a_holding(cast.ADVISER, post=first.post, since=date(2024, 4, 1))
    post = queries.post_for(SYSTEM, first.post_id)
    assert [person.name for person in post.holders(date(2024, 3, 31))] == [cast.DIRECTOR.name]
    assert [person.name for person in post.holders(date(2024, 4, 1))] == [cast.ADVISER.name]
    assert post.holders(date(2019, 1, 1)) == []


def test_ending_a_post_ends_who_holds_it():
    holding = a_holding(cast.OWNER, since=date(2022, 1, 10))
    commands.end_post(by=SYSTEM, post=holding.post, until=date(2024, 5, 31), reason="Merged")
    holding.refresh_from_db()
    assert holding.until == date(2024, 5, 31)
    with pytest.raises(Refused, match="already ended"):
        commands.end_post(by=SYSTEM, post=holding.post, until=TODAY, reason="Again")
    with pytest.raises(Refused, match="cannot be taken up"):
        commands.hold_post(by=SYSTEM, person=a_person(), post=holding.post)


def test_a_post_does_not_end_before_its_holder_took_it_up():
    holding = a_holding(cast.OWNER, since=date(2022, 1, 10))
    with pytest.raises(Refused, match="cannot end before"):
        commands.end_post(by=SYSTEM, post=holding.post, until=date(2021, 1, 1), reason="Merged")
    assert queries.post_for(SYSTEM, holding.post_id).until is None


def test_one_post_is_not_taken_up_twice_by_one_person():
    holding = a_holding(cast.OWNER)
    with pytest.raises(Refused, match="already holds"):
        commands.hold_post(by=SYSTEM, person=holding.person, post=holding.post)


def test_an_account_belongs_to_one_person():
    user = a_user(cast.OWNER)
    a_person(cast.OWNER.name, user=user)
    other = a_person("Somebody Else")
    with pytest.raises(Refused, match="already belongs"):
        a_person("A Third", user=user)
    with pytest.raises(Refused, match="already belongs"):
        commands.edit_person(by=SYSTEM, person=other, name="Somebody Else", user=user)


def test_a_users_own_posts_are_found_by_day():
    user = a_user(cast.OWNER)
    holding = a_holding(cast.OWNER, since=date(2022, 1, 10))
    assert list(queries.posts_of(user, on=TODAY)) == [holding.post]
    assert list(queries.posts_of(user, on=date(2021, 1, 1))) == []


def test_a_body_ends_with_its_successor_named():
    old, new = a_body("Getting to Good Board"), a_body("Quarterly Review")
    commands.end_body(by=SYSTEM, body=old, until=date(2023, 12, 31), reason="Step-down", successor=new)
    old = queries.body_for(SYSTEM, old.pk)
    assert old.successor == new and old.ended(TODAY) and not old.ended(date(2023, 12, 31))
    assert list(queries.bodies(SYSTEM, on=TODAY)) == [new]
    with pytest.raises(Refused, match="own successor"):
        commands.end_body(by=SYSTEM, body=new, until=TODAY, reason="Back", successor=old)


def test_a_name_is_free_again_when_its_body_has_ended():
    old = a_body("Improvement Board")
    with pytest.raises(Refused, match="already a body"):
        a_body("improvement board")
    commands.end_body(by=SYSTEM, body=old, until=date(2023, 12, 31), reason="Step-down")
    assert a_body("Improvement Board").pk != old.pk


def test_a_renamed_body_is_searched_by_both_names():
    body = a_body("Improvement Board", short_name="IB")
    commands.rename_body(
        by=SYSTEM, body=body, name="Getting to Good Board", short_name="", reason="New terms", today=TODAY
    )
    assert list(queries.bodies(SYSTEM, text="improvement")) == [body]
    assert list(queries.bodies(SYSTEM, text="good board")) == [body]
    assert queries.known_bodies(SYSTEM, today=TODAY)[0].former == ("Improvement Board",)


def test_the_database_refuses_what_the_rules_refuse():
    body = a_body()
    for wrong in (
        {"kind": "club"},
        {"successor": body},
        {"since": date(2024, 1, 2), "until": date(2024, 1, 1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Body.objects.filter(pk=body.pk).update(**wrong)


@pytest.mark.parametrize("name", ["", "x" * 201, "Board\x00"])
def test_a_name_that_cannot_be_kept_is_refused_in_words(name):
    with pytest.raises(Refused) as refused:
        commands.add_body(by=SYSTEM, name=name, kind="board")
    assert refused.value.field == "name" and "Nothing was changed" in refused.value.sentence


def test_who_sees_which_bodies():
    seen, unseen = a_body(), a_body()
    member = a_user(cast.BOARD_MEMBER, over=seen)
    assert list(queries.bodies(member)) == [seen]
    assert queries.body_for(member, seen.pk) == seen
    for user in (member, a_user(cast.STRANGER), AnonymousUser()):
        with pytest.raises(NotFound):
            queries.body_for(user, unseen.pk)
    assert set(queries.bodies(a_user(cast.READER))) == {seen, unseen}
    assert not queries.posts(member).exists() and not queries.people(member).exists()


def test_who_may_change_a_body():
    body = a_body()
    with pytest.raises(NotPermitted):
        commands.rename_body(
            by=a_user(cast.READER), body=body, name="Other", short_name="", reason="Wish", today=TODAY
        )
    commands.edit_body(
        by=a_user(cast.PROGRAMME_OFFICE), body=body, kind="panel", purpose="Audits", since=None
    )
    body.refresh_from_db()
    assert (body.kind, body.purpose) == ("panel", "Audits")


def test_every_command_is_one_event():
    body = a_body()
    before = Event.objects.count()
    commands.rename_body(by=SYSTEM, body=body, name="Other", short_name="", reason="Wish", today=TODAY)
    assert Event.objects.count() == before + 1


def test_lists_ask_the_database_a_fixed_number_of_times(statements):
    for _ in range(3):
        a_holding(cast.OWNER, post=a_post())
        a_body()
    with statements(3):
        for post in queries.posts(SYSTEM):
            post.holders(TODAY)
    with statements(3):
        [body.successor for body in queries.bodies(SYSTEM)]

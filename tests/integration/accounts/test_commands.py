import threading

import pytest
from django.db import OperationalError, connection

from sightline.ground.accounts import commands, queries
from sightline.ground.accounts.models import Grant, User
from sightline.ground.audit.actors import System
from sightline.ground.audit.models import Event
from sightline.ground.lib.errors import NotFound, NotPermitted, Refused

from .people import PASSWORD, person

pytestmark = pytest.mark.django_db


class Thing:
    def __init__(self, *scopes):
        self._scopes = list(scopes)

    def scopes(self):
        return self._scopes


def everything_recorded():
    return " ".join(f"{event.__dict__}" for event in Event.objects.all())


def test_an_account_is_made_with_its_address_in_lower_case(administrator):
    user = commands.create_user(by=administrator, email=" New@Example.ORG ", name=" New   Person ")
    assert (user.email, user.name, user.is_active) == ("new@example.org", "New Person", True)
    assert not user.has_usable_password()


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"email": "nobody"}, "email", "right form"),
        ({"email": "ADMIN@example.org"}, "email", "already has"),
        ({"name": "  "}, "name", "Enter the name"),
        ({"password": "short"}, "password", "12 characters"),
        ({"password": "password123456"}, "password", "common"),
        ({"password": "wilhelmina.example"}, "password", "similar"),
    ],
)
def test_what_is_refused_for_a_new_account(administrator, changes, field, words):
    good = {"email": "wilhelmina.example@example.org", "name": "Wilhelmina", "password": PASSWORD}
    with pytest.raises(Refused, match=words) as refusal:
        commands.create_user(by=administrator, **good | changes)
    assert refusal.value.field == field
    assert User.objects.count() == 1


def test_no_event_holds_a_password(administrator):
    user = commands.create_user(by=administrator, email="a@example.org", name="A", password=PASSWORD)
    commands.set_password(by=administrator, user=user, password="another good long one")
    commands.change_own_password(by=user, user=user, password="the third good long one")
    recorded = everything_recorded()
    assert "password set for user" in recorded and "password changed by its owner" in recorded
    user.refresh_from_db()
    for secret in (PASSWORD, "another good long one", "the third good long one", user.password):
        assert secret not in recorded
    assert user.check_password("the third good long one")


def test_only_its_owner_changes_their_own_password(administrator, reader):
    with pytest.raises(NotPermitted):
        commands.change_own_password(by=administrator, user=reader, password="a good long password")


def test_only_an_administrator_manages_users(reader, administrator):
    for write, what in [
        (commands.create_user, {"email": "x@example.org", "name": "X"}),
        (commands.change_user, {"user": administrator, "email": "x@example.org", "name": "X"}),
        (commands.set_password, {"user": administrator, "password": PASSWORD}),
        (commands.deactivate_user, {"user": administrator}),
        (commands.give_grant, {"user": reader, "role": "administrator"}),
        (commands.take_back_grant, {"grant": administrator.grants.get()}),
        (commands.lift_lockout, {"address": "x@example.org"}),
    ]:
        with pytest.raises(NotPermitted):
            write(by=reader, **what)


def test_changing_an_account(administrator, reader):
    commands.change_user(by=administrator, user=reader, email="Other@example.org", name="Other")
    reader.refresh_from_db()
    assert (reader.email, reader.name) == ("other@example.org", "Other")
    with pytest.raises(Refused, match="Nothing was changed"):
        commands.change_user(by=administrator, user=reader, email="other@example.org", name="Other")


def test_the_last_administrator_stays(administrator, reader):
    with pytest.raises(Refused, match="only administrator") as refusal:
        commands.deactivate_user(by=administrator, user=administrator)
    assert refusal.value.rule == "accounts.one-administrator-stays"
    with pytest.raises(Refused, match="only administrator"):
        commands.take_back_grant(by=administrator, grant=administrator.grants.get())
    commands.give_grant(by=administrator, user=reader, role="administrator", kind="plan", thing_id=1)
    with pytest.raises(Refused, match="only administrator"):
        commands.deactivate_user(by=administrator, user=administrator)
    commands.give_grant(by=administrator, user=reader, role="administrator")
    commands.deactivate_user(by=System(), user=administrator)
    with pytest.raises(Refused, match="only administrator"):
        commands.deactivate_user(by=reader, user=reader)
    assert list(queries.administrators()) == [reader]


def test_access_ends_and_comes_back(administrator, reader):
    assert reader.may("plans.see")
    commands.deactivate_user(by=administrator, user=reader)
    assert not reader.may("plans.see") and not reader.may_anywhere("plans.see")
    assert queries.may_sign_in("READER@example.org") is None
    with pytest.raises(Refused):
        commands.deactivate_user(by=administrator, user=reader)
    commands.reactivate_user(by=administrator, user=reader)
    assert reader.may("plans.see") and queries.may_sign_in("READER@example.org") == reader
    with pytest.raises(Refused):
        commands.reactivate_user(by=administrator, user=reader)


def test_a_role_over_one_thing_reaches_what_lies_within_it_and_nothing_else(administrator):
    owner = person("owner@example.org")
    action = Thing(("action", 7), ("plan", 3), ("body", 9))
    assert not owner.may("plans.update_action", action)
    grant = commands.give_grant(by=administrator, user=owner, role="action-owner", kind="plan", thing_id=3)
    assert owner.may("plans.update_action", action)
    assert not owner.may("plans.update_action", Thing(("action", 7), ("plan", 4)))
    assert not owner.may("plans.update_action") and owner.may_anywhere("plans.update_action")
    assert not owner.may("plans.edit_plan", action)
    assert list(queries.granted(owner, "plans.see", "plan")) == [3]
    assert list(queries.granted(owner, "plans.see", "body")) == []
    assert not queries.everything(owner, "plans.see")
    commands.take_back_grant(by=administrator, grant=grant)
    assert not owner.may("plans.update_action", action)
    assert list(queries.granted(owner, "plans.see", "plan")) == []


def test_granted_is_a_subquery_not_a_list(reader, django_assert_num_queries):
    with django_assert_num_queries(1):
        list(Grant.objects.filter(thing_id__in=queries.granted(reader, "plans.see", "plan")))


def test_what_a_grant_may_be(administrator, reader):
    for bad in (
        {"role": "emperor"},
        {"role": "reader", "kind": "plan"},
        {"role": "reader", "thing_id": 1},
        {"role": "reader"},
    ):
        with pytest.raises(Refused):
            commands.give_grant(by=administrator, user=reader, **bad)


def test_rights_cost_one_query_a_request(reader, django_assert_num_queries):
    user = User.objects.get(pk=reader.pk)
    with django_assert_num_queries(1):
        assert user.may("plans.see") and not user.may("plans.edit_plan", Thing(("plan", 1)))
        assert user.may_anywhere("inspections.see") and not user.may("accounts.manage")


def test_nobody_signed_in_holds_nothing():
    from django.contrib.auth.models import AnonymousUser

    assert not queries.everything(AnonymousUser(), "plans.see")
    assert list(queries.granted(AnonymousUser(), "plans.see", "plan")) == []
    with pytest.raises(NotFound):
        queries.users_list(AnonymousUser())
    assert queries.everything(System(), "plans.see")


def test_lists_of_users(administrator, reader):
    assert list(queries.users_list(administrator)) == [administrator, reader]
    assert list(queries.users_list(administrator, text="POLICY")) == [reader]
    assert list(queries.users_list(administrator, active=False)) == []
    assert queries.user_for(administrator, reader.pk) == reader
    with pytest.raises(NotFound):
        queries.user_for(administrator, 0)
    with pytest.raises(NotFound):
        queries.user_for(reader, reader.pk)


def test_a_job_acts_for_who_asked(administrator, reader):
    assert queries.acting(None) == System()
    assert queries.acting(reader.pk) == reader
    commands.deactivate_user(by=administrator, user=reader)
    for gone in (reader.pk, 99999):
        with pytest.raises(Refused, match="may not sign in any more"):
            queries.acting(gone)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_remove_each_other_at_the_same_moment():
    people = [person(f"admin{number}@example.org", "administrator") for number in (1, 2)]
    ready, answers = threading.Barrier(2), []

    def remove(other):
        try:
            ready.wait()
            commands.take_back_grant(by=System(), grant=other.grants.get())
            answers.append("removed")
        except (Refused, OperationalError) as refusal:
            answers.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=remove, args=[each]) for each in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert queries.administrators().count() == 1, answers

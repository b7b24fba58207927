"""The pages of users: they work for an administrator, and for nobody else."""

import pytest

from sightline.ground.accounts.commands import give_grant
from sightline.ground.accounts.models import Grant, User
from sightline.ground.audit.actors import System

from .people import PASSWORD

pytestmark = pytest.mark.django_db

READ = ["", "add/", "{n}/", "{n}/change/", "{n}/password/", "{n}/roles/give/", "{n}/deactivate/"]
WRITE_ONLY = ["lock-outs/lift/", "{n}/roles/{g}/take-back/", "{n}/reactivate/"]


@pytest.fixture
def office(client, administrator):
    client.force_login(administrator)
    return client


def address(path, user):
    return "/users/" + path.format(n=user.pk, g=user.grants.get().pk)


@pytest.mark.parametrize("path", READ)
def test_a_page_is_there_for_an_administrator(office, reader, path):
    assert office.get(address(path, reader)).status_code == 200


@pytest.mark.parametrize("path", READ + WRITE_ONLY)
def test_a_stranger_is_sent_to_sign_in(client, reader, path):
    ask = client.post if path in WRITE_ONLY else client.get
    response = ask(address(path, reader))
    assert response.status_code == 302 and response["Location"].startswith("/account/sign-in/?next=/users/")


@pytest.mark.parametrize("path", READ + WRITE_ONLY)
def test_for_others_there_is_no_such_page(client, reader, path):
    client.force_login(reader)
    ask = client.post if path in WRITE_ONLY else client.get
    assert ask(address(path, reader)).status_code == 404


@pytest.mark.parametrize("path", [path for path in READ + WRITE_ONLY if "{n}" in path])
def test_a_user_who_is_not_there(office, reader, path):
    ask = office.post if path in WRITE_ONLY else office.get
    assert ask("/users/" + path.format(n=99999, g=1)).status_code == 404


@pytest.mark.parametrize("path", WRITE_ONLY)
def test_what_only_writes_refuses_to_be_read(office, reader, path):
    assert office.get(address(path, reader)).status_code == 405


def test_the_list_finds_and_filters(office, reader):
    page = office.get("/users/", {"text": "policy", "show": "active"}).content.decode()
    assert "Policy Reader" in page and "admin@example.org" not in page
    assert "No user is like that" in office.get("/users/", {"text": "zzz"}).content.decode()


def test_a_long_list_takes_a_steady_number_of_statements(office, statements):
    for number in range(60):
        user = User.objects.create(email=f"u{number}@example.org", name=f"U {number}")
        give_grant(by=System(), user=user, role="reader")
    with statements(12):
        page = office.get("/users/?page=2").content.decode()
    assert "51 to 61 of 61 users" in page


def test_filters_in_force_are_named_and_can_be_taken_away(office, reader):
    page = office.get("/users/", {"text": "policy", "show": "inactive"}).content.decode()
    assert "2 in force" in page and "May not sign in" in page and 'href="?show=inactive"' in page
    assert office.get("/users/", {"show": "nonsense"}).status_code == 200


def test_everybody_has_an_account_page(client, reader):
    assert client.get("/account/")["Location"].startswith("/account/sign-in/")
    client.force_login(reader)
    page = client.get("/account/").content.decode()
    assert "reader@example.org" in page and "Reader: Everything" in page and "See plans" in page
    reader.grants.all().delete()
    assert "You have no role yet" in client.get("/account/").content.decode()


def test_a_user_is_added_with_a_role(office):
    form = {"name": "New Person", "email": "new@example.org", "password": "", "role": "programme-office"}
    page = office.post("/users/add/", form, follow=True).content.decode()
    assert "New Person was added." in page and "Programme office" in page
    user = User.objects.get(email="new@example.org")
    assert not user.has_usable_password() and user.may("plans.edit_plan")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"email": "reader@example.org"}, "already has the address"),
        ({"email": "x"}, "e-mail address in the correct format"),
        ({"name": ""}, "Enter the person’s name"),
        ({"password": "short"}, "at least 12 characters"),
        ({"role": "emperor"}, "Choose one of the answers shown"),
    ],
)
def test_a_user_is_not_added_with_something_wrong(office, reader, wrong, words):
    form = {"name": "New", "email": "new@example.org", "password": PASSWORD, "role": ""}
    response = office.post("/users/add/", form | wrong)
    page = response.content.decode()
    assert response.status_code == 422 and "There is a problem" in page and words in page
    assert PASSWORD not in page
    assert User.objects.count() == 2


def test_a_user_is_changed(office, reader):
    form = {"name": "Policy Other", "email": "policy@example.org"}
    page = office.post(f"/users/{reader.pk}/change/", form, follow=True).content.decode()
    assert "The changes were saved." in page and "policy@example.org" in page
    same = office.post(f"/users/{reader.pk}/change/", form)
    assert same.status_code == 422 and "Nothing was changed" in same.content.decode()


def test_a_password_is_set(office, reader):
    weak = office.post(f"/users/{reader.pk}/password/", {"password": "policy reader example"})
    assert weak.status_code in (200, 302, 422)
    good = office.post(f"/users/{reader.pk}/password/", {"password": "purple monday harbour"}, follow=True)
    assert "has a new password" in good.content.decode()
    reader.refresh_from_db()
    assert reader.check_password("purple monday harbour")


def test_roles_are_given_and_taken_back(office, reader):
    over = {"role": "chair", "over": "everything"}
    page = office.post(f"/users/{reader.pk}/roles/give/", over, follow=True).content.decode()
    assert "The role was given." in page and "Chair" in page
    again = office.post(f"/users/{reader.pk}/roles/give/", over)
    assert again.status_code == 422 and "already has this role" in again.content.decode()
    for bad in ("plan:99999", "", "person:1", "plan:x"):
        assert (
            office.post(f"/users/{reader.pk}/roles/give/", {"role": "chair", "over": bad}).status_code == 422
        )
    grant = Grant.objects.get(user=reader, role="chair")
    page = office.post(f"/users/{reader.pk}/roles/{grant.pk}/take-back/", follow=True).content.decode()
    assert "The role was taken back." in page
    assert office.post(f"/users/{reader.pk}/roles/{grant.pk}/take-back/").status_code == 404


def test_another_users_role_is_not_taken_through_this_user(office, administrator, reader):
    theirs = administrator.grants.get().pk
    assert office.post(f"/users/{reader.pk}/roles/{theirs}/take-back/").status_code == 404
    assert administrator.grants.exists()


def test_a_role_over_a_thing_that_is_gone_is_still_shown(office, reader):
    give_grant(by=System(), user=reader, role="chair", kind="body", thing_id=4711)
    assert "Body 4711" in office.get(f"/users/{reader.pk}/").content.decode()


def test_access_is_ended_and_given_back(office, reader):
    page = office.post(f"/users/{reader.pk}/deactivate/", follow=True).content.decode()
    assert "can no longer sign in" in page and "Let sign in again" in page
    page = office.post(f"/users/{reader.pk}/reactivate/", follow=True).content.decode()
    assert "can sign in again" in page


def test_the_last_administrator_is_told_why_not(office, administrator):
    page = office.post(f"/users/{administrator.pk}/deactivate/", follow=True).content.decode()
    assert "only administrator who can sign in" in page
    grant = administrator.grants.get().pk
    page = office.post(f"/users/{administrator.pk}/roles/{grant}/take-back/", follow=True).content.decode()
    assert "only administrator who can sign in" in page
    assert User.objects.get(pk=administrator.pk).may("accounts.manage")

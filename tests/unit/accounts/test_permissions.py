from sightline.ground.accounts.permissions import PERMISSIONS, ROLES, roles_with


def test_every_role_names_known_permissions():
    for title, names in ROLES.values():
        assert title and names <= set(PERMISSIONS)
    for permission in PERMISSIONS:
        assert "administrator" in roles_with(permission)


def test_only_an_administrator_manages_users():
    assert roles_with("accounts.manage") == ["administrator"]


def test_no_role_holds_a_permission_that_nobody_knows():
    assert roles_with("plans.invented") == []

"""The forms of signing in (allauth's rules, our fields and words) and of managing users."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter

from sightline.ground.accounts.permissions import ROLES
from sightline.ground.ui.forms import EmailField, GovukForm, PasswordField, Select, TextField

RULES_IN_WORDS = (
    "At least 12 characters. Three or four words that have nothing to do with each other are easy to remember. "
    "Do not use your name, your e-mail address or a password that you use elsewhere."
)


class NewPasswordField(PasswordField):
    """A password to be: checked against the rules, and against its owner's name and address (`user`)."""

    user: Any = None

    def __init__(self, label: str, **kwargs: Any) -> None:
        kwargs.setdefault("hint", RULES_IN_WORDS)
        super().__init__(label, autocomplete="new-password", **kwargs)

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        return get_adapter().clean_password(value, user=self.user) if value else value


class SignIn(GovukForm, allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = EmailField("E-mail address", missing="Enter your e-mail address")
        self.fields["password"] = PasswordField("Password", missing="Enter your password")
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        return str(self.cleaned_data["login"]).strip().lower()


class ChangePassword(GovukForm, allauth_forms.ChangePasswordForm):
    oldpassword = PasswordField("Your password now", missing="Enter your password now")
    password1 = NewPasswordField("New password", missing="Enter a new password")
    password2 = None


class ForgottenPassword(GovukForm, allauth_forms.ResetPasswordForm):
    email = EmailField("E-mail address", missing="Enter your e-mail address")

    def clean_email(self) -> str:
        self.cleaned_data["email"] = str(self.cleaned_data["email"]).strip().lower()
        return super().clean_email()


class NewPassword(GovukForm, allauth_forms.ResetPasswordKeyForm):
    password1 = NewPasswordField("New password", missing="Enter a new password")
    password2 = None


class Reauthenticate(GovukForm, allauth_forms.ReauthenticateForm):
    password = PasswordField("Password", missing="Enter your password")


class UserDetails(GovukForm):
    """Name and address of an account."""

    name = TextField("Name shown to others", width=30, max_length=200, missing="Enter the person’s name")
    email = EmailField("E-mail address", hint="They sign in with it.", missing="Enter an e-mail address")


class NewUser(UserDetails):
    password = NewPasswordField(
        "Password (optional)",
        optional=True,
        hint="Leave it empty and the person chooses one with “I have forgotten my password” on the sign-in page. "
        + RULES_IN_WORDS,
    )
    role = Select(
        "Role",
        optional=True,
        empty="No role yet",
        choices=lambda: [(role, title) for role, (title, _) in ROLES.items()],
        hint="Over everything. You can add roles over one plan or body afterwards.",
    )


class SetPassword(GovukForm):
    password = NewPasswordField("New password", missing="Enter a new password")


class GiveRole(GovukForm):
    """A role and what it is over. `over` is "everything" or "kind:id", as `views.over_choices` lists them."""

    role = Select(
        "Role",
        choices=lambda: [(role, title) for role, (title, _) in ROLES.items()],
        missing="Choose a role",
    )
    over = Select("Over", empty="Choose what it is over", missing="Choose what the role is over")

    def __init__(self, *args: Any, over: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["over"]
        field.options = over

    def scope(self) -> tuple[str, int | None]:
        """The choice as (kind, id)."""
        kind, _, key = self.cleaned_data["over"].partition(":")
        return kind, int(key) if key else None


class UserFilters(GovukForm):
    """What the list of users shows; made with request.GET."""

    text = TextField("Part of a name or e-mail address", width=20, optional=True)
    show = Select(
        "Which users",
        optional=True,
        empty="All users",
        choices=[("active", "May sign in"), ("inactive", "May not sign in")],
    )

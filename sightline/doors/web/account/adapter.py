"""How allauth behaves here: nobody signs up, errors are plain English, and a new password leaves an event."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from sightline.ground.accounts.commands import change_own_password


class ClosedSignUp(DefaultAccountAdapter):
    """Accounts are made by an administrator only. What is said about a failed sign-in never tells who has an account."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is not right",
        "enter_current_password": "That is not your password now",
        "incorrect_password": "That is not your password",
        "too_many_login_attempts": "There were too many failed tries. Wait 5 minutes, then try again",
        "invalid_password_reset": "This link was used before or is too old. Ask for a new one",
        "rate_limited": "There were too many tries. Wait a minute, then try again",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: Any, password: str) -> None:
        change_own_password(by=user, user=user, password=password)

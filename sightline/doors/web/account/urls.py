"""Signing in, under allauth's names so that it finds them, and the pages of users for administrators.

Addresses of a user's own making (sign-up, several addresses) are not here: an administrator makes accounts.
"""

from allauth.account import views as allauth
from django.urls import path, re_path

from . import views

urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/sign-in/", allauth.login, name="account_login"),
    path("account/sign-out/", allauth.logout, name="account_logout"),
    path("account/inactive/", allauth.account_inactive, name="account_inactive"),
    path("account/again/", allauth.reauthenticate, name="account_reauthenticate"),
    path("account/password/", allauth.password_change, name="account_change_password"),
    path("account/password/forgotten/", allauth.password_reset, name="account_reset_password"),
    path("account/password/forgotten/sent/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^account/password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/new/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("users/", views.users, name="users"),
    path("users/add/", views.add_user, name="user-add"),
    path("users/lock-outs/lift/", views.lift_lockout, name="lockout-lift"),
    path("users/<int:number>/", views.user, name="user"),
    path("users/<int:number>/change/", views.change_user, name="user-change"),
    path("users/<int:number>/password/", views.set_password, name="user-password"),
    path("users/<int:number>/roles/give/", views.give_role, name="user-role-give"),
    path("users/<int:number>/roles/<int:grant>/take-back/", views.take_back_role, name="user-role-take-back"),
    path("users/<int:number>/deactivate/", views.deactivate, name="user-deactivate"),
    path("users/<int:number>/reactivate/", views.reactivate, name="user-reactivate"),
]

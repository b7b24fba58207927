"""`sightline user add|grant|password`: accounts from the command line; how the first administrator comes to be."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import TYPE_CHECKING, Any

from sightline.ground.accounts.permissions import ROLES
from sightline.ground.lib.errors import Refused

from .starting import with_django

if TYPE_CHECKING:
    from sightline.ground.audit.actors import Actor

HELP = "Add an account, give a role, set a password"
FROM_STDIN = "read the password from standard input, its first line, instead of asking for it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Accounts, for whoever looks after the server. The first administrator is made here."
    ways = parser.add_subparsers(title="what to do", metavar="WHAT", required=True, dest="what")
    add = ways.add_parser("add", help="add an account")
    add.add_argument("email", metavar="ADDRESS", help="the e-mail address to sign in with")
    add.add_argument("--name", required=True, help="the name that others see")
    add.add_argument(
        "--role", choices=sorted(ROLES), metavar="ROLE", help=f"a role over everything: {', '.join(ROLES)}"
    )
    add.add_argument("--password-stdin", action="store_true", help=FROM_STDIN)
    grant = ways.add_parser("grant", help="give an account a role over everything")
    grant.add_argument("email", metavar="ADDRESS")
    grant.add_argument("role", choices=sorted(ROLES), metavar="ROLE", help=f"one of: {', '.join(ROLES)}")
    password = ways.add_parser("password", help="set an account's password")
    password.add_argument("email", metavar="ADDRESS")
    password.add_argument("--password-stdin", action="store_true", help=FROM_STDIN)


def run(arguments: argparse.Namespace) -> int:
    return with_django(lambda: WAYS[arguments.what](arguments))


def _add(arguments: argparse.Namespace) -> int:
    from sightline.ground.accounts.commands import add_user_with_role

    password = _password(arguments.password_stdin)
    user = add_user_with_role(
        by=_who(), email=arguments.email, name=arguments.name, password=password, role=arguments.role
    )
    print(f"{user.name} can sign in as {user.email}.")
    if not arguments.role:
        print(f"No role was given yet: sightline user grant {user.email} ROLE")
    return 0


def _grant(arguments: argparse.Namespace) -> int:
    from sightline.ground.accounts.commands import give_grant

    give_grant(by=_who(), user=_user(arguments.email), role=arguments.role)
    print(f"{arguments.email} now has the role {ROLES[arguments.role][0]} over everything.")
    return 0


def _set_password(arguments: argparse.Namespace) -> int:
    from sightline.ground.accounts.commands import set_password

    user = _user(arguments.email)
    set_password(by=_who(), user=user, password=_password(arguments.password_stdin))
    print(f"{user.email} has a new password, and is signed out everywhere.")
    return 0


WAYS = {"add": _add, "grant": _grant, "password": _set_password}


def _user(email: str) -> Any:
    from sightline.ground.accounts.queries import may_sign_in

    user = may_sign_in(email)
    if user is None:
        raise Refused(f"No account that may sign in has the address {email}. Nothing was changed.")
    return user


def _who() -> Actor:
    from sightline.ground.audit.actors import System

    return System("The command line of the server")


def _password(from_stdin: bool) -> str:
    """Ask twice, unseen; or take a line of standard input."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise Refused("Nobody can be asked for the password here. Use --password-stdin. Nothing was changed.")
    first = getpass.getpass("Password (at least 12 characters): ")
    if first != getpass.getpass("The same again: "):
        raise Refused("The two passwords differ. Nothing was changed. Try again.")
    return first

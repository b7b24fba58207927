"""`sightline demo`: the example of a fictional council, made once, and served."""

from __future__ import annotations

import argparse

from . import migrate, search, serve, static_files
from .starting import Step, with_django

HELP = "Make the example of a fictional council and serve it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Makes the database and the example of a fictional council, unless they are there, and serves them until it is "
        "interrupted. A database that holds another council's data is left as it is."
    )
    serve.add_address(parser)
    parser.add_argument("--no-serve", action="store_true", help="make the example and stop")


def run(arguments: argparse.Namespace) -> int:
    if not arguments.no_serve:
        serve.check_port(arguments.host, arguments.port)
    if (status := with_django(_make)) or arguments.no_serve:
        return status
    return serve.serve_alone(arguments.host, arguments.port, _say_ready)


def _make() -> int:
    from sightline.work.example import load

    if not migrate.is_ready():
        with Step("Making the database"):
            migrate.make_ready()
    if load.must_load():
        with Step(f"Making the example of {load.COUNCIL}, which is fictional"):
            load.load()
        search.bring_up_to_date()
        print(load.summary())
    else:
        print(f"The example of {load.COUNCIL}, which is fictional, is there already.")
    with Step("Gathering style sheets and scripts"):
        static_files.gather_if_changed()
    return 0


def _say_ready(address: str) -> None:
    from sightline.work.example import load

    print(
        f"\nSightline shows a fictional council at  {address}\n\nSign in with the password  {load.PASSWORD}  as"
    )
    for name, email in load.sign_ins():
        print(f"  {email:38} {name}")
    print("\nCtrl-C stops it.", flush=True)

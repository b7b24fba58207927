"""`sightline migrate`: make the database, or bring it up to date."""

from __future__ import annotations

import argparse

from .starting import Step, with_django

HELP = "Make or update the database"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Makes the tables, the cache table and the audit's triggers in the database of DATABASE_URL, or brings them up to "
        "date. Run it after every update; it can be run again."
    )


def run(arguments: argparse.Namespace) -> int:
    return with_django(_migrate)


def _migrate() -> int:
    if not is_ready():
        with Step("Bringing the database up to date"):
            make_ready()
    else:
        make_ready()
    print("The database is ready.")
    return 0


def is_ready() -> bool:
    """Whether every migration has been applied."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def make_ready() -> None:
    """Apply migrations and make the cache table; the audit makes its triggers anew after any migration."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)

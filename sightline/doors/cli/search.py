"""`sightline search --rebuild`: make the index of the search anew; without it, bring in what happened since."""

from __future__ import annotations

import argparse

from .starting import with_django

HELP = "Bring the search up to date, or make its index anew"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Brings in what was saved since the last search. Searching does that by itself; after a large load it saves the first "
        "searchers a wait."
    )
    parser.add_argument(
        "--rebuild", action="store_true", help="write everything anew, whatever the index holds now"
    )


def run(arguments: argparse.Namespace) -> int:
    return with_django(lambda: _search(arguments.rebuild))


def _search(rebuild: bool) -> int:
    from sightline.ground.search import indexing

    if rebuild:
        print(f"The search was made anew: {indexing.rebuild():,} texts can be found.")
        return 0
    bring_up_to_date()
    print("The search is up to date.")
    return 0


def bring_up_to_date() -> None:
    """For other commands that make much at once."""
    from sightline.ground.search import indexing

    indexing.catch_up()

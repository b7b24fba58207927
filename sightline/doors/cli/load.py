"""`sightline load --tier S|M|L`: plans of a given size in an empty database, for measuring."""

from __future__ import annotations

import argparse

from . import search
from .starting import with_django

HELP = "Fill an empty database with plans of a given size, for measuring"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Makes plans of a seed: tier S has 200 actions, M 2,000, L 20,000 in ten plans, each action with 12 updates. "
        "One transaction, one audit event. Refused where the database holds a council's data."
    )
    parser.add_argument("--tier", choices=["S", "M", "L"], default="S", help="how large (default: S)")
    parser.add_argument("--seed", type=int, default=1, help="another number makes other plans (default: 1)")


def run(arguments: argparse.Namespace) -> int:
    return with_django(lambda: _load(arguments.tier, arguments.seed))


def _load(tier: str, seed: int) -> int:
    from django.utils import timezone

    from sightline.ground.audit.actors import System
    from sightline.work.scale.commands import know_sizes, load_tier

    def say(words: str) -> None:
        print(f"  {words}", flush=True)

    plans = load_tier(by=System("sightline load"), tier=tier, seed=seed, today=timezone.localdate(), say=say)
    search.bring_up_to_date()
    know_sizes()
    print(f"Loaded {len(plans)} plan{'s' if len(plans) > 1 else ''} for measuring.")
    return 0

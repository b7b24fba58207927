"""A program of its own, which a test kills while it takes a plan table or a paper in: python killed_apply.py STEP FOLDER."""

import sys
import time
from pathlib import Path

import django

django.setup()


from sightline.domain.meetings.models import Outcome, Paper  # noqa: E402
from sightline.domain.plans.models import Action, Change, Plan  # noqa: E402
from sightline.ground.audit import queries as audit  # noqa: E402
from sightline.ground.audit.models import Event  # noqa: E402
from sightline.work.imports.commands import keep_result, papers, tables  # noqa: E402
from sightline.work.imports.models import Reading, TableImport  # noqa: E402
from tests.factories import SYSTEM, TODAY  # noqa: E402
from tests.integration.imports.committee_papers import result_of_many  # noqa: E402
from tests.integration.imports.papers import upload  # noqa: E402
from tests.plan_papers import a_reading, a_table, workbook  # noqa: E402

ROWS = [
    [f"1.{n}", f"Visit every foster home, round {n}", "Head of Service", "31/03/2025"] for n in range(1, 201)
]


def prepare() -> None:
    a_table(a_reading(workbook(["Ref", "Action", "Lead", "Due"], ROWS)))


def apply(folder: Path) -> None:
    """All rows are written, the transaction is not closed: say so, and wait to be killed."""

    def wait(*_: object) -> None:
        assert Action.objects.count() == len(ROWS)
        (folder / "begun").touch()
        time.sleep(60)

    tables._close = wait
    tables.apply_table(by=SYSTEM, table=TableImport.objects.get(), today=TODAY)


def prepare_paper() -> None:
    reading = upload(SYSTEM, ("minutes.txt", b"minutes"), queue=False).readings.get()
    keep_result(by=SYSTEM, reading=reading, result=result_of_many(60, 3))


def accept(folder: Path) -> None:
    """All parts of the paper are written, the transaction is not closed: say so, and wait to be killed."""

    def wait(*_: object) -> None:
        assert Outcome.objects.count() == 240
        (folder / "begun").touch()
        time.sleep(60)

    papers._close = wait
    papers.accept_paper(by=SYSTEM, reading=Reading.objects.get(), today=TODAY)


def look_at_papers() -> None:
    reading = Reading.objects.get()
    print(
        Paper.objects.count(), Outcome.objects.count(), Event.objects.count(), reading.state, reading.counts["taken"],
        audit.verify().is_whole,
    )  # fmt: skip


def look() -> None:
    table = TableImport.objects.select_related("reading").get()
    print(
        Plan.objects.count(), Action.objects.count(), Change.objects.count(), Event.objects.count(),
        table.reading.state, table.applied_at, audit.verify().is_whole,
    )  # fmt: skip


if __name__ == "__main__":
    what, folder = sys.argv[1], Path(sys.argv[2])
    steps = {
        "prepare": prepare, "apply": lambda: apply(folder), "look": look,
        "prepare-paper": prepare_paper, "accept": lambda: accept(folder), "look-at-papers": look_at_papers,
    }  # fmt: skip
    steps[what]()

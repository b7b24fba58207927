"""A worker of its own, killed by a test while it unpacks and reads an archive: python killed_many.py prepare|work|look FOLDER."""

import io
import sys
import threading
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

django.setup()


from sightline.ground.audit import queries as audit  # noqa: E402
from sightline.ground.files.models import StoredFile  # noqa: E402
from sightline.ground.jobs.models import Job  # noqa: E402
from sightline.ground.jobs.worker import run_worker  # noqa: E402
from sightline.work.imports.commands import Paper, archives, readings, upload_papers  # noqa: E402
from sightline.work.imports.models import Archive, NotTaken, Reading  # noqa: E402
from tests.factories import SYSTEM  # noqa: E402

PAPERS = 60


def prepare() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(PAPERS):
            text = f"Ref,Action,Owner,Due date\n{number}.1,Agree step {number},Head of Service,31/03/2026\n"
            archive.writestr(f"plans/{number:02}.csv", text)
        archive.writestr("plans/twice.csv", text)
        archive.writestr("__MACOSX/x", b"x")
    upload_papers(by=SYSTEM, papers=[Paper("papers.zip", io.BytesIO(out.getvalue()))])


def work(folder: Path) -> None:
    """Work as a worker does, and leave a mark for each paper that is taken out or read."""
    archives._take = _marked(archives._take, folder / "taken")
    readings.keep_result = _marked(readings.keep_result, folder / "read")
    run_worker(threading.Event(), batch=True, silence=timedelta(seconds=1), pause=0.1)


def _marked(function: Callable[..., Any], marks: Path) -> Callable[..., Any]:
    def run(*given: Any, **named: Any) -> Any:
        answer = function(*given, **named)
        with marks.open("a") as out:
            out.write(".")
        return answer

    return run


def look() -> None:
    archive = Archive.objects.get()
    states = sorted(set(Reading.objects.values_list("state", flat=True)))
    names = Reading.objects.values_list("name", flat=True)
    print(
        archive.state, archive.done, Reading.objects.count(), len(set(names)), ",".join(states),
        NotTaken.objects.filter(why="known").count(), NotTaken.objects.filter(why="left-out").count(),
        StoredFile.objects.count(), Job.objects.exclude(state="done").count(), audit.verify().is_whole,
    )  # fmt: skip


if __name__ == "__main__":
    what, folder = sys.argv[1], Path(sys.argv[2])
    {"prepare": prepare, "work": lambda: work(folder), "look": look}[what]()

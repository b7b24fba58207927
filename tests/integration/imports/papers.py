"""Small papers of every sort, made as bytes."""

from __future__ import annotations

from io import BytesIO

from sightline.ground.accounts.models import User
from sightline.ground.audit.actors import Actor
from sightline.ground.jobs.worker import run_next
from sightline.work.imports.commands import Paper, read_paper, upload_papers
from sightline.work.imports.models import Reading, Upload
from tests import factories
from tests.unit.reading.paper_builder import LEFT
from tests.unit.reading.paper_builder import Paper as Printed

FINDINGS = (
    "The quality of plans, so that every child knows what will change, by when and who will help them.",
    "The timeliness of visits to children who live far from home.",
    "Supervision, which should be regular and should be written down.",
)


def report(council: str = "Thurrock", year: int = 2019, numbers: tuple[str, ...] = ()) -> bytes:
    """An ILACS report with an overall judgement and three findings; with numbers that repeat it is doubtful."""
    paper = Printed()
    paper.title(f"{council} Council").put("Inspection of children’s social care services", size=16, bold=True)
    paper.gap().put(f"Inspection dates: 25 November – 6 December {year}", bold=True)
    paper.put("Lead inspector: Anne-Marie O’Neil HMI", bold=True).gap()
    paper.row((LEFT, ["Judgement"]), (395, ["Grade"]))
    for area in (
        ["The impact of leaders on social work", "practice with children and families"],
        ["The experiences and progress of children", "who need help and protection"],
        ["The experiences and progress of children", "in care and care leavers"],
        ["Overall effectiveness"],
    ):
        paper.row((LEFT, area), (395, ["Good"]))
    paper.para("Services for children are good. Leaders know what they must still do.")
    paper.heading("What needs to improve?")
    for place, text in enumerate(FINDINGS):
        paper.item(numbers[place] if numbers else "•", text, hang=28)
    return paper.pdf()


def doubtful(council: str = "Rutland") -> bytes:
    return report(council, numbers=("1.", "2.", "2."))


PLAN = (
    b"Ref,Action,Owner,Due date,Status,Success measure\n"
    b"1.1,Agree one threshold document,Head of Service,31/03/2026,In progress,Referrals are right first time\n"
    b"1.2,Audit 20 assessments a month,Principal Social Worker,30/06/2026,Not started,80% good\n"
    b"1.3,Train every team in supervision,Head of Learning,30/09/2026,Not started,95% in time\n"
)
PROSE = b"Dear all,\n\nThe kitchen will be closed on Friday for cleaning. Please take your cups home.\n\nBest wishes"


def upload(by: Actor, *papers: tuple[str, bytes], queue: bool = True) -> Upload:
    given = [Paper(name, BytesIO(content), len(content)) for name, content in papers]
    return upload_papers(by=by, papers=given, queue=queue)


def a_reading(by: User | None = None, name: str = "thurrock.pdf", content: bytes | None = None) -> Reading:
    """A paper that was uploaded and read, without the worker."""
    made = upload(by or factories.SYSTEM, (name, content or report()), queue=False)
    return read_paper(made.readings.get().pk)


def work() -> int:
    """Do all background work that waits; how many attempts that took."""
    done = 0
    while run_next():
        done += 1
    return done

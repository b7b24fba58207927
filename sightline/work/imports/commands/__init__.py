"""The writers of imports: papers in, read, reviewed, accepted. Nothing of a paper is applied before a person accepts it."""

from .archives import unpack
from .inspections import (
    accept_inspection,
    add_finding,
    add_judgement,
    edit_finding,
    edit_judgement,
    set_finding_aside,
    set_judgement_aside,
    state_facts,
    take_finding,
    take_judgement,
)
from .lessons import remember_lesson, take_back_lesson
from .papers import (
    accept_paper,
    add_entry,
    edit_entry,
    set_entry_aside,
    state_paper_facts,
    take_entry,
)
from .readings import choose_kind, keep_result, put_aside, read_again, read_paper, take_up_again
from .uploads import Paper, upload_papers

__all__ = [
    "Paper",
    "accept_inspection",
    "accept_paper",
    "add_entry",
    "add_finding",
    "add_judgement",
    "choose_kind",
    "edit_entry",
    "edit_finding",
    "edit_judgement",
    "keep_result",
    "put_aside",
    "read_again",
    "read_paper",
    "remember_lesson",
    "set_entry_aside",
    "set_finding_aside",
    "set_judgement_aside",
    "state_facts",
    "state_paper_facts",
    "take_back_lesson",
    "take_entry",
    "take_finding",
    "take_judgement",
    "take_up_again",
    "unpack",
    "upload_papers",
]

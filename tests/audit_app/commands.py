from typing import Any

from sightline.ground.audit.commands import command, record

from .models import Note


@command("plans.edit_plan")
def add_note(*, by: Any, title: str, **fields: Any) -> Note:
    note = Note.objects.create(title=title, **fields)
    record(note, "note added", title=title)
    return note


@command("plans.edit_plan", on="note")
def change_note(*, by: Any, note: Note, reason: str = "", **fields: Any) -> Note:
    for name, value in fields.items():
        setattr(note, name, value)
    note.save()
    record(note, "note changed", reason=reason)
    return note


@command("plans.edit_plan")
def delete_note(*, by: Any, note: Note) -> None:
    record(note, "note deleted")
    note.delete()


@command("plans.edit_plan")
def run(*, by: Any, work: Any, about: Note) -> Any:
    """Whatever the test wants to do, as one command."""
    record(about, "something done")
    return work()

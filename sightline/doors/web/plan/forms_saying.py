"""Forms of what people say of an action: an update, evidence, a judgement, a correction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sightline.domain.evidence.rules import KINDS
from sightline.domain.plans import words
from sightline.ground.lib.errors import Refused
from sightline.ground.ui.forms import (
    Choice,
    DayField,
    FileUpload,
    GovukForm,
    Radios,
    TextArea,
    TextField,
    Tick,
)

EVIDENCE_FIELDS = (
    "evidence_title",
    "evidence_kind",
    "evidence_file",
    "evidence_url",
    "evidence_note",
    "evidence_as_at",
)


class WithEvidence(GovukForm):
    """The fields of one piece of evidence; empty where none is given."""

    evidence_kind = Radios("Kind of evidence", choices=list(KINDS.items()), optional=True, inline=True)
    evidence_title = TextField("What it shows, in a few words", optional=True, max_length=300)
    evidence_file = FileUpload("File", optional=True)
    evidence_url = TextField(
        "Link", optional=True, kind="url", max_length=1000, hint="Beginning with https://"
    )
    evidence_note = TextArea("Note", rows=3, optional=True, hint="Never anything that could identify a child")
    evidence_as_at = DayField("As at what day it speaks", optional=True, hint="")

    @property
    def evidence_begun(self) -> bool:
        """Whether somebody has filled in any of it, or must mend it."""
        return self.is_bound and any(
            name in self.errors or (name in self.fields and name != "evidence_as_at" and self[name].value())
            for name in EVIDENCE_FIELDS
        )

    def evidence(self) -> dict[str, Any] | None:
        """As the commands take it; None where nothing of it was filled in."""
        said = self.cleaned_data
        if "evidence_kind" not in said:
            return None
        files, url, note = said["evidence_file"], said["evidence_url"] or "", said["evidence_note"] or ""
        given = [kind for kind, there in (("file", files), ("link", url), ("note", note)) if there]
        if not given and not said["evidence_title"] and not said["evidence_kind"]:
            return None
        kind = said["evidence_kind"] or (given[0] if given else "note")
        title = said["evidence_title"] or (files[0].name if files else "")
        about = {"title": title, "note": note, "as_at": said["evidence_as_at"]}
        if kind == "file" and files:
            return about | {"stream": files[0], "name": files[0].name}
        return about | {"kind": kind, "url": url if kind == "link" else ""}

    def refuse(self, refusal: Refused) -> None:
        """Evidence's own fields have a longer name here."""
        if f"evidence_{refusal.field}" in self.fields:
            refusal = Refused(
                refusal.sentence, rule=refusal.rule, who=refusal.who, field=f"evidence_{refusal.field}"
            )
        super().refuse(refusal)


class UpdateForm(WithEvidence):
    """What an owner says in under two minutes."""

    no_change = Tick("No change since the last update", optional=True)
    delivery = Radios("How far is it?", choices=list(words.DELIVERY.items()), optional=True)
    confidence = Radios("Will it be done by its date?", choices=list(words.CONFIDENCE.items()), optional=True)
    forecast = DayField(
        "If not, when do you expect it to be done?",
        optional=True,
        hint="Leave it empty where the due date holds",
    )

    def __init__(self, data: Any = None, files: Any = None, *, draft: str, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        text = TextArea(
            "What has been done since the last update?", rows=5, optional=True, draft=draft, max_length=8000
        )
        self.fields = {"text": text, **self.fields}

    def without_evidence(self) -> None:
        """For who may say how an action stands and not add evidence."""
        for name in EVIDENCE_FIELDS:
            del self.fields[name]

    def says(self, stated: Mapping[str, Any]) -> dict[str, Any]:
        """Arguments of record_update; what was stated and is now empty is withdrawn."""
        said = self.cleaned_data
        fields = {name: said[name] for name in ("delivery", "confidence", "forecast")}
        gone = [name for name, value in fields.items() if value is None and stated.get(name) is not None]
        return {
            "text": said["text"] or "",
            "no_change": said["no_change"],
            "withdraw": [name for name in gone if name == "forecast"],
            **{name: value for name, value in fields.items() if value is not None},
        }


class CorrectUpdate(GovukForm):
    text = TextArea(
        "The words as they should be", rows=6, missing="Enter the corrected words", max_length=8000
    )


class AddEvidence(WithEvidence):
    """Evidence by itself."""


class Judge(GovukForm):
    """moves: the assurance statuses that an officer may choose now."""

    assurance = Radios("How far is it assured?", optional=True)
    impact = Radios("What has changed for children?", choices=list(words.IMPACT.items()), optional=True)
    reason = TextArea(
        "What do you go by?",
        rows=4,
        missing="Say what you go by",
        hint="Name the evidence. It is kept beside the judgement.",
    )

    def __init__(self, data: Any = None, *, moves: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["assurance"].options = moves  # type: ignore[attr-defined]

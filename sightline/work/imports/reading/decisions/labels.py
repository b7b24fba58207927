"""The labels of decision records: what councils print before each answer, and where a label and its answer part.

ModernGov prints "Decision Maker: Cabinet" on one line and "Purpose:" above its paragraphs; forms print label and answer in two
cells; other systems print the label on a line of its own. A label is known by its words, whatever stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sightline.work.imports.reading.decisions.names import NAMES
from sightline.work.imports.reading.markers import split_marker
from sightline.work.imports.reading.printed_text import Para

LONGEST = 110

_BY_NAME = {name: field for field, names in NAMES.items() for name in names}
_MULTI = {
    "decision",
    "reasons",
    "alternatives",
    "purpose",
    "interests",
    "advice",
    "recommendation",
    "consulted",
    "documents",
    "other",
    "dispensations",
    "urgency",
    "authority",
    "exempt",
}
_PLAIN = {
    "title", "item", "subject", "status", "contact", "date", "reason", "meeting", "published", "officer", "director",
    "service", "department", "division", "issue", "report", "details",
    "ward", "portfolio", "topic", "heading", "id", "reference", "ref", "description", "summary", "background", "authority",
    "power", "delegation", "value", "cost", "budget", "action", "actions",
    "private", "urgent", "exempt", "confidential", "outcome", "resolution", "resolutions", "legal", "financial", "risk",
    "risks", "advice", "documents", "consulted", "interests", "author",
    "wards", "cabinet member", "executive member", "portfolio holder", "appendices", "signed", "dated", "implications",
    "consultation", "recommendation", "recommendations", "made by", "taken by",
    "call in", "call ins", "alternatives", "context", "equalities", "sustainability", "ethical", "human resources",
    "justification", "rationale", "directorate", "service area", "delegated officer",
    "decision by", "further information", "restriction", "exemption",
}  # fmt: skip
"""Labels that are words of everyday prose: they count only with a colon, in a cell of their own, as a heading or in bold."""
MOST_WORDS = 14
_SENTENCE = (
    "that ",
    "to ",
    "the committee ",
    "the cabinet ",
    "the executive ",
    "resolved",
    "agreed",
    "this decision ",
    "the decision is ",
    "the decision was ",
    "a decision ",
)
_TELLING: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), field)
    for pattern, field in (
        (r"\breasons? (?:for|it is|why)\b.*\bkey\b|\bwhy\b.*\bkey decision\b", "reason_key"),
        (
            r"\balternatives?\b.*\b(?:considered|rejected|options?)\b|\boptions?\b.*\b(?:considered|rejected)\b",
            "alternatives",
        ),
        (r"\bdispensations?\b(?!.*\bconflict)", "dispensations"),
        (
            r"\bconflicts? of interests?\b|\bdeclarations? of interests?\b|\binterests? declared\b|\bdeclared interests?\b",
            "interests",
        ),
        (
            r"\bcall in\b.*\b(?:date|deadline|expires?|expiry|ends?|period|until|by)\b|\b(?:date|deadline|last day)\b.*\bcall in\b",
            "call_in_deadline",
        ),
        (r"\b(?:exempt|waived?|exemption|urgency)\b.*\bcall in\b", "no_call_in"),
        (r"\bcall in\b|\bcalled in\b", "call_in"),
        (r"\bkey decision\b|\bnon key\b", "key_decision"),
        (
            r"^reasons? (?:for|supporting|behind)\b|^reason s for\b|\breasons? for (?:the |taking |making |this "
            r")*(?:decision|recommendation)",
            "reasons",
        ),
        (r"\bdate\b.*\b(?:publi\w+)\b|\bpubli\w+ date\b", "published"),
        (
            r"\b(?:effective|implement\w*|into force|takes? effect|into effect)\b.*\b(?:date|from|on|when)\b|"
            r"\bdate\b.*\b(?:effective|implement\w*|into force|takes? effect|into effect)\b",
            "effective",
        ),
        (r"\bdate\b.*\b(?:decision|decided|made|taken)\b|\bdecision\b.*\bdate$", "decided"),
        (
            r"\bdecision (?:maker|taker)\b|\b(?:making|taking) (?:the|this) decision\b|\bdecision (?:taken|made) by\b",
            "decision_maker",
        ),
        (r"\bbackground (?:papers|documents|reports)\b|\bdocuments (?:considered|relied)\b", "documents"),
        (r"\b(?:wards?|divisions?)\b.*\baffected\b", "wards"),
        (r"\b(?:reference|ref|number|no)\b.*\bdecision\b|\bdecision\b.*\b(?:reference|ref|number)\b", "ref"),
        (r"\b(?:title|subject)\b.*\b(?:decision|report|matter)\b", "title"),
        (
            r"\bdelegat\w+\b.*\b(?:authority|powers?|scheme|reference)\b|\b(?:authority|powers?)\b.*\bdelegat\w+\b|"
            r"\bscheme of delegation\b",
            "authority",
        ),
        (r"\bconsult(?:ed|ation|ees)\b", "consulted"),
        (r"\bimplications\b|\bcomments of\b|\bimpact assessment\b", "other"),
        (r"^(?:details|summary|description|record|text|full details) of (?:the )?decisions?\b", "decision"),
    )
)
_OF_A_BODY = re.compile(r"^decisions? of (?:the )?[a-z ]{3,60}$")
_INLINE = re.compile(r"^(?P<label>[^:?]{2,110}?)\s*(?P<sign>\?\s*:|:|\?)\s*(?P<value>.*)$", re.DOTALL)
_DASHED = re.compile(r"^(?P<label>[A-Z][^:–—]{4,80}?)\s+[–—-]\s+(?P<value>\S.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One label and what follows it.

    field  key of NAMES;  label  as printed;  value  what stands on the label's own line or in the next cell, or ""
    para   where the label stands;  body  the paragraphs below it, up to the next label
    """

    field: str
    label: str
    value: str
    para: Para
    body: tuple[Para, ...] = ()

    def paras(self) -> tuple[Para, ...]:
        """The answer as paragraphs: what stands beside the label, and what stands below it."""
        if not self.value:
            return self.body
        return (replace(self.para, text=self.value, marker="", cells=()), *self.body)

    def text(self) -> str:
        """The answer in words, one paragraph a line."""
        return "\n".join(
            f"{para.marker} {para.text}".strip() for para in self.paras() if para.text or para.marker
        )


@lru_cache(maxsize=8192)
def field_of(label: str) -> str | None:
    """The field that a printed label means, or None."""
    if len(label) > LONGEST:
        return None
    plain = _normal(label)
    found = _BY_NAME.get(plain)
    if found is None and not plain.startswith("the "):
        found = _BY_NAME.get(_normal(re.sub(r"\([^)]*\)", " ", label)))
    if found is None and _OF_A_BODY.match(plain):
        return "decision"
    return found or _by_words(plain)


def _by_words(plain: str) -> str | None:
    """A field by its telling words, for labels that are not known word for word."""
    if len(plain.split()) > MOST_WORDS or plain.startswith(_SENTENCE):
        return None
    return next((field for pattern, field in _TELLING if pattern.search(plain)), None)


def is_known(label: str) -> bool:
    """Whether a label is known word for word."""
    plain = _normal(label)
    return plain in _BY_NAME or _normal(re.sub(r"\([^)]*\)", " ", label)) in _BY_NAME


def _normal(label: str) -> str:
    words = re.findall(r"[a-z0-9]+", label.lower().replace("’", "").replace("'", ""))
    return " ".join(words)


def labels_in(para: Para) -> Iterator[Labelled]:
    """The labels that a paragraph or table row begins with; a row of four cells may hold two."""
    if para.cells:
        yield from _in_cells(para)
        return
    text = para.text.strip()
    whole = field_of(text.rstrip(" :?–-"))
    if whole and text and (text[-1:] in ":?" or _stands_alone(para, text)):
        yield Labelled(whole, text, "", para)
        return
    match = _INLINE.match(text)
    if match:
        field = field_of(match.group("label"))
        if field and (
            match.group("sign") != "?" or match.group("value") or field in ("key_decision", "call_in")
        ):
            yield Labelled(field, match.group("label").strip(), match.group("value").strip(), para)
            return
    dashed = _DASHED.match(text)
    if dashed and field_of(dashed.group("label")) in (
        "reasons",
        "alternatives",
        "interests",
        "dispensations",
    ):
        label = dashed.group("label")
        yield Labelled(str(field_of(label)), label.strip(), dashed.group("value").strip(), para)


def _stands_alone(para: Para, text: str) -> bool:
    """Whether words without a colon are a label: as a heading, in bold, or because nobody writes them otherwise."""
    if para.heading or para.bold:
        return True
    if not is_known(text):
        return bool(para.marker) and text[-1:] not in ".;," and para.marker[:1].isdigit()
    return (_normal(text) not in _PLAIN and text[-1:].isalpha()) or text.endswith(")")


def _in_cells(para: Para) -> Iterator[Labelled]:
    own = list(para.cells)
    shown = [cell for cell in own if cell and cell.strip()]
    if len(shown) == 1:
        alone = replace(para, text=" ".join(shown[0].split()), cells=())
        yield from (replace(one, para=para) for one in labels_in(alone))
        return
    pairs = (
        [(own[at], own[at + 1]) for at in range(0, len(own) - 1, 2)]
        if len(own) == 4
        else [(shown[0], " ".join(shown[1:]) if len(shown) < 4 else shown[1])]
    )
    for label, value in pairs:
        field = field_of((label or "").rstrip(" :?")) if label else None
        if field:
            yield _answered(field, (label or "").strip(), value or "", para)


def _answered(field: str, label: str, value: str, para: Para) -> Labelled:
    """The answer of a cell: its printed lines are paragraphs where the field takes several."""
    lines = [line for line in value.split("\n") if line.strip()]
    if len(lines) < 2 or not takes_paragraphs(field):
        return Labelled(field, label, " ".join(value.split()), para)
    body = []
    for line in lines:
        marker, rest = split_marker(line)
        body.append(replace(para, text=" ".join(rest.split()), marker=marker, cells=()))
    return Labelled(field, label, "", para, tuple(body))


def _is_page_heading(label: Labelled, following: Sequence[Para]) -> bool:
    """Whether the first words "Decision details" are the name of the page and not the label of the decision."""
    if label.field != "decision" or label.value or label.label.endswith(":"):
        return False
    return any(
        one.field in ("decision_maker", "decision", "status", "title", "ref")
        for para in following[:40]
        for one in labels_in(para)
    )


def takes_paragraphs(field: str) -> bool:
    """Whether the answer to a label may go on over paragraphs."""
    return field in _MULTI


def parted(paras: Sequence[Para]) -> tuple[list[Labelled], list[Para]]:
    """(every label with its answer, in order; the paragraphs that stand below no label)."""
    found: list[Labelled] = []
    bodies: list[list[Para]] = []
    loose: list[Para] = []
    for number, para in enumerate(paras):
        here = list(labels_in(para))
        if here and not found and _is_page_heading(here[0], paras[number + 1 :]):
            loose.append(para)
            continue
        if here:
            found += here
            bodies += [list(one.body) for one in here]
            continue
        last = found[-1] if found else None
        if last is not None and (takes_paragraphs(last.field) or (not last.value and not bodies[-1])):
            bodies[-1].append(para)
        else:
            loose.append(para)
    return [
        replace(one, body=tuple(body)) if len(body) > len(one.body) else one
        for one, body in zip(found, bodies, strict=True)
    ], loose

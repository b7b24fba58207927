"""The labels of decision records: what councils print before each answer, and where a label and its answer part.

ModernGov prints "Decision Maker: Cabinet" on one line and "Purpose:" above its paragraphs; forms print label and answer in two
cells; other systems print the label on a line of its own. A label is known by its words, whatever stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sightline.work.imports.reading.markers import split_marker
from sightline.work.imports.reading.printed_text import Para

LONGEST = 110

NAMES: dict[str, tuple[str, ...]] = {
    "decision_maker": (
        "decision maker", "decision makers", "decision taker", "decision taken by", "decision made by",
        "name of decision maker", "name of decision taker",
        "officer making the decision", "officer making decision", "decision making officer",
        "name and title of decision maker", "decision maker name and title",
        "name and post of decision maker", "name and job title of decision maker", "decision maker and post",
        "decision to be taken by", "name of officer making the decision",
        "name of decision making officer", "made by", "taken by", "delegated officer", "decision maker post",
        "name of executive member", "decision by",
        "name and title of officer making the decision", "name of cabinet member making the decision",
        "cabinet member making the decision", "decision making body",
        "name of individual decision maker", "person making the decision", "officer taking the decision",
        "officer taking decision", "decision maker title",
    ),
    "status": ("decision status", "status", "status of decision", "outcome status"),
    "key_decision": (
        "is key decision", "key decision", "is this a key decision", "is a key decision", "is the decision a key decision",
        "is it a key decision", "type of decision",
        "decision type", "key or non key decision", "key non key decision", "key or non key", "whether key decision",
        "is this decision a key decision",
        "key decision yes no", "is this a key decision yes no", "category of decision", "classification of decision",
    ),
    "call_in": (
        "is subject to call in", "subject to call in", "call in", "is the decision subject to call in", "is callable in",
        "is this decision subject to call in",
        "eligible for call in", "is this subject to call in", "is decision subject to call in",
        "decision subject to call in", "can be called in",
        "is the decision eligible for call in", "is this decision eligible for call in", "subject to call in yes no",
        "call ins", "is the decision open to call in",
    ),
    "no_call_in": (
        "exempt from call in", "is the decision exempt from call in", "exemption from call in", "call in exempt",
        "is this decision exempt from call in", "not subject to call in",
    ),
    "decided": (
        "date of decision", "decision date", "date decision made", "date decision taken", "date of the decision",
        "decision taken on", "date decision was made", "date taken",
        "date decision was taken", "date of decision taken", "date made", "decision made on", "date of the decision taken",
        "date the decision was made", "date decided",
        "date of executive decision", "date of meeting", "meeting date", "decided on", "date of decision making",
    ),
    "effective": (
        "effective from", "effective date", "date comes into force if not called in", "date of implementation",
        "implementation date", "comes into effect", "comes into force",
        "decision effective from", "date decision effective", "date effective", "date decision comes into force",
        "earliest date of implementation", "date of effect",
        "date decision may be implemented", "decision may be implemented from", "date the decision takes effect",
        "effective date of decision", "earliest implementation date",
        "decision implementation date", "implementation date not before", "decision comes into force", "to take effect from",
        "coming into force",
    ),
    "published": (
        "publication date", "date of publication", "decision published", "date published", "date of publication of decision",
        "published", "published on", "date decision published",
        "date of publication of record", "date of publication of this decision",
    ),
    "call_in_deadline": (
        "call in deadline date", "call in deadline", "deadline for call in", "call in expires", "call in expiry",
        "call in expiry date", "last date for call in", "call in period ends",
        "call in ends", "call in period", "call in period expires", "deadline for calling in", "date call in expires",
    ),
    "decided_at": (
        "decided at meeting", "made at meeting", "decision made at meeting", "meeting", "at meeting", "decision made at",
        "name of meeting",
    ),
    "decision": (
        "decision", "decisions", "decision taken", "decision made", "details of decision", "the decision",
        "record of decision", "details of the decision", "decision details",
        "summary of decision", "outcome", "decision outcome", "agreed decision", "what is the decision",
        "decision and any conditions attached", "full decision", "text of decision",
        "details of decision taken", "description of decision", "decision summary", "details of the decision taken",
        "decision resolution", "resolution", "resolutions",
        "what decision has been made", "record of the decision", "decision agreed", "what was the decision",
        "decision reached", "approved decision", "nature of decision",
        "summary of the decision", "decision recorded", "detail of decision", "the decision taken",
        "decision including date made", "content",
    ),
    "advice": ("advice of the advisory panel", "advice", "advice of the panel", "recommendation of the panel"),
    "recommendation": ("recommendation", "recommendations", "recommended", "officer recommendation", "officer recommendations"),
    "purpose": (
        "purpose", "purpose of report", "purpose of the report", "summary", "description", "details", "purpose of decision",
        "background", "purpose of the decision", "issue",
        "background information", "executive summary", "brief description", "brief summary", "context", "summary of report",
        "report summary", "description of item", "matter for decision",
    ),
    "title": (
        "title", "subject", "subject of decision", "title of decision", "title of report", "decision title", "report title",
        "topic", "name of decision", "subject matter", "item title",
        "subject of report", "title subject", "subject of the decision", "title of the decision",
        "subject matter of decision", "item", "heading", "decision subject", "report",
    ),
    "ref": (
        "ref", "reference", "decision ref", "decision number", "decision reference", "decision no", "reference no",
        "reference number", "ref no", "decision reference number",
        "decision ref no", "decision reference no", "notice number", "record number", "record no",
        "executive decision number", "unique reference", "decision record number", "id", "d no",
    ),
    "reasons": (
        "reasons for the decision", "reason for decision", "reasons", "reason", "reasons for decisions",
        "reason for decisions", "reasons for decision", "reason for the decision",
        "reason s for decision", "reason s for the decision", "reasons for recommendation", "reasons for recommendations",
        "reason for recommendation", "reason s for recommendation s",
        "rationale", "rationale for decision", "reasons for the recommendation", "reasons supporting the decision",
        "the reasons for the decision", "reasons for taking the decision",
        "reason s", "justification", "the reasons", "reasons for the decision s", "reason s for the decision s",
        "reasons for the decisions",
    ),
    "alternatives": (
        "alternative options considered", "other options considered", "alternatives considered and rejected",
        "details of alternative options considered and rejected", "options considered",
        "alternative options considered and rejected", "alternatives considered", "other alternative options considered",
        "any alternative options considered and rejected",
        "alternative options", "options considered and rejected",
        "details of any alternative options considered and rejected", "other options considered and rejected",
        "any alternative options considered", "alternative option s considered and rejected", "alternatives",
        "details of any alternatives considered and rejected", "alternative s considered",
        "details of alternatives considered and rejected", "alternative courses of action considered", "other options",
        "options considered but rejected", "alternatives rejected",
        "details of any alternative options considered", "options appraisal",
        "details of any alternative options considered and rejected by the officer when making the decision",
        "details of any alternative options considered and rejected by the decision maker",
        "any alternative options considered and rejected at the time", "alternative option considered",
        "other alternatives considered", "details of alternative options", "alternative s considered and rejected",
    ),
    "interests": (
        "declarations of interest", "declaration of interest", "conflicts of interest", "conflict of interest",
        "conflicts of interest dispensations granted", "interests declared", "interest declared",
        "any conflict of interest declared", "details of any conflict of interest", "record of any conflict of interest",
        "declared interests", "conflicts of interest declared", "interests",
        "any conflicts of interest", "conflicts of interest and dispensations", "any declared interests",
        "declarations of interests", "any conflict of interest", "conflict s of interest",
        "details of any conflict of interest declared", "personal interests", "disclosable interests",
        "record of any conflict of interest declared by any executive member consulted",
        "record of any conflict of interest declared", "details of any conflicts of interest",
        "interests declared and dispensations", "any interest declared", "interests disclosed",
        "any conflicts of interest declared", "conflict of interest declared",
        "conflicts of interest declared by any executive member consulted",
    ),
    "dispensations": (
        "dispensation", "dispensations", "dispensations granted", "any dispensations granted", "note of dispensation",
        "dispensation granted", "any dispensation granted", "details of any dispensation",
        "note of any dispensation granted",
    ),
    "wards": (
        "wards affected", "ward s affected", "wards", "ward", "ward affected", "electoral divisions affected",
        "electoral division s affected", "divisions affected", "areas affected", "division s", "electoral divisions",
    ),
    "contact": (
        "contact", "contact officer", "report author", "lead officer", "officer contact", "author", "enquiries to",
        "contact name", "for further information contact", "contact details",
        "relevant officer", "responsible officer", "report of", "originating officer", "officer", "contact officers",
        "name of contact", "contact for further information", "further information",
    ),
    "lead_member": (
        "lead member", "relevant cabinet member", "relevant portfolio holder", "cabinet member",
        "executive portfolio holder", "portfolio holder", "cabinet portfolio", "executive member",
        "cabinet member consulted", "lead cabinet member", "portfolio", "member consulted", "executive lead member",
        "key portfolio",
    ),
    "lead_director": (
        "lead director", "director", "directorate", "service director", "department", "service", "service area", "division",
        "chief officer",
    ),
    "consulted": (
        "other reasons organisations consulted", "consultees", "consultation", "consultation process",
        "consultation undertaken", "those consulted", "consulted", "persons consulted",
        "details of consultation", "who was consulted", "organisations consulted", "consultation s",
        "internal external consultation", "details of consultation undertaken",
    ),
    "documents": (
        "accompanying documents", "supporting documents", "background papers", "background documents",
        "additional documents", "documents", "attachments", "list of background papers",
        "list of background documents", "supporting papers", "relevant documents", "reports considered",
        "documents considered", "appendices", "list of appendices", "report considered",
        "background papers and reports", "documents relied upon",
    ),
    "exempt": (
        "exempt", "is the report exempt", "anticipated restriction", "exempt information", "confidential",
        "reason for exemption", "restriction", "exempt or confidential information", "exemption", "is this decision exempt",
        "confidential or exempt information", "private",
    ),
    "urgency": (
        "urgency", "is this an urgent decision", "reason for urgency", "urgent decision", "urgent", "is the decision urgent",
        "urgent decisions", "special urgency", "general exception", "reasons for urgency",
    ),
    "authority": (
        "authority", "delegated authority", "delegation", "authority for decision", "power", "source of delegation",
        "delegated power", "authority to make decision", "scheme of delegation reference",
        "delegated powers", "authority for the decision", "authority for making the decision", "specific delegation",
        "express delegation", "source of delegated power", "statutory power",
        "authority to take decision", "relevant delegation", "delegation reference", "constitutional reference",
    ),
    "reason_key": ("reason key", "reason for key decision", "reason it is key", "key decision reason"),
    "due": (
        "decision due", "decision due date", "likely date of decision", "expected date of decision", "date decision due",
        "earliest date of decision",
    ),
    "first_published": (
        "notice of proposed decision first published", "first published", "date first published", "notice first published",
        "forward plan reference",
    ),
    "signed": (
        "signed", "signature", "signed by", "approved by", "signature of decision maker", "authorised by",
        "signed by decision maker",
    ),
    "signed_on": ("date", "dated", "date signed"),
    "other": (
        "financial implications", "legal implications", "equality implications", "equalities", "implications",
        "risk management", "financial considerations", "legal considerations",
        "human resources", "equality and diversity", "council priority", "council priorities", "policy implications",
        "financial", "legal", "risk", "risks", "comments of the monitoring officer",
        "comments of the section 151 officer", "equality impact assessment", "financial implications and comments", "cost",
        "estimated cost", "budget", "value", "environmental implications",
        "sustainability", "link to council priorities", "equality impact", "crime and disorder", "resource implications",
        "implementation date notes", "include item on forward plan", "is the decision maker aware of the decision", "rating",
        "is the head of services aware of the decision",
        "would the recommended decision be contrary to the budget and policy framework", "decision proposed",
        "decision criteria", "topics", "overview and scrutiny", "urgent decision not in forward plan",
        "details for agenda sheet", "private reason", "other information", "include item on forward plan key decision",
        "related meeting", "in forward plan", "forward plan", "action", "actions", "action by",
        "sustainability climate change and environmental", "ethical", "climate implications",
        "comments of statutory officers", "other considerations",
    ),
}  # fmt: skip
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

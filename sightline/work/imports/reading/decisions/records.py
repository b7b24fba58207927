"""Which records a page of decisions holds: one, or a register of several, as a list below each other or as the rows of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sightline.ground.lib.documents.blocks import Document, Row, Table
from sightline.work.imports.reading.decisions.labels import Labelled, field_of, labels_in, parted
from sightline.work.imports.reading.printed_text import Para

_HEAD = re.compile(
    r"^(?P<date>\d{1,2}/\d{1,2}/\d{4})\s*[-–]\s*(?P<title>\S.*?)(?:\s+ref:?\s*(?P<ref>[A-Z]{0,6}\d[\w/.-]*)\s*(?P<status>.*))?$",
    re.IGNORECASE | re.DOTALL,
)
_PAGE_OF_ITEMS = re.compile(r"^(?:no\.?\s*\|?\s*item|note no\.? item|items?)\b.{0,12}$", re.IGNORECASE)
_ABOVE = re.compile(
    r"^(?:home\b.*(?:>|»)|source:|decisions?(?: details?| register| published)?$|agenda item$|issue(?: details?| - "
    r"decisions?)?$|officer decisions?$|https?://|"
    r"this section allows|details$|general$|reports$|use the below search|alternatively you can|skip to|agenda and "
    r"decisions$|local democracy$)",
    re.IGNORECASE,
)
_PAGE = re.compile(r"^(?:decision details?|issue details|agenda item)$", re.IGNORECASE)
_NOTICE = re.compile(
    r"\b(?:decision (?:notice|record|form|sheet|report|log|register)|notice of (?:an? )?(?:executive |officer |"
    r"delegated |key )?decisions?|records? of (?:an? |the )?(?:executive |officer |delegated |cabinet |key |"
    r"individual )*(?:member )?decisions?|(?:delegated|officer|executive|cabinet member|portfolio holder|individual|"
    r"urgent|key)(?: member)? decisions?(?: record| notice| form)?)\b",
    re.IGNORECASE,
)
_TITLE_REF = re.compile(r"\b(?P<ref>[A-Z]{1,5}\d{0,3}/\d{2,4}(?:/\d{1,4})?|[A-Z]{2,6}/?\d{2,4}/\d{2,4})\b")
_REGISTER_COLUMNS = frozenset(
    """
    title decision decision_maker decided ref reasons alternatives effective published call_in
    key_decision status wards contact purpose interests lead_member documents signed_on lead_director
    authority consulted exempt dispensations urgency
    """.split()  # noqa: SIM905
)


@dataclass
class Record:
    """The labels of one record, and what its head says: date, title, ref and status as printed."""

    labels: list[Labelled] = field(default_factory=list)
    loose: list[Para] = field(default_factory=list)
    date: str | None = None
    title: str | None = None
    ref: str | None = None
    status: str | None = None
    head: Para | None = None
    row: tuple[int | None, int] | None = None

    def get(self, name: str) -> Labelled | None:
        """The first answer of a field."""
        return next((one for one in self.labels if one.field == name), None)

    def all(self, name: str) -> list[Labelled]:
        return [one for one in self.labels if one.field == name]

    def fields(self) -> set[str]:
        return {one.field for one in self.labels}


def find_records(document: Document, paras: Sequence[Para]) -> tuple[list[Record], list[Para]]:
    """(the records, the paragraphs that belong to none)."""
    table = _of_table(document)
    if table:
        return table, []
    heads = [number for number, para in enumerate(paras) if _is_head(para)]
    if heads:
        return [
            _below_head(paras[start:end]) for start, end in zip(heads, [*heads[1:], len(paras)], strict=True)
        ], list(paras[: heads[0]])
    parts = list(_parts(paras))
    records = [_record(part) for part in parts]
    return [record for record in records if record.labels], []


def _is_head(para: Para) -> bool:
    if para.cells or len(para.text) > 400:
        return False
    match = _HEAD.match(_whole(para))
    return bool(match and (match.group("ref") or len(match.group("title")) < 200) and not labels_only(para))


def labels_only(para: Para) -> bool:
    return any(True for _ in labels_in(para))


def _whole(para: Para) -> str:
    return f"{para.marker} {para.text}".strip()


def _below_head(paras: Sequence[Para]) -> Record:
    match = _HEAD.match(_whole(paras[0]))
    assert match is not None
    labels, loose = parted(paras[1:])
    return Record(
        labels,
        loose,
        match.group("date"),
        match.group("title").strip(),
        match.group("ref"),
        (match.group("status") or "").strip() or None,
        paras[0],
    )


def _parts(paras: Sequence[Para]) -> Iterator[Sequence[Para]]:
    """Where a label comes again that a record has once, the next record begins: at its title where one stands before it."""
    once = {"decision_maker", "ref", "title"}
    seen: set[str] = set()
    start = 0
    edge = 0
    for number, para in enumerate(paras):
        fields = {one.field for one in labels_in(para)}
        again = (fields & seen & once) and "decision" in seen
        if again:
            begin = _begin(paras, edge, number)
            if begin > start:
                yield paras[start:begin]
                start = begin
                seen = {one.field for at in range(begin, number) for one in labels_in(paras[at])}
        seen |= fields
        if fields:
            edge = number + 1
    yield paras[start:]


def _begin(paras: Sequence[Para], edge: int, number: int) -> int:
    """A record begins at the heading above its first label, where there is one."""
    for at in range(number - 1, max(edge, number - 3) - 1, -1):
        para = paras[at]
        if para.heading or para.bold or (len(para.text) < 160 and not para.text.endswith(".") and para.gap):
            return at
        break
    return number


def _record(paras: Sequence[Para]) -> Record:
    labels, loose = parted(paras)
    record = Record(labels, loose)
    above = [para for para in loose if labels and _before(para, labels[0].para, paras)]
    named = [para for para in above if not _ABOVE.match(para.text) and not _PAGE_OF_ITEMS.match(para.text)]
    titles = [
        para
        for para in named
        if len(para.text) < 300 and not para.text.endswith(".") and not _is_notice(para.text)
    ]
    if titles:
        page = next((number for number, para in enumerate(above) if _PAGE.match(para.text)), None)
        below = [
            para for para in titles if page is not None and any(para is one for one in above[page + 1 :])
        ]
        best = below[0] if below else titles[-1]
        record.title, record.head = best.text, best
        record.loose = [para for para in loose if para is not best]
    for para in above:
        found = _TITLE_REF.search(para.text)
        if found and record.get("ref") is None:
            record.ref = found.group("ref")
    return record


def _before(para: Para, other: Para, paras: Sequence[Para]) -> bool:
    for one in paras:
        if one is para:
            return True
        if one is other:
            return False
    return False


def _is_notice(text: str) -> bool:
    return len(text) < 160 and bool(_NOTICE.search(text)) and len(text.split()) <= 12


def notice_title(paras: Sequence[Para]) -> bool:
    """Whether the first lines call the paper a decision notice, record or form."""
    return any(
        _is_notice(para.text)
        for para in paras[:10]
        if not para.cells or len([cell for cell in para.cells if cell]) == 1
    )


# --- registers in tables -------------------------------------------------------------------------------------------------------


def _of_table(document: Document) -> list[Record]:
    found: list[Record] = []
    for table in document.tables():
        columns = register_columns(table)
        if columns is None:
            continue
        start, fields = columns
        for row in table.rows[start + 1 :]:
            record = _of_row(row, fields, table.rows[start])
            if record is not None:
                found.append(record)
    return found


def register_columns(table: Table) -> tuple[int, list[str | None]] | None:
    """(row of the header, the field of each column) of a table whose rows are decisions."""
    for number, row in enumerate(table.rows[:6]):
        fields = [
            field_of(cell.text.rstrip(" :?")) if cell.text and len(cell.text) < 80 else None
            for cell in row.cells
        ]
        fields = [one if one in _REGISTER_COLUMNS else None for one in fields]
        kinds = {one for one in fields if one}
        if (
            len(row.cells) >= 3
            and len(kinds) >= 3
            and kinds & {"decision", "title"}
            and kinds & {"decided", "decision_maker", "effective", "published", "signed_on"}
        ):
            below = table.rows[number + 1 :]
            answers = sum(
                1 for one in below for cell in one.cells if cell.text and field_of(cell.text.rstrip(" :?"))
            )
            if below and answers <= len(below):
                return number, fields
    return None


def _of_row(row: Row, fields: Sequence[str | None], header: Row) -> Record | None:
    texts = [(cell.text or "").strip() for cell in row.cells]
    if sum(1 for text in texts if text) < 2:
        return None
    record = Record(row=(row.page, row.number))
    for name, text, label in zip(fields, texts, header.cells, strict=False):
        if not text:
            continue
        name = "decided" if name == "signed_on" else name
        printed = label.text or ""
        lines = (
            [line for line in text.split("\n") if line.strip()]
            if name in ("decision", "reasons", "alternatives")
            else [" ".join(text.split())]
        )
        body = tuple(_para(line, row) for line in lines)
        record.labels.append(
            Labelled(name or "other", printed, "", body[0] if body else _para("", row), body)
        )
    title = record.get("title")
    record.title = title.text() if title else None
    return record if record.labels else None


def _para(text: str, row: Row) -> Para:
    from sightline.work.imports.reading.markers import split_marker

    marker, rest = split_marker(text)
    return Para(" ".join(rest.split()), marker, row.page, ())


def with_text(para: Para, text: str) -> Para:
    """The same place with other words."""
    return replace(para, text=text, marker="", cells=())

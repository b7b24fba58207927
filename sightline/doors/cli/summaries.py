"""What was read of a paper, in a few lines for a person: the words of `sightline read` without --json."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

Paper = Mapping[str, Any]
NOT_STATED = "not stated"
LONGEST = 100
MOST_SHOWN = 5
KINDS = "an inspection report, a committee report, minutes, a decision, a plan, a table of indicators or a paper on risks"


def summary(paper: Paper) -> Iterator[str]:
    """The name of the file, what it is, what was read of it, and what a person should look at."""
    yield str(paper["file"])
    if paper["error"]:
        yield f"  not read: {paper['error']}"
        return
    yield from SUMMARIES.get(paper["kind"], _unknown)(paper)
    for name, label in (("set_aside", "set aside"), ("suspects", "worth a question")):
        entries = paper.get(name) or []
        if entries and paper["kind"] != "unknown":
            yield f"  {label}: {len(entries)}"
            yield from (f"    {_entry(entry)}" for entry in entries[:MOST_SHOWN])
            if len(entries) > MOST_SHOWN:
                yield f"    ... and {len(entries) - MOST_SHOWN} more (--json shows all)"
    for note in paper.get("notes") or []:
        yield f"  note: {note}"


def _entry(entry: Paper) -> str:
    page = f"page {entry['page']}: " if entry.get("page") else ""
    return f"{page}“{_short(entry['text'], 80)}”: {entry['why']}"


def _short(text: object, longest: int = LONGEST) -> str:
    """The beginning of a text on one line."""
    words = " ".join(str(text).split())
    return words if len(words) <= longest else f"{words[:longest]}..."


def _words(value: object) -> str:
    """A value as printed: texts parted by semicolons, "not stated" where there is none."""
    if isinstance(value, list | tuple):
        return _short("; ".join(str(one) for one in value if one)) or NOT_STATED
    return _short(value) if value not in (None, "") else NOT_STATED


def _answer(value: bool | None) -> str:
    return NOT_STATED if value is None else "yes" if value else "no"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _numbered(entries: Iterable[Any], indent: str = "    ") -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, Mapping):
            yield f"{indent}{entry.get('number') or '-'} {_short(entry.get('text') or '')}"
        else:
            yield f"{indent}- {_short(entry)}"


def _inspection(paper: Paper) -> Iterator[str]:
    dates = " to ".join(date for date in (paper.get("start"), paper.get("end")) if date)
    published = paper.get("published") or paper.get("letter_date") or f"({NOT_STATED})"
    yield f"  {paper.get('framework') or 'inspection'} of {paper.get('authority') or 'an authority not stated'}"
    yield f"  inspected {dates or f'({NOT_STATED})'}, published {published}"
    for area, grade in paper.get("judgements") or []:
        yield f"  {area}: {grade or NOT_STATED}"
    findings = paper.get("findings") or []
    yield f"  {len(findings)} findings"
    for finding in findings:
        yield f"    {finding.get('ref') or '-'} (page {finding.get('page')}) {_short(finding['text'])}"


def _plan(paper: Paper) -> Iterator[str]:
    name = "a plan" if paper["kind"] == "plan" else "a table of indicators"
    title = f": {paper['title']}" if paper.get("title") else ""
    version = f", version {paper['version']}" if paper.get("version") else ""
    yield f"  {name}{title}{version}"
    yield f"  {len(paper['rows'])} rows; columns: {', '.join(paper['columns'])}"
    taken = [
        f"{entry['column']} = {entry['field']}" for entry in paper.get("mapping") or [] if entry["field"]
    ]
    if taken:
        yield f"  taken as: {'; '.join(taken)}"
    if paper["kind"] == "plan":
        dated = sum(1 for row in paper["parsed"] if row["due"] and row["due"]["date"])
        owned = sum(1 for row in paper["parsed"] if row["owners"])
        yield f"  with an owner: {owned}; with a due date: {dated}"


def _report(paper: Paper) -> Iterator[str]:
    yield f"  a report: {_words(paper.get('title'))}"
    to, day, officer = (
        _words(paper.get(key)) for key in ("report_to", "date_of_meeting", "relevant_officer")
    )
    yield f"  to {to}, {day}; from {officer}"
    if paper.get("relevant_cabinet_member"):
        yield f"  cabinet member: {_words(paper['relevant_cabinet_member'])}"
    recommendations = paper.get("recommendations") or []
    yield f"  {_count(len(recommendations), 'recommendation')}"
    yield from _numbered(recommendations)
    answers = [(name, paper.get(key)) for name, key in (
        ("contrary to a plan", "contrary_to_plan"), ("in the budget", "in_budget"), ("exempt", "exempt"),
    )]  # fmt: skip
    yield "  " + "; ".join(f"{name}: {_answer(value)}" for name, value in answers)
    considered = [
        key.replace("_", " ") for key, value in (paper.get("considerations") or {}).items() if value
    ]
    if considered:
        yield f"  considerations: {', '.join(considered)}"
    appendices = paper.get("appendices") or []
    if appendices:
        named = "; ".join(f"{one.get('ref') or '-'} {one.get('title') or ''}".strip() for one in appendices)
        yield f"  {_count(len(appendices), 'appendix', 'appendices')}: {_short(named)}"


def _minutes(paper: Paper) -> Iterator[str]:
    day = paper.get("date") or "date not stated"
    yield f"  minutes of {paper.get('body') or 'a body that is not stated'}, {day}"
    people = paper.get("attendees") or {}
    groups = ("present", "apologies", "substitutes", "officers", "left")
    counted = [f"{key} {len(people[key])}" for key in groups if people.get(key)]
    if counted:
        yield f"  people: {', '.join(counted)}"
    items = paper.get("items") or []
    resolutions = sum(len(item.get("resolutions") or ()) for item in items)
    commitments = sum(len(item.get("commitments") or ()) for item in items)
    yield (
        f"  {_count(len(items), 'item')}, {_count(resolutions, 'resolution')}, {_count(commitments, 'commitment')} in the prose"
    )
    for item in items:
        yield f"    {item.get('number') or '-'} {_words(item.get('title') or item.get('intro'))}"
        for resolution in item.get("resolutions") or ():
            verb = resolution.get("verb") or "verb not printed"
            yield f"      {verb}: {resolution.get('number') or '-'} {_short(resolution['text'])}"
        for commitment in item.get("commitments") or ():
            text = commitment.get("text") if isinstance(commitment, Mapping) else commitment
            yield f"      promised: {_short(text or '')}"
        if risk := item.get("risk"):
            yield f"      risk: {_words(risk.get('name'))}"
            yield from (f"    {line}" for line in _sub_risks(risk.get("sub_risks") or ()))


def _decision(paper: Paper) -> Iterator[str]:
    yield f"  a decision of {_words(paper.get('decision_maker'))}: {_words(paper.get('title'))}"
    decided, effective, status = (_words(paper.get(key)) for key in ("decided", "effective", "status"))
    yield f"  decided {decided}, effective {effective}, status {status}"
    yield f"  key decision: {_answer(paper.get('key_decision'))}"
    decisions = paper.get("decisions") or []
    yield f"  {_count(len(decisions), 'decision')}"
    yield from _numbered(decisions)


def _risk(paper: Paper) -> Iterator[str]:
    sub_risks = paper.get("sub_risks") or []
    yield f"  a paper on risks: {_words(paper.get('risk'))}; {_count(len(sub_risks), 'sub-risk')}"
    yield from _sub_risks(sub_risks)
    yield from _numbered(paper.get("resolutions") or ())


def _sub_risks(sub_risks: Iterable[Paper]) -> Iterator[str]:
    """A line for each, with its scores as printed."""
    for one in sub_risks:
        scores = [f"{name} {_moved(one, name)}" for name in ("gross", "net") if _moved(one, name)]
        if one.get("score_unspecified") is not None:
            scores.append(f"score {one['score_unspecified']} (gross or net {NOT_STATED})")
        owner = f"; owner {_words(one['owner'])}" if one.get("owner") else ""
        yield f"    {one.get('ref') or '-'} {_words(one.get('name'))}: {', '.join(scores) or 'no score stated'}{owner}"


def _moved(risk: Paper, name: str) -> str:
    """A score with the one before it: "15, was 25"."""
    now, before = risk.get(name), risk.get(f"{name}_from")
    now = risk.get(f"{name}_to") if now is None else now
    if now is None and before is None:
        return ""
    return f"{NOT_STATED if now is None else now}{f', was {before}' if before is not None else ''}"


def _risk_matrix(paper: Paper) -> Iterator[str]:
    impact, likelihood = paper.get("impact") or [], paper.get("likelihood") or []
    yield f"  a risk matrix: impact of {len(impact)} levels, likelihood of {len(likelihood)}"
    for name, levels in (("impact", impact), ("likelihood", likelihood)):
        yield f"  {name}: " + "; ".join(
            " ".join(str(part) for part in level if part is not None) for level in levels
        )


def _unknown(paper: Paper) -> Iterator[str]:
    yield f"  not recognised as {KINDS}"
    for entry in (paper.get("set_aside") or [])[:1]:
        yield f"  it begins: “{_short(entry['text'], 120)}”"


SUMMARIES: dict[str, Callable[[Paper], Iterator[str]]] = {
    "inspection": _inspection, "report": _report, "minutes": _minutes, "decision": _decision, "plan": _plan,
    "indicators": _plan, "risk": _risk, "risk_matrix": _risk_matrix, "unknown": _unknown,
}  # fmt: skip

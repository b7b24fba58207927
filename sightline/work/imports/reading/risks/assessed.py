"""The risks of a register, one by one: name, owner, scores at each stage, controls and actions, and what is worth a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sightline.work.imports.reading.risks.cells import CellScore, folded_text, read_list, read_score
from sightline.work.imports.reading.risks.columns import Column
from sightline.work.imports.reading.risks.register import Register, RegisterRow

USUAL_MOST = 25
_REF_FIRST = re.compile(
    r"^(?P<ref>[A-Z]{1,6}[\s-]?\d{1,4}[a-z]?|\d{1,3}(?:\([a-z]\)|[a-z])?[.)]?|\([a-z]\))[\s:–.-]+(?=\S)(?P<name>.+)$",
    re.DOTALL,
)
_KEYS = {
    "gross": "gross",
    "net": "net",
    "": "score_unspecified",
    "target": "target_score",
    "initial": "initial_score",
    "current": "current_score",
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something of one row that is worth a question."""

    row: RegisterRow
    text: str
    why: str


def assess(
    register: Register, breaks_count: bool
) -> tuple[list[dict[str, Any]], list[list[int]], list[Doubt]]:
    """(the risks as the contract has sub-risks, the rows of each, what is worth a question)."""
    groups: list[list[int]] = []
    for number, row in enumerate(register.rows):
        if row.goes_on and groups:
            groups[-1].append(number)
        else:
            groups.append([number])
    doubts: list[Doubt] = []
    stages = _stages(register.columns)
    doubled = _doubled(register.columns)
    found = [
        _risk(register, [register.rows[number] for number in group], stages, doubled, breaks_count, doubts)
        for group in groups
    ]
    doubts += _not_products(register, groups, found)
    return found, groups, doubts


def _stages(columns: Sequence[Column]) -> dict[str, str]:
    """{printed stage: key of the contract's score}. Current is net only where a gross score stands beside it and no net does."""
    printed = {column.stage for column in columns if column.is_score}
    stages = dict(_KEYS)
    if "current" in printed and "net" not in printed:
        if "gross" in printed:
            stages["current"] = "net"
        elif "" not in printed:
            stages["current"] = "score_unspecified"
    return stages


def _doubled(columns: Sequence[Column]) -> set[str]:
    """Stages that have two scores with nothing to tell them apart."""
    seen: dict[tuple[str, str], int] = {}
    for column in columns:
        if column.is_score and not column.period:
            seen[column.stage, column.part] = seen.get((column.stage, column.part), 0) + 1
    return {stage for (stage, _), count in seen.items() if count > 1}


def _risk(
    register: Register,
    rows: Sequence[RegisterRow],
    stages: dict[str, str],
    doubled: set[str],
    breaks_count: bool,
    doubts: list[Doubt],
) -> dict[str, Any]:
    first = rows[0]
    ref, name, risk = _names(register, first)
    owners = _owners(register, rows)
    found: dict[str, Any] = {"ref": ref, "name": name, "owner": owners[0] if owners else None}
    if len(owners) > 1:
        found["other_owners"] = owners[1:]
    if risk is not None:
        found["risk"] = risk
    if first.section:
        found["section"] = first.section
    found |= _scores(register, first, stages, doubled, doubts)
    found["controls"] = [
        part
        for row in rows
        for text in _fields(register, row, "controls", whole=True)
        for part in read_list(text, breaks_count)
    ]
    found["further_actions"] = [action for row in rows for action in _actions(register, row, breaks_count)]
    for name_of in (
        "cause",
        "consequence",
        "opportunity",
        "treatment",
        "direction",
        "comment",
        "review",
        "category",
    ):
        texts = list(dict.fromkeys(text for row in rows for text in _fields(register, row, name_of)))
        if texts:
            found[name_of] = "\n".join(texts)
    return found


def _owners(register: Register, rows: Sequence[RegisterRow]) -> list[str]:
    """Who is printed as owner, the column that says "owner" first, then managers and leads."""
    ranked: list[tuple[int, str]] = []
    for row in rows:
        for column, text, down in zip(register.columns, row.texts, row.down, strict=True):
            folded = folded_text(text)
            if column.field == "owner" and folded and not down:
                name = column.name.lower()
                ranked.append((0 if "risk owner" in name else 1 if "owner" in name else 2, folded))
    return list(dict.fromkeys(text for _, text in sorted(ranked, key=lambda one: one[0])))


def _names(register: Register, row: RegisterRow) -> tuple[str | None, str | None, str | None]:
    """(ref, name, the risk above it where the table has a column of sub-risks)."""
    text = {
        name: next(iter(_fields(register, row, name, filled=True)), None)
        for name in ("ref", "risk", "sub_risk", "description")
    }
    name = text["sub_risk"] or text["risk"] or text["description"]
    risk = text["risk"] if text["sub_risk"] else None
    ref = text["ref"]
    match = _REF_FIRST.match(name or "")
    if match and (ref is None or text["sub_risk"]):
        ref, name = (
            ref if ref else match.group("ref").strip(" .:").removeprefix("(").removesuffix(")"),
            match.group("name").strip(),
        )
    if (
        risk is None
        and name is not None
        and text["risk"]
        and text["description"]
        and text["description"] != name
    ):
        return ref, text["risk"], None
    return ref, name, risk


def _fields(
    register: Register, row: RegisterRow, name: str, whole: bool = False, filled: bool = False
) -> Iterator[str]:
    """The texts of the columns of a field; what was filled from a merged cell above only where asked for."""
    for column, text, down in zip(register.columns, row.texts, row.down, strict=True):
        if column.field != name or not text or (down and not filled):
            continue
        folded = folded_text(text)
        if folded:
            yield text if whole else folded


def _actions(register: Register, row: RegisterRow, breaks_count: bool) -> Iterator[dict[str, Any]]:
    texts = [
        part
        for text in _fields(register, row, "further_actions", whole=True)
        for part in read_list(text, breaks_count)
    ]
    raw = next(iter(_fields(register, row, "target_date", whole=True)), None)
    dates = read_list(raw, breaks_count)
    for number, text in enumerate(texts):
        target = None
        if len(dates) == len(texts):
            target = dates[number]
        elif len(texts) == 1 and raw:
            target = folded_text(raw)
        yield {"text": text, "target": target}


# --- the scores -------------------------------------------------------------------------------------------------------------


def _scores(
    register: Register, row: RegisterRow, stages: dict[str, str], doubled: set[str], doubts: list[Doubt]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key in ("gross", "net", "score_unspecified"):
        found |= {key: None, f"{key}_from": None}
    found |= {"gross_to": None, "net_to": None}
    words: dict[str, str] = {}
    bands: dict[str, str] = {}
    series: list[dict[str, Any]] = []
    before: int | None = None
    for column, text in zip(register.columns, row.texts, strict=True):
        if not column.is_score or not folded_text(text):
            continue
        score = read_score(text)
        if not score.clear:
            doubts.append(
                Doubt(
                    row,
                    f"{column.name}: {folded_text(text)}",
                    "This cell stands in a column of scores, but no one score could be read. It stays in its row.",
                )
            )
            continue
        if column.stage in doubled and not column.period:
            continue
        if column.stage == "previous":
            before = score.value if column.part == "score" else before
            continue
        key = stages[column.stage]
        if column.word:
            words[key] = column.word
        if column.period and column.part == "score":
            series.append({"period": column.period, "which": key, "value": score.value, "band": score.band})
        _keep(found, bands, key, column.part, score)
    for stage in doubled:
        why = f"Two {stage or 'plain'} scores are printed, and nothing tells which is which. They stay in their row."
        if not any(doubt.why == why for doubt in doubts):
            doubts.append(
                Doubt(
                    row,
                    " | ".join(
                        column.name
                        for column in register.columns
                        if column.is_score and column.stage == stage
                    ),
                    why,
                )
            )
    _moves(found, series, before)
    if words:
        found["score_words"] = words
    if bands:
        found["bands"] = bands
    if series:
        found["series"] = series
    _odd(found, row, doubts)
    return found


def _keep(found: dict[str, Any], bands: dict[str, str], key: str, part: str, score: CellScore) -> None:
    if part in ("impact", "likelihood"):
        found[f"{key}_{part}"] = score.value if score.value is not None else score.band
        return
    if score.value is not None:
        found[key] = score.value
    if score.before is not None:
        found[f"{key}_from"] = score.before
    if score.band:
        bands[key] = score.band
    if score.factors:
        found[f"{key}_factors"] = list(score.factors)
    for part_name, value in (("impact", score.impact), ("likelihood", score.likelihood)):
        if value is not None:
            found[f"{key}_{part_name}"] = value


def _moves(found: dict[str, Any], series: list[dict[str, Any]], before: int | None) -> None:
    """What a score was before: a column of the last period, or the last but one of a series."""
    for key in {entry["which"] for entry in series}:
        values = [entry["value"] for entry in series if entry["which"] == key and entry["value"] is not None]
        if len(values) > 1 and values[-1] != values[-2] and found.get(f"{key}_from") is None:
            found[f"{key}_from"] = values[-2]
    if before is not None:
        key = next((one for one in ("net", "score_unspecified", "gross") if found.get(one) is not None), None)
        if key and found[key] != before:
            found[f"{key}_from"] = before
    for key in ("gross", "net"):
        if found[key] is not None and found[f"{key}_from"] is not None:
            found[f"{key}_to"] = found[key]


def _odd(found: dict[str, Any], row: RegisterRow, doubts: list[Doubt]) -> None:
    for key in ("gross", "net", "score_unspecified", "target_score"):
        value = found.get(key)
        if value is not None and not 1 <= value <= USUAL_MOST:
            doubts.append(Doubt(row, str(value), f"A score of {value} is outside a matrix of five by five."))
    gross, net = found["gross"], found["net"]
    if gross is not None and net is not None and net > gross:
        doubts.append(
            Doubt(row, f"{gross} | {net}", f"The net score ({net}) is above the gross score ({gross}).")
        )


def _not_products(
    register: Register, groups: list[list[int]], found: list[dict[str, Any]]
) -> Iterator[Doubt]:
    """Scores that are not impact times likelihood, in a register where most are."""
    right, wrong = 0, []
    for group, risk in zip(groups, found, strict=True):
        for key in ("gross", "net", "score_unspecified", "target_score"):
            factors = risk.get(f"{key}_factors") or [risk.get(f"{key}_impact"), risk.get(f"{key}_likelihood")]
            value = risk.get(key)
            if value is None or not all(isinstance(one, int) for one in factors):
                continue
            if factors[0] * factors[1] == value:
                right += 1
            else:
                wrong.append((register.rows[group[0]], factors, value))
    if len(wrong) > right and len(wrong) > 1:
        return
    for row, factors, value in wrong:
        one, other = factors
        yield Doubt(
            row,
            f"{one} | {other} | {value}",
            f"{one} times {other} is {one * other}, but {value} is printed.",
        )

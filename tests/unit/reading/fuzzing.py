"""Reads damaged papers and tells what is wrong with how they were read: a crash, a hang, or a result that cannot be true."""

from __future__ import annotations

import json
import re
import signal
import time
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import jsonschema

from sightline.ground.lib.documents.blocks import Document, Line, Table
from sightline.ground.lib.documents.opening import open_document
from sightline.ground.lib.documents.sandbox import BROKE, Sandbox
from sightline.ground.lib.documents.text import document_of_text
from sightline.ground.lib.errors import Unreadable
from sightline.work.imports.reading.entry import read_file, read_text
from tests.unit.reading.made_up_papers import ALL
from tests.unit.reading.mutations import Mutant

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 1.0  # processor time that one paper may take
SECONDS_OF_SANDBOX = 8.0  # by the clock of a busy machine, with the start of a new worker after one that died
NATIVE = ("xlsx", "pdf")  # endings that are opened by libraries which can end the process
STOPPED = 10  # seconds after which a paper is given up
SCHEMA = json.loads((ROOT / "docs/reference/read.schema.json").read_text(encoding="utf-8"))
NOT_LETTERS = re.compile(r"[\W_⁰¹²³⁴⁵⁶⁷⁸⁹]+")  # marks of footnotes are left out of running text


@cache
def papers() -> tuple[tuple[str, str], ...]:
    """What is damaged: the made-up papers, and the real ones where they are beside the checkout."""
    folder = ROOT.parent / "shared"
    real = sorted([*folder.glob("seeds/*.txt"), *folder.glob("samples/*/*.txt")])
    return (*ALL.items(), *((path.name, path.read_text(encoding="utf-8", errors="replace")) for path in real))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one damaged paper: the kind it was read as ("error" where it was refused), seconds, and faults."""

    kind: str
    seconds: float
    faults: tuple[str, ...]


class Hung(BaseException):
    """Not an Exception: a reader that catches those must not hide that it hangs."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise Hung


def outcome_of(mutant: Mutant, folder: Path, sandbox: Sandbox) -> Outcome:
    """Read a damaged paper. A file is written to `folder` first; what a native library opens is read in the sandbox."""
    path = _written(mutant, folder)
    if mutant.ending in NATIVE:
        return _in_sandbox(mutant, str(path), sandbox)
    before = signal.signal(signal.SIGALRM, _stop)
    signal.alarm(STOPPED)
    started = time.process_time()
    try:
        result = read_text(str(mutant.content)) if path is None else read_file(path)
        seconds = time.process_time() - started
        return _judged(result, _document(mutant, path, result), seconds, SECONDS)
    except Hung:
        return Outcome("none", float(STOPPED), (f"hang: it took more than {STOPPED} seconds",))
    except Exception:
        return Outcome("none", time.process_time() - started, (f"crash: {_last_lines()}",))
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _in_sandbox(mutant: Mutant, path: str, sandbox: Sandbox) -> Outcome:
    """As a stranger's file is read: a library that dies takes its worker with it, and the answer is a sentence."""
    started = time.perf_counter()
    try:
        result, lines = sandbox.call("tests.unit.reading.fuzzing:read_with_lines", path)
    except Unreadable as error:
        seconds = time.perf_counter() - started
        crashed = (f"crash: {mutant.ending} in the sandbox",) if error.sentence == BROKE else ()
        hung = (f"hang: {error.sentence}",) if seconds > STOPPED else ()
        return Outcome("error", seconds, crashed + hung)
    seconds = time.perf_counter() - started
    document = None if lines is None else Document("pdf", None, tuple(Line(*line) for line in lines))
    return _judged(result, document, seconds, SECONDS_OF_SANDBOX)


def read_with_lines(path: str) -> tuple[dict[str, Any], list[tuple[int | None, int, str]] | None]:
    """What is read of a file, and its printed lines; None for them where it was refused. Called in the sandbox."""
    result = read_file(path)
    if result["error"]:
        return result, None
    document = open_document(path)
    rows = [
        (
            row.page or table.page,
            row.number,
            " ".join(cell.text or "" for cell in row.cells if not cell.merged),
        )
        for table in document.tables()
        for row in table.rows
    ]
    return result, [(line.page, line.number, line.text) for line in document.lines] or rows


def _judged(result: dict[str, Any], document: Document | None, seconds: float, most: float) -> Outcome:
    slow = (f"slow: {seconds:.1f} seconds",) if seconds > most else ()
    kind = "error" if result["error"] else str(result["kind"])
    return Outcome(kind, seconds, (*slow, *faults_in(result, document)))


def _written(mutant: Mutant, folder: Path) -> Path | None:
    if not mutant.ending:
        return None
    path = folder / f"paper.{mutant.ending}"
    content = mutant.content
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return path


def _document(mutant: Mutant, path: Path | None, result: dict[str, Any]) -> Document | None:
    if result["error"]:
        return None
    try:
        return document_of_text(str(mutant.content)) if path is None else open_document(path)
    except Unreadable:
        return None


def _last_lines() -> str:
    return " / ".join(line.strip() for line in traceback.format_exc().strip().split("\n")[-5:])


def faults_in(result: dict[str, Any], document: Document | None) -> Iterator[str]:
    """What cannot be true of a result: its shape, places that do not exist, words that its paper does not print."""
    try:
        json.loads(json.dumps(result, allow_nan=False))
    except ValueError as error:
        yield f"not JSON: {error}"
        return
    kind = "" if result["error"] else str(result["kind"])
    for wrong in _validator(kind).iter_errors(result):
        yield f"schema: {'/'.join(str(part) for part in wrong.absolute_path)}: {wrong.message[:120]}"
        break
    if document is None:
        return
    yield from _wrong_places(result, document)
    yield from _invented_words(result, document)


@cache
def _validator(kind: str) -> Any:
    """The schema of one kind: what the whole schema asks for all kinds, and for this one."""
    asked = [
        rule.get("then", rule) if rule["if"]["properties"]["kind"].get("const") == kind else {}
        for rule in SCHEMA["allOf"]
        if "kind" in rule.get("if", {}).get("properties", {})
    ]
    others = [rule for rule in SCHEMA["allOf"] if "kind" not in rule.get("if", {}).get("properties", {})]
    return jsonschema.Draft202012Validator({**SCHEMA, "allOf": [*filter(None, asked), *others]})


def _wrong_places(result: dict[str, Any], document: Document) -> Iterator[str]:
    places = result.get("places")
    if not isinstance(places, list):
        return
    lines = {(line.page, line.number) for line in document.lines}
    lines |= {(row.page or table.page, row.number) for table in document.tables() for row in table.rows}
    for place in places:
        if place["first"] is None:
            continue
        page, last_page = place["page"], place.get("last_page", place["page"])
        if (page, place["first"]) not in lines or (last_page, place["last"]) not in lines:
            yield f"place: there is no line {place['first']} to {place['last']} on page {page} ({place['of']})"
            return
        if page == last_page and place["last"] < place["first"]:
            yield f"place: it ends before it begins ({place['of']})"
            return
        if not _leads_somewhere(result, place["of"]):
            yield f"place: nothing stands at {place['of']}"
            return


def _leads_somewhere(result: Any, path: str) -> bool:
    for part in path.split("/"):
        if isinstance(result, list):
            if not part.isdigit() or int(part) >= len(result):
                return False
            result = result[int(part)]
        elif isinstance(result, dict):
            if part not in result:
                return False
            result = result[part]
        else:
            return False
    return True


def _invented_words(result: dict[str, Any], document: Document) -> Iterator[str]:
    """Resolutions, recommendations and decisions must stand in the paper, letter by letter but for blanks and signs."""
    printed = ""
    for text in _decided(result):
        printed = printed or _letters(_source(document))
        if _letters([text]) not in printed and not _in_order(text, document):
            yield f"words: {text[:100]!r} does not stand in the paper"
            return


def _decided(result: dict[str, Any]) -> Iterator[str]:
    for key in ("recommendations", "resolutions", "decisions"):
        for entry in result.get(key) or ():
            if isinstance(entry, dict) and entry.get("text"):
                yield str(entry["text"])
    for item in result.get("items") or ():
        for entry in item.get("resolutions") or ():
            yield str(entry["text"])


def _source(document: Document) -> list[str]:
    if document.lines:
        return [line.text for line in document.lines]
    return [
        cell.text or ""
        for table in document.blocks
        if isinstance(table, Table)
        for row in table.rows
        for cell in row.cells
        if not cell.merged
    ]


def _letters(texts: Iterable[str]) -> str:
    return NOT_LETTERS.sub("", " ".join(texts)).casefold()


def _in_order(text: str, document: Document) -> bool:
    """Whether the words stand in the paper in this order, with lines between them that are no part of it (a page's foot)."""
    words = iter(_letters([word]) for line in _source(document) for word in line.split())
    wanted = (_letters([word]) for word in text.split())
    return all(any(word == printed for printed in words) for word in wanted if word)

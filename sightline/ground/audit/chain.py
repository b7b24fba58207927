"""The arithmetic of the chain: commitments, digests, hashes. No Django, no clock, no database.

A *value* is anything JSON can hold. Its *commitment* is SHA-256 over a random salt and the value: without the salt nobody can
confirm a guess of the value, with it anybody can check that the value is the one that was recorded. Hashes cover commitments, never
values: a value can be taken away later, with its salt, and everything above it still adds up.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

BEGINNING = "0" * 64  # the `previous` of the first event
SALT_BYTES = 16
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(value: object) -> str:
    """One spelling of a JSON value: sorted keys, no spaces, every character as itself."""
    return _ENCODER.encode(value)


def commitment(salt: str, value: object) -> str:
    """43 characters that bind the value without showing it."""
    digest = sha256(f"{salt}:{canonical(value)}".encode("utf-8", "surrogatepass")).digest()
    return _text(digest)


def commit(values: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Salts and commitments of values, each by the value's path ("new.title", "entries.0.facts.reason")."""
    random = os.urandom(SALT_BYTES * len(values))
    salts = {
        path: _text(random[place * SALT_BYTES : (place + 1) * SALT_BYTES])
        for place, path in enumerate(values)
    }
    return salts, {path: commitment(salts[path], value) for path, value in values.items()}


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def altered(
    values: Mapping[str, Any],
    salts: Mapping[str, str],
    commitments: Mapping[str, str],
    replaced: Mapping[str, str] | None = None,
) -> list[str]:
    """The paths whose value is not the one committed to. `replaced` holds the commitments that redactions put in their place."""
    expected = {**commitments, **(replaced or {})}
    wrong = [path for path in expected if path not in values or path not in salts]
    wrong += [path for path in values if path not in expected]
    wrong += [
        path
        for path, value in values.items()
        if path in expected and path in salts and commitment(salts[path], value) != expected[path]
    ]
    return sorted(set(wrong))


def values_of_change(old: str | None, new: str | None) -> dict[str, Any]:
    """The values of a row change by path; `old` and `new` are JSON objects as text, or None."""
    return {
        f"{side}.{column}": value
        for side, text in (("old", old), ("new", new))
        if text
        for column, value in json.loads(text).items()
    }


def values_of_event(actor_name: str, entries: list[dict[str, Any]]) -> dict[str, Any]:
    """The values of an event by path: everything that says who and what, facts one by one."""
    return {"actor_name": actor_name} | {
        f"entries.{place}.{path}": value
        for place, entry in enumerate(entries)
        for path, value in _values_of_entry(entry)
    }


def _values_of_entry(entry: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in entry.items():
        if name == "facts":
            yield from ((f"facts.{fact}", held) for fact, held in value.items())
        else:
            yield name, value


class Digest:
    """Grows line by line; covers what and in which order."""

    def __init__(self) -> None:
        self._sum, self.count = sha256(), 0

    def add(self, *parts: object) -> None:
        self._sum.update(canonical(list(parts)).encode("utf-8", "surrogatepass") + b"\n")
        self.count += 1

    def hex(self) -> str:
        return self._sum.hexdigest()


@dataclass(frozen=True)
class Sealed:
    """What the hash of an event covers. `at` with its time zone; `digest` over changes and replacements, `count` their number."""

    number: int
    at: datetime
    mark: str
    actor_id: str
    command: str
    commitments: Mapping[str, str]
    digest: str
    count: int
    previous: str

    def hash(self) -> str:
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        covered = {**vars(self), "at": at, "commitments": dict(self.commitments)}
        return sha256(canonical(covered).encode("utf-8", "surrogatepass")).hexdigest()

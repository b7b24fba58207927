"""One text for one set of facts, so that a hash of it means the same everywhere.

JSON with sorted keys, no blanks, UTF-8, as RFC 8785 has it for what is used here: text, whole numbers, true, false, null, lists and
mappings. Days and moments are written in ISO form and decimals as text; a float is refused, because its text is not one.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any


def canonical(facts: Any) -> str:
    """The one text of the facts. Raises TypeError for what has none.

    >>> canonical({"b": 1, "a": [None, True, "é"]})
    '{"a":[null,true,"é"],"b":1}'
    """
    return json.dumps(plain(facts), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(facts: Any) -> str:
    """SHA-256 of that text in UTF-8, as 64 hexadecimal digits: what `sha256sum` says of the downloaded file."""
    return hashlib.sha256(canonical(facts).encode()).hexdigest()


def plain(value: Any) -> Any:
    """The facts as JSON holds them: dates and decimals become text, tuples lists."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, dict):
        return {_key(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    raise TypeError(f"{type(value).__name__} has no one text")


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError(f"the key {key!r} is not text")
    return key

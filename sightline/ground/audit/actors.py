"""Who acts when no person does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol


class Actor(Protocol):
    """Whoever acts: a user, or the system itself. `name` is kept as text, so that it outlives the account."""

    @property
    def id(self) -> Any: ...

    @property
    def name(self) -> str: ...

    def may(self, permission: str, thing: object | None = None) -> bool: ...


@dataclass(frozen=True)
class System:
    """The product acting for itself (installing an example, recovering a job); it may do everything, under its name."""

    name: str = "Sightline"
    id: None = None

    def may(self, permission: str, thing: object | None = None) -> bool:
        return True

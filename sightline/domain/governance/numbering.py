"""Numbers that people refer to: the next one, given once."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Max


def numbered(model: type[models.Model], **values: Any) -> Any:
    """Create a row under the next number, and try again if somebody else took that number just now."""
    manager: Any = model._default_manager
    while True:
        number = (manager.aggregate(last=Max("number"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                return manager.create(number=number, **values)
        except IntegrityError:
            if not manager.filter(number=number).exists():
                raise

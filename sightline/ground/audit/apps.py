from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "sightline.ground.audit"
    label = "audit"

    def ready(self) -> None:
        from .running import give_functions_to_all

        give_functions_to_all()
        post_migrate.connect(_install_triggers, sender=self, dispatch_uid="sightline.audit.install")


def _install_triggers(using: str, **_: Any) -> None:
    from django.db import connections

    from .triggers import install

    install(connections[using])

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class AuditConfig(AppConfig):
    name = "sightline.ground.audit"
    label = "audit"

    def ready(self) -> None:
        from .migrating import after_migrating, before_migrating
        from .running import give_functions_to_all

        give_functions_to_all()
        pre_migrate.connect(before_migrating, sender=self, dispatch_uid="sightline.audit.before")
        post_migrate.connect(after_migrating, sender=self, dispatch_uid="sightline.audit.after")

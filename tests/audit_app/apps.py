from django.apps import AppConfig


class AuditAppConfig(AppConfig):
    name = "tests.audit_app"
    label = "audit_app"

    def ready(self) -> None:
        from sightline.ground.audit.watching import redact_also, watch

        from .models import Note, Scratch, Tag

        for model in (Tag, Note.tags.through):
            watch(model)
        watch(Note, except_=("unwatched",))
        redact_also(Scratch)

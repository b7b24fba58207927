from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "sightline.ground.search"
    label = "search"

    def ready(self) -> None:
        from sightline.ground.audit.redaction import redact_in
        from sightline.ground.audit.watching import redact_also

        from .engines import forget_thoroughly
        from .indexing import after_migrating
        from .models import Document

        redact_also(Document)
        redact_in("search index", forget_thoroughly)
        post_migrate.connect(after_migrating, sender=self, dispatch_uid="sightline.search.after")

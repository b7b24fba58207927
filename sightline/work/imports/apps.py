from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "sightline.work.imports"
    label = "imports"

    def ready(self) -> None:
        """What a paper said and how far its review is are not recorded value by value: each decision leaves an event
        with what was changed, and the paper itself is kept whole. Redactions reach these columns all the same."""
        from sightline.ground.audit.watching import watch

        from .models import Reading

        watch(Reading, except_=("result", "draft", "source", "quality"))

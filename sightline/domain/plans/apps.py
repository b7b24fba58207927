from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "sightline.domain.plans"
    label = "plans"

    def ready(self) -> None:
        from . import searching
        from .hand_over import tell
        from .queries.evidence import tell_evidence

        tell_evidence()
        tell()
        searching.tell()

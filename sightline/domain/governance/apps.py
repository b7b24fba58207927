from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "sightline.domain.governance"
    label = "governance"

    def ready(self) -> None:
        from . import searching
        from .hand_over import tell

        tell()
        searching.tell()

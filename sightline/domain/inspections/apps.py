from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "sightline.domain.inspections"
    label = "inspections"

    def ready(self) -> None:
        from . import searching
        from .hand_over import tell

        tell()
        searching.tell()

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "sightline.domain.meetings"
    label = "meetings"

    def ready(self) -> None:
        from . import searching
        from .hand_over import tell

        tell()
        searching.tell()

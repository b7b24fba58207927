from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "sightline.domain.meetings"
    label = "meetings"

    def ready(self) -> None:
        from . import searching
        from .hand_over import tell
        from .promises import supporting

        tell()
        supporting.tell()
        searching.tell()

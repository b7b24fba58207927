from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "sightline.domain.meetings"
    label = "meetings"

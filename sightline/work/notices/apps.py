from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "sightline.work.notices"
    label = "notices"

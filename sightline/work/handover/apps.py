from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "sightline.work.handover"
    label = "handover"

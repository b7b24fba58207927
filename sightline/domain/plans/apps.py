from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "sightline.domain.plans"
    label = "plans"

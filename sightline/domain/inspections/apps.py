from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "sightline.domain.inspections"
    label = "inspections"

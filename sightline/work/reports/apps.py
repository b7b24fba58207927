from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "sightline.work.reports"
    label = "reports"

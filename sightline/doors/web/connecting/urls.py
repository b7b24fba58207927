"""The council's committee system: where it is, which committees are asked about, what was asked and what came."""

from django.urls import path

from . import found, views

urlpatterns = [
    path("settings/committee-system/", views.connection, name="committee-system"),
    path("settings/committee-system/address/", views.address, name="committee-system-address"),
    path("settings/committee-system/ask/", views.ask, name="committee-system-ask"),
    path("settings/committee-system/pause/", views.pause, name="committee-system-pause"),
    path("settings/committee-system/start/", views.start, name="committee-system-start"),
    path("settings/committee-system/committees/", views.committees, name="committee-system-committees"),
    path("settings/committee-system/committees/list/", views.list_committees, name="committee-system-list"),
    path("settings/committee-system/committees/<int:key>/", views.match, name="committee-system-match"),
    path("settings/committee-system/log/", found.log, name="committee-system-log"),
    path("settings/committee-system/log/<int:number>/", found.turn, name="committee-system-turn"),
    path("settings/committee-system/meetings/", found.meetings, name="committee-system-meetings"),
    path("settings/committee-system/meetings/<int:key>/", found.meeting, name="committee-system-meeting"),
    path(
        "settings/committee-system/meetings/<int:key>/agenda/",
        found.take_agenda,
        name="committee-system-agenda",
    ),
]

"""Calendars: the page of a month, a file of one meeting, one's own addresses, and what stands at such an address."""

from django.urls import path

from . import feed, own, views

urlpatterns = [
    path("meetings/calendar/", views.month, name="meetings-calendar"),
    path("meetings/<int:number>/meeting.ics", views.meeting_file, name="meeting-ics"),
    path("account/calendars/", own.calendars, name="calendars"),
    path("account/calendars/make/", own.make, name="calendar-make"),
    path("account/calendars/<int:key>/withdraw/", own.withdraw, name="calendar-withdraw"),
    path("calendars/<str:token>.ics", feed.feed, name="calendar-feed"),
]

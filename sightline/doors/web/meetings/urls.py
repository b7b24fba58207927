"""Meetings: their list, each with agenda, attendance, outcomes and minutes."""

from django.urls import URLPattern, URLResolver, path

from . import (
    agenda,
    attendance,
    calling,
    closing,
    figures,
    minutes,
    outcomes,
    printed,
    room,
    standing,
    style,
    views,
)

ITEM = "meetings/<int:number>/items/<int:item>/"
PAPER = ITEM + "papers/<int:paper>/"
ROOM = "meetings/<int:number>/room/"
MINUTES = "meetings/<int:number>/minutes/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/meetings.xlsx", views.listing, {"kind": "xlsx"}, name="meetings-xlsx"),
    path("meetings/meetings.csv", views.listing, {"kind": "csv"}, name="meetings-csv"),
    path("meetings/call/", calling.call, name="meeting-call"),
    path("meetings/to-complete/", printed.to_complete, name="meetings-to-complete"),
    path("papers/<int:number>/meeting/", printed.say, name="paper-meeting"),
    path("papers/<int:number>/complete/", printed.complete, name="paper-complete"),
    path("meetings/<int:number>/", views.meeting, name="meeting"),
    path("meetings/<int:number>/printed/", printed.minutes, name="meeting-printed"),
    path("meetings/<int:number>/changes/", views.changes, name="meeting-changes"),
    path("meetings/<int:number>/describe/", calling.describe, name="meeting-describe"),
    path("meetings/<int:number>/cancel/", calling.cancel, name="meeting-cancel"),
    path("meetings/<int:number>/move/", calling.move, name="meeting-move"),
    path("meetings/<int:number>/join/", calling.join, name="meeting-join"),
    path("meetings/<int:number>/agenda-sent/", calling.send, name="meeting-send"),
    path("meetings/<int:number>/order/", calling.order, name="meeting-order"),
    path("meetings/<int:number>/items/add/", calling.add_item, name="meeting-item-add"),
    path("meetings/<int:number>/attendance/", attendance.attendance, name="meeting-attendance"),
    path("meetings/<int:number>/agenda/", agenda.agenda, name="meeting-agenda"),
    path("meetings/<int:number>/agenda/agenda.docx", agenda.word, name="meeting-agenda-docx"),
    path("bodies/<int:key>/standing-items/", standing.standing, name="body-standing"),
    path(ITEM, outcomes.item, name="meeting-item"),
    path(ITEM + "papers/add/", agenda.add_paper, name="meeting-paper-add"),
    path(PAPER + "file/", agenda.file, name="meeting-paper-file"),
    path(PAPER + "word/", agenda.word_paper, name="meeting-paper-word"),
    path(PAPER + "up/", agenda.shift_paper, {"up": True}, name="meeting-paper-up"),
    path(PAPER + "down/", agenda.shift_paper, {"up": False}, name="meeting-paper-down"),
    path(PAPER + "take-off/", agenda.take_paper_off, name="meeting-paper-off"),
    path(ITEM + "speaking/add/", agenda.add_speaking, name="meeting-speaking-add"),
    path(ITEM + "speaking/<int:key>/withdraw/", agenda.withdraw_speaking, name="meeting-speaking-withdraw"),
    path(ITEM + "word/", calling.edit_item, name="meeting-item-edit"),
    path(ITEM + "close/", closing.close, name="meeting-item-close"),
    path(ITEM + "open/", closing.open_again, name="meeting-item-open"),
    path(ITEM + "take-off/", calling.take_off, name="meeting-item-off"),
    path(ITEM + "outcome/", outcomes.record, name="meeting-outcome"),
    path(ITEM + "outcomes/", outcomes.several, name="meeting-several"),
    path(ROOM, room.begin, name="meeting-room"),
    path(ROOM + "<int:item>/", room.room, name="meeting-room-item"),
    path(ROOM + "<int:item>/here/", room.press, name="meeting-room-here"),
    path("bodies/<int:key>/resolutions/", style.style, name="body-style"),
    path("bodies/<int:key>/resolutions/phrases/", style.add_phrase, name="body-phrase-add"),
    path("bodies/<int:key>/resolutions/phrases/<int:phrase>/away/", style.take_away, name="body-phrase-away"),
    path(MINUTES, minutes.minutes, name="meeting-minutes"),
    path(MINUTES + "draft/", minutes.draft, name="meeting-minutes-draft"),
    path(MINUTES + "circulate/", minutes.circulate, name="meeting-minutes-circulate"),
    path(MINUTES + "minutes.docx", minutes.word, name="meeting-minutes-docx"),
    path(MINUTES + "versions/<int:version>/", minutes.version, name="meeting-minutes-version"),
    path(MINUTES + "items/<int:item>/write/", minutes.write, name="meeting-minute-write"),
    path(MINUTES + "items/<int:item>/figure/", figures.mark, name="meeting-figure-mark"),
    path(MINUTES + "figures/<int:key>/take-back/", figures.take_back, name="meeting-figure-back"),
    path(MINUTES + "items/<int:item>/correct/", minutes.correct, name="meeting-minute-correct"),
    path(
        MINUTES + "corrections/<int:key>/correct/", minutes.correct_again, name="meeting-correction-correct"
    ),
]

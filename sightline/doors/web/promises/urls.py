"""Promises: the register, one with its history, what is taken up, and what a body asked for over time."""

from django.urls import URLPattern, URLResolver, path

from . import body, mine, promise, register, take_up

urlpatterns: list[URLPattern | URLResolver] = [
    path("promises/", register.promises, name="promises"),
    path("promises/promises.xlsx", register.listing, {"kind": "xlsx"}, name="promises-xlsx"),
    path("promises/promises.csv", register.listing, {"kind": "csv"}, name="promises-csv"),
    path("promises/mine/", mine.promises, name="promises-mine"),
    path("promises/take-up/", take_up.several, name="promises-take-up"),
    path("promises/take-up/<slug:key>/", take_up.one, name="promise-take-up"),
    path("promises/add/", take_up.add, name="promise-add"),
    path("promises/<int:number>/", promise.promise, name="promise"),
    path("promises/<int:number>/state/", promise.state, name="promise-state"),
    path("promises/<int:number>/words/", promise.words, name="promise-words"),
    path("promises/<int:number>/date/", promise.move, name="promise-date"),
    path("promises/<int:number>/met/", promise.met, name="promise-met"),
    path("promises/<int:number>/circulate/", promise.circulate, name="promise-circulate"),
    path("promises/<int:number>/take-back/", promise.take_back, name="promise-take-back"),
    path("promises/<int:number>/notice/", promise.notice, name="promise-notice"),
    path("promises/<int:number>/answer/", promise.answer, name="promise-answer"),
    path("bodies/<int:key>/promises/", body.promises, name="body-promises"),
]

"""Who stands where in a plan, what is before a body, what bodies settled, and what an auditor draws."""

from django.urls import path

from . import bodies, coverage, samples, sign_off

PLAN = "plans/<int:number>/"
ACTION = PLAN + "actions/<int:action_number>/"

urlpatterns = [
    path(PLAN + "coverage/", coverage.coverage, name="plan-coverage"),
    path(PLAN + "coverage.<slug:kind>", coverage.file, name="plan-coverage-file"),
    path(PLAN + "bodies/", bodies.bodies, name="plan-bodies"),
    path(PLAN + "bodies/add/", bodies.add, name="plan-body-add"),
    path(PLAN + "bodies/<int:key>/end/", bodies.end, name="plan-body-end"),
    path(PLAN + "review/", bodies.review, name="plan-review"),
    path(PLAN + "sign-off/", sign_off.sign_off, name="plan-sign-off"),
    path(PLAN + "sign-off.<slug:kind>", sign_off.file, name="plan-sign-off-file"),
    path(ACTION + "ask-sign-off/", sign_off.ask, name="action-ask-sign-off"),
    path(ACTION + "ask-sign-off/take-back/", sign_off.take_back, name="action-request-take-back"),
    path(ACTION + "signs-off/", bodies.signs_off, name="action-signs-off"),
    path(PLAN + "samples/", samples.samples, name="plan-samples"),
    path(PLAN + "samples/draw/", samples.draw, name="plan-sample-draw"),
    path(PLAN + "samples/<int:sample_number>/", samples.sample, name="plan-sample"),
    path(PLAN + "samples/<int:sample_number>/sample.<slug:kind>", samples.file, name="plan-sample-file"),
]

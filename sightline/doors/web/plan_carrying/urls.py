"""What becomes of the plan before, certificates, and one action across plans."""

from django.urls import path

from . import certificates, ledger

CARRY = "plans/<int:number>/carry-over/"

urlpatterns = [
    path(CARRY, ledger.ledger, name="plan-carry-over"),
    path(CARRY + "follows/", ledger.follows, name="plan-carry-over-follows"),
    path(CARRY + "certify/", ledger.certify, name="plan-carry-over-certify"),
    path(CARRY + "ledger.<slug:kind>", ledger.file, name="plan-carry-over-file"),
    path(CARRY + "<int:action_number>/", ledger.action, name="plan-carry-over-action"),
    path(CARRY + "<int:action_number>/undo/", ledger.undo, name="plan-carry-over-undo"),
    path("plans/<int:number>/actions/<int:action_number>/across/", certificates.across, name="action-across"),
    path("plans/<int:number>/certificates/", certificates.certificates, name="plan-certificates"),
    path("certificates/<int:number>/", certificates.certificate, name="certificate"),
    path("certificates/<int:number>/certificate.json", certificates.file, name="certificate-file"),
]

"""Evidence: the register, one piece with its versions, practice audits, and the pack for an inspection visit."""

from django.urls import URLPattern, URLResolver, path

from . import audits, criteria, exports, piece, register, visit

urlpatterns: list[URLPattern | URLResolver] = [
    path("evidence/", register.evidence, name="evidence"),
    path("evidence/evidence.xlsx", exports.evidence, {"kind": "xlsx"}, name="evidence-xlsx"),
    path("evidence/evidence.csv", exports.evidence, {"kind": "csv"}, name="evidence-csv"),
    path("evidence/add/", register.add, name="evidence-add"),
    path("evidence/<int:key>/", piece.piece, name="evidence-piece"),
    path("evidence/<int:key>/versions/<int:version>/", piece.file, name="evidence-file"),
    path("evidence/<int:key>/replace/", piece.replace, name="evidence-replace"),
    path("evidence/<int:key>/edit/", piece.edit, name="evidence-edit"),
    path("evidence/<int:key>/withdraw/", piece.withdraw, name="evidence-withdraw"),
    path("evidence/<int:key>/support/", piece.support, name="evidence-support"),
    path("bodies/<int:key>/exit/<int:criterion>/evidence/", criteria.choose, name="criterion-evidence"),
    path("bodies/<int:key>/exit/<int:criterion>/evidence/add/", criteria.add, name="criterion-evidence-add"),
    path(
        "bodies/<int:key>/exit/<int:criterion>/evidence/<int:piece>/take-away/",
        criteria.take_away,
        name="criterion-evidence-end",
    ),
    path("practice-audits/", audits.audits, name="practice-audits"),
    path("practice-audits/audits.xlsx", exports.audits, {"kind": "xlsx"}, name="practice-audits-xlsx"),
    path("practice-audits/audits.csv", exports.audits, {"kind": "csv"}, name="practice-audits-csv"),
    path("practice-audits/add/", audits.add, name="practice-audit-add"),
    path("practice-audits/<int:key>/correct/", audits.correct, name="practice-audit-correct"),
    path("visit/", visit.visit, name="visit"),
    path("visit/pack.zip", visit.pack, name="visit-pack"),
]

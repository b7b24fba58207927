"""The register of papers, what was resolved and promised in them, and the sources beside it."""

from django.urls import URLPattern, URLResolver, path

from . import correcting, exports, outcomes, source, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("papers/", views.papers, name="papers"),
    path("papers/papers.xlsx", exports.papers, {"kind": "xlsx"}, name="papers-xlsx"),
    path("papers/papers.csv", exports.papers, {"kind": "csv"}, name="papers-csv"),
    path("papers/commitments/", outcomes.outcomes, name="outcomes"),
    path("papers/commitments.xlsx", exports.outcomes, {"kind": "xlsx"}, name="outcomes-xlsx"),
    path("papers/commitments.csv", exports.outcomes, {"kind": "csv"}, name="outcomes-csv"),
    path("papers/<int:number>/", views.paper, name="paper"),
    path("papers/<int:number>/source/", source.source, name="paper-source"),
    path("papers/<int:number>/pages/<int:page>.png", source.picture, name="paper-picture"),
    path("papers/<int:number>/files/<int:position>/", source.file, name="paper-file"),
    path("papers/<int:number>/correct/", correcting.correct, name="paper-correct"),
    path(
        "papers/<int:number>/correct/<slug:part>/<int:of>/",
        correcting.correct_part,
        name="paper-part-correct",
    ),
    path("papers/<int:number>/take-out/", correcting.take_out, name="paper-take-out"),
    path("papers/<int:number>/put-back/", correcting.put_back, name="paper-put-back"),
]

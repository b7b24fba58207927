"""Bodies, posts and the people who hold them."""

from django.urls import path

from . import bodies, people, posts, seats, terms

urlpatterns = [
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/add/", bodies.add, name="body-add"),
    path("bodies/<int:key>/", bodies.body, name="body"),
    path("bodies/<int:key>/describe/", bodies.describe, name="body-describe"),
    path("bodies/<int:key>/rename/", bodies.rename, name="body-rename"),
    path("bodies/lines/", bodies.lines, name="body-lines"),
    path("bodies/<int:key>/history/", bodies.history, name="body-history"),
    path("bodies/<int:key>/members.xlsx", bodies.members, {"kind": "xlsx"}, name="body-members-xlsx"),
    path("bodies/<int:key>/members.csv", bodies.members, {"kind": "csv"}, name="body-members-csv"),
    path("bodies/<int:key>/terms/", terms.set_terms, name="body-terms"),
    path("bodies/<int:key>/exit/add/", terms.add_criterion, name="criterion-add"),
    path("bodies/<int:key>/exit/<int:criterion>/met/", terms.meet_criterion, name="criterion-meet"),
    path("bodies/<int:key>/exit/<int:criterion>/take-out/", terms.drop_criterion, name="criterion-drop"),
    path("bodies/<int:key>/seats/add/", seats.add, name="seat-add"),
    path("bodies/<int:key>/seats/<int:seat>/fill/", seats.fill, name="seat-fill"),
    path("bodies/<int:key>/seats/<int:seat>/change/", seats.change, name="seat-change"),
    path("bodies/<int:key>/seats/<int:seat>/vacate/", seats.vacate, name="seat-vacate"),
    path("bodies/<int:key>/seats/<int:seat>/end/", seats.end, name="seat-end"),
    path("bodies/<int:key>/seats/<int:seat>/deputy/", seats.add_deputy, name="deputy-add"),
    path("bodies/<int:key>/deputies/<int:deputy>/end/", seats.end_deputy, name="deputy-end"),
    path("posts/", posts.posts, name="posts"),
    path("posts/add/", posts.add, name="post-add"),
    path("posts/<int:key>/", posts.post, name="post"),
    path("posts/<int:key>/rename/", posts.rename, name="post-rename"),
    path("posts/<int:key>/take-up/", posts.take_up, name="post-take-up"),
    path("posts/holders/<int:key>/leave/", posts.leave, name="holding-leave"),
    path("people/", people.people, name="people"),
    path("people/add/", people.add, name="person-add"),
    path("people/<int:key>/", people.person, name="person"),
    path("people/<int:key>/edit/", people.edit, name="person-edit"),
]

"""The council's own colours as a style sheet of custom properties."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sightline.domain.governance import queries
from sightline.ground.ui.colours import style_sheet, style_version


@require_safe
@login_not_required
def style(request: HttpRequest) -> HttpResponse:
    """Open to all, since strangers see the colours too. Kept for a year when asked for by its version, else not at all."""
    council = queries.council()
    response = HttpResponse(style_sheet(council.colour_main, council.colour_accent), content_type="text/css")
    asked = request.GET.get("v")
    current = style_version(council.colour_main, council.colour_accent)
    response["Cache-Control"] = "public, max-age=31536000, immutable" if asked == current else "no-cache"
    return response

"""The environment of our pages: strict, escaping, with the GOV.UK macros, our components and the filters at hand.

`govukButton({...})` and the other macros come from a second, lenient environment, because they are written to read
parameters that were not given. `ui.status(...)` calls the macro `status` in `ui/components/status.html`.
"""

from functools import lru_cache
from typing import Any

import jinja2
from django.conf import settings
from django.contrib.humanize.templatetags.humanize import ordinal
from django.templatetags.static import static
from django.urls import get_urlconf, reverse
from govuk_frontend_jinja import __path__ as macros_path

from sightline.ground.ui import filters
from sightline.ground.ui.addresses import kept, link_with
from sightline.ground.ui.components import Components


def environment(**options: Any) -> jinja2.Environment:
    """What Django's Jinja2 backend calls with its loader and options."""
    env = jinja2.Environment(
        loader=options["loader"],
        auto_reload=options["auto_reload"],
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals |= govuk_macros()
    env.globals |= {"url": url, "static": static, "link_with": link_with, "kept": kept, "ui": Components(env)}
    env.filters |= filters.FILTERS | {"ordinal": ordinal}
    return env


def govuk_macros() -> dict[str, Any]:
    """Every macro of the library by its name in the Design System: govukButton, govukDateInput."""
    loader = jinja2.PrefixLoader(
        {"govuk_frontend_jinja": jinja2.FileSystemLoader(f"{next(iter(macros_path))}/templates")}
    )
    lenient = jinja2.Environment(loader=loader, autoescape=True)
    macros = {}
    for template in lenient.list_templates(filter_func=lambda name: name.endswith("/macro.html")):
        name = "govuk" + "".join(word.capitalize() for word in template.split("/")[-2].split("-"))
        macros[name] = getattr(lenient.get_template(template).module, name)
    return macros


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a view by its name; an unknown name is an error, which a test of the page finds."""
    return _address(get_urlconf() or settings.ROOT_URLCONF, name, args, tuple(kwargs.items()))


@lru_cache(maxsize=10_000)
def _address(
    urlconf: str, name: str, args: tuple[object, ...], kwargs: tuple[tuple[str, object], ...]
) -> str:
    """A long list asks for some two hundred addresses, and finding one takes as long as printing ten."""
    return reverse(name, urlconf=urlconf, args=args or None, kwargs=dict(kwargs) or None)

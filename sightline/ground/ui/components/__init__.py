"""The components: one macro a file, the file named as the macro, with its `example` beside it.

A page writes `{{ ui.status(...) }}`; nothing is imported. A file without an `example` macro fails a test.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import jinja2
from markupsafe import Markup

from sightline.ground.ui.forms import GovukForm

FOLDER = Path(__file__).parent


def names() -> list[str]:
    """Every component, in the order of the alphabet."""
    return sorted(path.stem for path in FOLDER.glob("*.html"))


class Components:
    """`ui` in a template: each attribute is the macro of that name."""

    def __init__(self, env: jinja2.Environment) -> None:
        self._env = env

    def __getattr__(self, name: str) -> Any:
        try:
            return getattr(self._module(name), name)
        except jinja2.TemplateNotFound:
            raise AttributeError(f"There is no component {name!r} in ground/ui/components.") from None

    def example(self, name: str) -> Any:
        """The component's own example, for the gallery."""
        return self._module(name).example()

    @property
    def examples(self) -> Any:
        """What some examples are made with."""
        from . import examples

        return examples

    def field(self, form: GovukForm, name: str, **changes: Any) -> Markup:
        """One field of a form as its GOV.UK component, with its label, hint and error. `changes` go to the macro."""
        macro, params = form.govuk(name, **changes)
        if not macro:
            return Markup("{}").format(form[name].as_widget())
        printed = cast(Any, self._env.globals[macro])(params)
        if macro == "govukFileUpload":
            return self.upload(printed)
        return printed

    def fields(self, form: GovukForm) -> Markup:
        """All fields of a form in their order, hidden ones too."""
        return Markup("\n").join(self.field(form, name) for name in form.fields)

    def _module(self, name: str) -> Any:
        return self._env.get_template(f"ui/components/{name}.html").module

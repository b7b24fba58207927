"""Forms that print themselves as GOV.UK components.

A form is an ordinary `django.forms.Form` that inherits `GovukForm` and uses the fields below:

    class MoveDueDate(GovukForm):
        due = DayField("New due date", hint="For example, 27 3 2026")
        reason = TextArea("Why is the date moved?", rows=4, draft="action-{number}-reason")

A page prints `{{ ui.field(form, "due") }}`, or `{{ ui.fields(form) }}` for all. In a view:

    form = MoveDueDate.of(request)
    if form.is_valid():
        try:
            move_due_date(by=request.user, ...)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect(...)
    return render(request, "...", {"form": form}, status=form.status)
"""

from .base import GovukField, Hidden
from .choices import Checkboxes, Choice, Choices, Radios, Select, Tick
from .days import DayField, parse_day
from .files import FileUpload
from .form import GovukForm
from .text import EmailField, PasswordField, TextArea, TextField, WholeNumber
from .together import FormsTogether

__all__ = [
    "Checkboxes",
    "Choice",
    "Choices",
    "DayField",
    "EmailField",
    "FileUpload",
    "FormsTogether",
    "GovukField",
    "GovukForm",
    "Hidden",
    "PasswordField",
    "Radios",
    "Select",
    "TextArea",
    "TextField",
    "Tick",
    "WholeNumber",
    "parse_day",
]

"""How a page answers: the template, and 422 when its form has errors."""

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue


def page(template: str, status: int = 200, **values: Any) -> ResponseReturnValue:
    """The rendered page; a form with errors makes it 422."""
    form = values.get("form")
    code = 422 if status == 200 and form is not None and form.errors else status
    return render_template(template, **values), code

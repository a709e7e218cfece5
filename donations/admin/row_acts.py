"""What a list does with many rows, offered on the page of one too: whoever has read it there need not go back."""

from typing import Any

from django.contrib.admin.utils import model_format_dict
from django.http import HttpRequest


class ActsOnRow:
    """A page of one row with a button for each act of its list."""

    change_form_template: Any = "admin/donations/row_acts.html"

    def is_open(self, row: Any) -> bool:
        """Say whether anything is to be done about a row."""
        return True

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Offer the acts that this member of staff may do."""
        row = context.get("original")
        if row is not None and self.is_open(row):
            words = model_format_dict(self.opts)  # type: ignore[attr-defined]
            found = self.get_actions(request).values()  # type: ignore[attr-defined]
            context["row_acts"] = [(act.name, act.description % words) for act in found]
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

"""For admin classes of rows that nobody may touch by hand."""

from typing import Any

from django.http import HttpRequest


class ReadOnly:
    """Rows that may be looked at by those with the right to, and not added, changed or deleted by anybody."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse to add."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse to change."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse to delete."""
        return False

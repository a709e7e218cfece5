"""The people who may enter the desk, and what they did there."""

from newsroom.models.audit import AuditEntry
from newsroom.models.user import User

__all__ = ["AuditEntry", "User"]

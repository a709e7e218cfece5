"""What the task worker does, in the desk: the library's own pages, said in both languages.

The library's page of repeated tasks is left out: ours are written in the settings, and nothing would read its rows.
"""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_ox import actions
from django_ox.admin import OxTaskAdmin
from django_ox.models import OxSchedule, OxTask

_ERROR = '<p>{}: <bdi lang="en">{}</bdi></p><pre lang="en" dir="ltr">{}</pre>'

admin.site.unregister(OxTask)
admin.site.unregister(OxSchedule)


@admin.register(OxTask)
class BackgroundTasks(OxTaskAdmin):
    """The tasks of the queue: looked at, tried again or given up, never written by hand."""

    fieldsets = (  # type: ignore[assignment] # the library's own headings are plain words, ours are translated
        (None, {"fields": ("id", "task_path", "args", "kwargs", "status")}),
        (_("Queue"), {"fields": ("queue_name", "priority", "backend_name", "takes_context", "run_after")}),
        (_("Attempts"), {"fields": ("attempts", "max_attempts", "worker_ids", "return_value", "attempt_errors")}),
        (_("Times"), {"fields": ("enqueued_at", "started_at", "last_attempted_at", "finished_at")}),
        (_("Held by a worker"), {"fields": ("locked_by", "locked_at", "lease_expires_at", "lease_epoch")}),
    )

    def overview(self, request: HttpRequest) -> HttpResponse:
        """Count the tasks of each queue."""
        response = super().overview(request)
        if isinstance(response, TemplateResponse) and response.context_data is not None:
            response.context_data["title"] = _("All queues")
        return response

    @admin.display(description=_("Errors of the attempts"))
    def attempt_errors(self, obj: OxTask) -> str:
        """Show what went wrong, as the program said it."""
        errors = (
            (_("Attempt %(number)s") % {"number": number}, error["exception_class_path"], error["traceback"])
            for number, error in enumerate(obj.errors, 1)
        )
        return format_html_join("", _ERROR, errors) or "–"

    @admin.action(description=_("Try selected tasks again"), permissions=("retry_or_discard",))
    def retry_selected(self, request: HttpRequest, queryset: QuerySet[OxTask]) -> None:
        """Put failed and lost tasks back into their queue."""
        done, skipped = actions.retry_many(queryset)
        told = ngettext("%(count)d task is tried again.", "%(count)d tasks are tried again.", done)
        self._tell(request, told % {"count": done}, skipped)

    @admin.action(description=_("Give selected tasks up"), permissions=("retry_or_discard",))
    def discard_selected(self, request: HttpRequest, queryset: QuerySet[OxTask]) -> None:
        """Take tasks that have not run, or have failed, out of their queue."""
        done, skipped = actions.discard_many(queryset)
        told = ngettext("%(count)d task was given up.", "%(count)d tasks were given up.", done)
        self._tell(request, told % {"count": done}, skipped)

    def _tell(self, request: HttpRequest, told: str, skipped: Any) -> None:
        self.message_user(request, told, messages.SUCCESS)
        if skipped:
            left = ngettext(
                "%(count)d task was left as it is: its status does not allow it.",
                "%(count)d tasks were left as they are: their status does not allow it.",
                skipped,
            )
            self.message_user(request, left % {"count": skipped}, messages.WARNING)

"""Merging rows from a list of the desk: choose two or more, see what moves, say which one stays."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import merging
from articles.models import Contributor
from articles.models.addresses import words
from newsroom.identity import DIRECTION, LANGUAGES
from newsroom.row_numbers import row_number
from newsroom.staff import acting


class MergesDoubles:
    """For the admin class of a place that may exist twice: the action "merge"."""

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Merging changes one row and deletes the others."""
        return self.has_change_permission(request) and self.has_delete_permission(request)  # type: ignore[attr-defined]

    @admin.action(description=gettext_lazy("Merge selected %(verbose_name_plural)s"), permissions=["merge"])
    def merge(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Ask which one stays; once that is said, merge."""
        chosen = {pk for each in request.POST.getlist(ACTION_CHECKBOX_NAME) if (pk := row_number(each))}
        rows = list(_with_counts(queryset.order_by("pk")))
        if "confirmed" in request.POST:
            _merge_confirmed(request, queryset.model, chosen)
            return None
        if not 2 <= len(rows) <= merging.MOST_AT_ONCE:
            most = merging.MOST_AT_ONCE
            told = ngettext(
                "Choose at least two rows to merge, and %(most)d row at most.",
                "Choose at least two rows to merge, and %(most)d rows at most.",
                most,
            )
            messages.error(request, told % {"most": most})
            return None
        context = self.admin_site.each_context(request) | {  # type: ignore[attr-defined]
            "title": _("Merge"),
            "opts": queryset.model._meta,
            "candidates": _candidates(rows),
            "action_name": "merge",
        }
        return TemplateResponse(request, "admin/articles/merge.html", context)


def _merge_confirmed(request: HttpRequest, model: Any, chosen: set[int]) -> None:
    keep = row_number(request.POST.get("keep", ""))
    if keep is None or keep not in chosen:
        messages.error(request, _("Say which one stays. Nothing was changed."))
        return
    try:
        kept = merging.merge(model, keep=keep, others=chosen, by=acting(request))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return
    told = ngettext(
        "One row was merged into “%(kept)s”. Its old addresses lead there.",
        "%(count)d rows were merged into “%(kept)s”. Their old addresses lead there.",
        len(chosen) - 1,
    )
    messages.success(request, told % {"count": len(chosen) - 1, "kept": kept})


def _with_counts(queryset: QuerySet) -> QuerySet:
    """Count what would move along with each row."""
    if queryset.model is Contributor:
        return queryset.annotate(
            lines=Count("bylines", distinct=True), stories=Count("bylines__article", distinct=True)
        )
    return queryset.annotate(stories=Count("articles", distinct=True))


def _candidates(rows: list[Any]) -> list[dict[str, Any]]:
    """Describe each row as it may stay; the one with most stories is offered first."""
    differing = merging.differing(rows)
    most = max(rows, key=lambda row: (row.stories, -row.pk))
    return [
        {
            "row": row,
            "is_offered": row is most,
            "lines": getattr(row, "lines", None),
            "versions": [_version(row, language, differing) for language in LANGUAGES],
        }
        for row in rows
    ]


def _version(row: Any, language: str, differing: set[str]) -> dict[str, Any]:
    fields = ("name", "slug", merging.ABOUT[type(row)])
    told = [
        {
            "label": row._meta.get_field(f"{field}_{language}").verbose_name,
            "text": words(row, field, language),
            "differs": f"{field}_{language}" in differing,
        }
        for field in fields
    ]
    return {"language": language, "direction": DIRECTION[language], "words": told}

"""Autosave of a story's form: the endpoints a page sends to, and what the form does with drafts.

Nothing here makes a revision or touches what readers see. A draft is one person's own.
"""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, RawPostDataException
from django.middleware.csrf import get_token
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles import access, drafts
from articles.admin.collisions import SEEN
from articles.admin.restoring import Offer, first_rows, first_values, offer
from articles.admin.story_form import StoryForm
from articles.models import Article, Draft
from newsroom import arabic
from newsroom.identity import language
from newsroom.row_numbers import row_number
from newsroom.staff import acting

KEY = "form_key"
# What reading one that is malformed, or of endless numbers or depth, may raise.
NO_PATCH = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)
OFFERED = "offered"
TEXTS = {name for name in StoryForm.base_fields if name not in (SEEN, "topics")}
Place = dict[str, Any]


class Autosave:
    """For the admin of stories: keeps what is typed, offers it again, and makes one story of one form."""

    def get_urls(self) -> list[URLPattern]:
        """Add where a page sends what was typed, and where it asks whether its session lives."""
        door, name = self.admin_site.admin_view, "articles_article"  # type: ignore[attr-defined]
        new = "add/draft/<uuid:key>/"
        return [
            path("session/", never_cache(partial(session, self.admin_site)), name=f"{name}_session"),  # type: ignore[attr-defined]
            path("<int:pk>/draft/", door(keep), name=f"{name}_draft"),
            path("<int:pk>/draft/discard/", door(discard), name=f"{name}_draft_discard"),
            path(new, door(keep), name=f"{name}_new_draft"),
            path(f"{new}discard/", door(discard), name=f"{name}_new_draft_discard"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Lead a form that was sent before to the story it made, and put back what is to be restored."""
        view = super().changeform_view  # type: ignore[misc]
        key = key_in(request.POST.get(KEY))
        if request.method == "POST" and object_id is None and key and self.has_add_permission(request):  # type: ignore[attr-defined]
            with transaction.atomic():
                request.new_form = drafts.sent(key, by=acting(request))  # type: ignore[attr-defined]
                if made := request.new_form.article_id:  # type: ignore[attr-defined]
                    request.path = reverse("admin:articles_article_change", args=[made])  # "continue" leads there
                return view(request, str(made) if made else None, form_url, extra_context)
        if request.method == "GET" and (wanted := request.GET.get("restore")):
            request.restored = _wanted(request, object_id, wanted)  # type: ignore[attr-defined]
        return view(request, object_id, form_url, extra_context)

    def get_form(self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any) -> Any:
        """Begin the form with what is to be restored."""
        form = super().get_form(request, obj, change, **kwargs)  # type: ignore[misc]
        if draft := restored(request):
            latest = (obj.latest_number if obj else 0) or 0
            form.typed = first_values(draft.typed) | {SEEN: drafts.seen_by(draft, latest)}
        return form

    def after_save(self, request: HttpRequest, form: Any, formsets: list, change: bool) -> None:
        """Forget the draft of what is saved now."""
        written = None
        if request.POST.get(OFFERED):
            around = {each.prefix for each in formsets if each.value != form.instance.working.part(each.part)}
            written = {*form.changed_data, *around}
        super().after_save(request, form, formsets, change)  # type: ignore[misc]
        user = acting(request)
        if change:
            drafts.note_save({"article_id": form.instance.pk}, user=user, written=written)
        if new_form := getattr(request, "new_form", None):
            new_form.article_id = form.instance.pk
            new_form.save(update_fields=["article"])
            drafts.discard({"key": new_form.key}, user=user)

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        """Tell the page where to send what is typed, and offer what was typed before."""
        story, draft = context.get("original"), restored(request)
        key = None if story else _key_of(request, draft)
        place: Place = {"article_id": story.pk} if story else {"key": key}
        is_first_look = request.method == "GET" and draft is None
        context |= {
            "form_key": key,
            "restored": draft,
            "offers": _offers(request, story, context) if is_first_look else [],
            "draft_url": address(place),
            "draft_version": drafts.version_of(place, user=acting(request)),
            "is_changed": not is_first_look,
        }
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]


def restored(request: HttpRequest) -> Draft | None:
    """Give the draft that this page puts back."""
    return getattr(request, "restored", None)


def restored_rows(request: HttpRequest, part: str) -> list[dict[str, Any]] | None:
    """Give the rows of a list around the story that this page puts back, or None."""
    draft = restored(request)
    rows = first_rows(draft.typed) if draft else {}
    return next((rows[name] for name in rows if drafts.part_of(name) == part), None)


def key_in(text: str | None) -> UUID | None:
    """Read the key of a form for a new story."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def address(place: Place, *, act: str = "draft") -> str:
    """Give where a form's page sends its patches, or what discards them."""
    if "key" in place:
        return reverse(f"admin:articles_article_new_{act}", args=[place["key"]])
    return reverse(f"admin:articles_article_{act}", args=[place["article_id"]])


# --- Endpoints ----------------------------------------------------------------------------------------------


@require_POST
def keep(request: HttpRequest, pk: int | None = None, key: UUID | None = None) -> HttpResponse:
    """Keep a patch: {"fields": …, "after": version, "page": …, "seen": …}; 409 tells of the version that is kept."""
    place = _place(request, pk, key)
    if (row_number(request.headers.get("Content-Length")) or 0) > drafts.LARGEST:
        return JsonResponse({}, status=413)
    sent = _read(request)
    try:
        draft = drafts.keep(place, user=acting(request), **sent)
    except drafts.TooLong:
        return JsonResponse({}, status=413)
    except drafts.OutOfTurn as late:
        kept = late.draft
        told = {"version": kept.version if kept else 0, "fields": list(kept.typed) if kept else []}
        at = kept.saved_at.timestamp() * 1000 if kept else 0
        return JsonResponse(told | {"page": kept.page if kept else "", "at": at}, status=409)
    return JsonResponse({"version": draft.version, "at": arabic.clock(draft.saved_at, language=language())})


@require_POST
def discard(request: HttpRequest, pk: int | None = None, key: UUID | None = None) -> HttpResponse:
    """Forget a draft that is not wanted, and go back to the form."""
    drafts.discard(_place(request, pk, key), user=acting(request))
    edit = reverse("admin:articles_article_change", args=[pk]) if pk else reverse("admin:articles_article_add")
    return HttpResponseRedirect(edit)


def session(site: Any, request: HttpRequest) -> HttpResponse:
    """Say who is signed in, with a fresh token for the form: signing in again makes older ones void."""
    user = request.user.pk if site.has_permission(request) else None
    return JsonResponse({"user": user, "token": get_token(request) if user else ""})


def _place(request: HttpRequest, pk: int | None, key: UUID | None) -> Place:
    """Name the form, or raise PermissionDenied for one that its sender may not fill in."""
    user = acting(request)
    if pk is None:
        if not user.has_perm("articles.add_article"):
            raise PermissionDenied
        return {"key": key}
    article = Article.objects.select_related("translation").filter(pk=pk).first() if pk < 2**63 else None
    if article is None or not access.may(user, "change", article):
        raise PermissionDenied
    return {"article_id": pk}


def _read(request: HttpRequest) -> dict[str, Any]:
    """Read a patch, or raise BadRequest; a form is none, and Django has read it away already."""
    try:
        sent = json.loads(request.body)
        seen = json.loads(sent.get("seen") or "{}")
        patch = {name: _value(name, value) for name, value in sent["fields"].items()}
        after, page = int(sent["after"]), str(sent["page"])[:40]
        if not (isinstance(seen, dict) and isinstance(seen.get("parts", {}), dict) and 0 <= after < 2**31):
            raise ValueError
    except (RawPostDataException, *NO_PATCH) as wrong:
        raise BadRequest("This is no patch of a story's form.") from wrong
    return {"patch": patch, "after": after, "page": drafts.storable(page), "seen": seen}


def _value(name: str, value: Any) -> Any:
    """Give a field's value as it is kept; raise ValueError for one that the form does not have."""
    if value is None and (name in TEXTS or name == "topics" or name in drafts.ROWS):
        return None
    if name in TEXTS and isinstance(value, str):
        return drafts.storable(value)
    if name == "topics" and isinstance(value, list) and len(value) <= drafts.MOST_ROWS:
        return [drafts.storable(str(each)) for each in value]
    if name in drafts.ROWS and isinstance(value, list) and len(value) <= drafts.MOST_ROWS:
        kept = drafts.storable
        return [{kept(str(column)): kept(str(text)) for column, text in row.items()} for row in value]
    raise ValueError(name)


# --- What the form shows ------------------------------------------------------------------------------------


def _wanted(request: HttpRequest, object_id: str | None, wanted: str) -> Draft | None:
    user = acting(request)
    if object_id is not None:
        return drafts.of_story(row_number(object_id) or 0, user=user)
    key = key_in(wanted)
    return drafts.of_new_form(key, user=user) if key else None


def _key_of(request: HttpRequest, draft: Draft | None) -> UUID:
    """Keep the key of a form that is shown again; a new page has a new one."""
    return (draft.key if draft else None) or key_in(request.POST.get(KEY)) or uuid4()


def _offers(request: HttpRequest, story: Article | None, context: Mapping[str, Any]) -> list[Offer]:
    user, form = acting(request), context["adminform"].form
    if story:
        own = drafts.of_story(story.pk, user=user)
        found = [own] if own and access.may(user, "change", story) else []
    else:
        found = list(drafts.of_new_forms(user).filter(saved_at__gt=timezone.now() - drafts.KEPT_FOR))
    labels = {name: str(field.label) for name, field in form.fields.items()}
    for inline in context["inline_admin_formsets"]:
        labels[inline.formset.prefix] = str(inline.opts.verbose_name_plural)
    return [made for draft in found if (made := offer(draft, form, labels))]

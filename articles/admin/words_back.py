"""Words that can no longer be saved where they were typed: whoever typed them gets them back, to be copied."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from newsroom import posted


class WordsBack:
    """For the admin of stories: a story may be deleted, or given to somebody else, while its form is open."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Save, or give back the words of who may no longer change the story."""
        view = super().changeform_view  # type: ignore[misc]
        try:
            response: HttpResponse = view(request, object_id, form_url, extra_context)
        except PermissionDenied:
            if object_id is None or not posted.may_be_kept(request):
                raise
            return posted.page(request, refused=_("You may no longer change this story."))
        return response

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        if posted.may_be_kept(request):
            return posted.page(request, refused=_("This story was deleted while you were writing."))
        redirect: HttpResponse = super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc]
        return redirect

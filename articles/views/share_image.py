"""The picture that messengers and social networks show with a link to a story."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from articles import share_images
from newsroom import edge

SHARED_SECONDS = 86_400


@require_safe
def share_image(request: HttpRequest, language: str, pk: int, digest: str) -> HttpResponse:
    """Send the picture of a live story; an older address, or one with anything hung on it, leads to it."""
    story = share_images.load(pk, language)
    if story is None:
        raise Http404
    address = share_images.address(story, language)
    if request.get_full_path() != address:
        response: HttpResponse = redirect(address)
    elif image := share_images.image(story, language):
        response = HttpResponse(image, content_type="image/jpeg")
        # It is compressed already; this keeps GZipMiddleware's hands off it.
        response["Content-Encoding"] = "identity"
        response["X-Content-Type-Options"] = "nosniff"
    else:
        return HttpResponse(status=503, headers={"Retry-After": "10", "Cache-Control": "no-store"})
    return edge.public(response, keys=[f"article-{pk}"], seconds=SHARED_SECONDS)

"""Pictures of the newsroom, where the site itself keeps them.

For a developer's machine and small sites; in production nginx, or the storage that MEDIA_STORAGE names, answers.
Only pictures of kinds that we write ourselves are given out, so nothing in this folder can ever run in a browser.
"""

from pathlib import Path, PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage, default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

KINDS = {".jpg": "image/jpeg", ".avif": "image/avif", ".webp": "image/webp"}
# A picture's bytes never change under its name.
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponse | FileResponse:
    """Send one stored picture, which caches may keep for ever."""
    kind = KINDS.get(PurePosixPath(path).suffix)
    if kind is None or not isinstance(default_storage, FileSystemStorage):
        raise Http404
    try:
        # The name is not a path we made: `path` keeps it inside the storage's folder or raises.
        file = Path(default_storage.path(path)).open("rb")  # noqa: SIM115 - the response closes it
    except (SuspiciousFileOperation, OSError, ValueError) as error:
        raise Http404 from error
    response = FileResponse(file, content_type=kind)
    # Pictures are compressed already; this keeps GZipMiddleware's hands off them.
    response["Content-Encoding"] = "identity"
    response["Cache-Control"] = FOR_EVER
    response["X-Content-Type-Options"] = "nosniff"
    return response

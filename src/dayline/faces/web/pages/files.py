"""Pictures of records, with the right of their record."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

from dayline.base.errors import NotFound
from dayline.drafts import queries as drafts
from dayline.faces.web.desk import Desk, seated
from dayline.records.files.queries import picture
from dayline.records.files.rules import NOWHERE, TYPES
from dayline.records.queries import find


@require_safe
@seated
def file(request: HttpRequest, desk: Desk, ref: str, digest: str, extension: str) -> HttpResponse:
    """A picture of a record that the person may see, or of a text of theirs that is not saved."""
    content = _content(desk, ref, digest, extension)
    if content is None:
        raise NotFound("There is nothing at this address.", do="Go to the record.")
    tag = f'"{digest}"'
    if request.headers.get("If-None-Match") == tag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(content, content_type=TYPES[extension])
        response["Content-Disposition"] = f'inline; filename="{digest[:12]}.{extension}"'
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _content(desk: Desk, ref: str, digest: str, extension: str) -> bytes | None:
    if ref != NOWHERE:
        record = find(desk.workspace, ref, person=desk.person)
        held = picture(desk.workspace, record.ref, digest)
        if held is not None and held.extension == extension:
            return held.content(desk.workspace)
    own = drafts.picture(desk.workspace, desk.person, digest)
    return own[1] if own is not None and own[0] == extension else None

"""Taking everything out that one may see."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dayline.faces.api.caller import desk_of
from dayline.faces.api.operations import operation
from dayline.records.exporting import export_texts

router = Router()
_EPOCH = (1980, 1, 1, 0, 0, 0)


@operation(router, "GET", "/export", scope="read", media_type="application/zip")
def export_records(request: HttpRequest) -> Any:
    """Take out the text of every record that you may see, byte for byte, as a ZIP.

    The same texts give the same bytes. The journal with its proofs is exported where the workspace
    is (`dayline export --proof`): it holds everybody's words.
    """
    desk = desk_of(request)
    packed = io.BytesIO()
    with TemporaryDirectory(prefix="dayline-export-") as place:
        export_texts(desk.workspace, Path(place), person=desk.person)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(Path(place).rglob("*")):
                if path.is_file():
                    name = path.relative_to(place).as_posix()
                    archive.writestr(
                        zipfile.ZipInfo(name, _EPOCH), path.read_bytes(), zipfile.ZIP_DEFLATED
                    )
    response = HttpResponse(packed.getvalue(), content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="records.zip"'
    return response

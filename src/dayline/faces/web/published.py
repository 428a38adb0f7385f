"""Styles and scripts as they are served: named by their content, compressed, kept for ever."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage


class ByContent(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """A file's name holds the digest of its content, in what scripts import, too."""

    support_js_module_import_aggregation = True


def publish() -> None:
    """Put the files where they are served from, when that was not done for this very set."""
    root = Path(settings.STATIC_ROOT)
    stamp = root / ".made-of"
    made_of = _digest()
    if stamp.is_file() and stamp.read_text() == made_of:
        return
    part = root.with_name(f"{root.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    kept, settings.STATIC_ROOT = settings.STATIC_ROOT, part
    try:
        call_command("collectstatic", interactive=False, verbosity=0)
    finally:
        settings.STATIC_ROOT = kept
    (part / ".made-of").write_text(made_of)
    shutil.rmtree(root, ignore_errors=True)
    part.rename(root)


def _digest() -> str:
    told = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            file = Path(storage.path(path))
            told.update(f"{path}\0{file.stat().st_size}\0{file.stat().st_mtime_ns}\0".encode())
    return told.hexdigest()

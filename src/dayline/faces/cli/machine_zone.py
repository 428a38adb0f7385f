"""The zone of this machine, as far as it tells, and saying which zone was taken."""

from __future__ import annotations

import os
from pathlib import Path

STATED = os.environ.get("TZ", "")
"""What this process was started with; Django writes its own zone there when it is set up."""


def machine_zone() -> str | None:
    """The machine's zone by a name of the IANA database; None where it names none."""
    from dayline.base.zones import known_name

    stated = Path("/etc/timezone")
    link = Path("/etc/localtime")
    told = (
        STATED.removeprefix(":"),
        str(link.resolve()).partition("zoneinfo/")[2] if link.is_symlink() else "",
        stated.read_text(errors="replace")[:100] if stated.is_file() else "",
    )
    return next((found for one in told if one.strip() and (found := known_name(one))), None)


def zone_or_machine(given: str | None) -> tuple[str, str]:
    """The zone that was given, else the machine's, else UTC; and why it is that one, or ""."""
    if given:
        return given, ""
    found = machine_zone()
    if found:
        return found, "as this machine says"
    return "UTC", "because this machine names no zone"

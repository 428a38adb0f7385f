"""Pins the released contract files by their SHA-256, so that none changes once it is out.

``python -m dayline.contracts.pin`` adds the files that have no pin yet and refuses when a pinned
file has changed or is gone. The pins stand in ``library/released.sha256``, in the form that
``sha256sum --check`` reads.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from dayline.base.errors import Conflict, InvalidInput

LIBRARY = Path(__file__).parent / "library"
PINS = "released.sha256"


def digests(library: Path) -> dict[str, str]:
    """The SHA-256 of each contract file by its path inside the library, ``kind/v1.yaml``."""
    return {
        f"{path.parent.name}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(library.glob("*/v*.yaml"))
    }


def read_pins(library: Path) -> dict[str, str]:
    """The pins by path; empty when none were written yet. Raises :class:`InvalidInput`."""
    path = library / PINS
    if not path.exists():
        return {}
    pins: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="ascii").splitlines(), 1):
        digest, _, name = line.partition("  ")
        if len(digest) != 64 or not name or name in pins:
            raise InvalidInput(
                f"Line {number} of {path.name} is no pin.",
                do="Take the file from the last release.",
            )
        pins[name] = digest
    return pins


def broken(pins: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    """The pinned files that have changed or are gone."""
    return sorted(name for name, digest in pins.items() if found.get(name) != digest)


def pin(library: Path) -> list[str]:
    """Pin the files that have no pin; returns their names.

    Raises :class:`Conflict` when a pinned file differs; then nothing is written.
    """
    pins, found = read_pins(library), digests(library)
    if changed := broken(pins, found):
        raise Conflict(
            f"A released contract never changes, and {changed[0]} has.",
            theirs=pins[changed[0]],
            yours=found.get(changed[0], ""),
            kept="No pin was written.",
            do=f"Restore it, and put the change into the next version: {_next(changed[0], found)}.",
        )
    fresh = sorted(found.keys() - pins.keys())
    if fresh:
        lines = [f"{digest}  {name}\n" for name, digest in sorted({**pins, **found}.items())]
        (library / PINS).write_text("".join(lines), encoding="ascii")
    return fresh


def _next(name: str, found: Mapping[str, str]) -> str:
    kind = name.partition("/")[0]
    numbers = [int(one.partition("/v")[2][:-5]) for one in found if one.startswith(f"{kind}/v")]
    return f"{kind}/v{max(numbers, default=1) + 1}.yaml"


def main(arguments: Sequence[str]) -> int:
    """Pin what is new in the library (or in the folder given); exit code 1 on a refusal."""
    library = Path(arguments[0]) if arguments else LIBRARY
    try:
        fresh = pin(library)
    except (Conflict, InvalidInput) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("".join(f"Pinned {name}.\n" for name in fresh) or "Nothing new to pin.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

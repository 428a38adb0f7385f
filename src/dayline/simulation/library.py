"""The organisations that come with Dayline: invented ones, to try the simulator on."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path

from dayline.base.errors import InvalidInput, NotFound
from dayline.simulation.organisation import Organisation
from dayline.simulation.reading import parse_organisation

LARGEST_FILE = 256 * 1024


@cache
def built_in() -> dict[str, str]:
    """Name to text."""
    folder = resources.files(__package__).joinpath("organisations")
    return {
        entry.name.removesuffix(".yaml"): entry.read_text(encoding="utf-8")
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".yaml")
    }


def organisation_named(name: str) -> Organisation:
    """A built-in organisation, or the one that a file describes.

    Raises :class:`NotFound`, and InvalidInput with findings.
    """
    text, path = text_of(name)
    return replace(parse_organisation(text, path=path), arguments=(name,))


def text_of(name: str) -> tuple[str, str]:
    """The text of an organisation, and the path that findings name."""
    text = built_in().get(name)
    if text is not None:
        return text, f"{name}.yaml"
    path = Path(name)
    if not path.is_file():
        known = ", ".join(built_in())
        raise NotFound(
            f"There is no organisation {name!r}.",
            do=f"Name a YAML file, or one of: {known}. Start from one with --show.",
        )
    if path.stat().st_size > LARGEST_FILE:
        raise InvalidInput(f"{name} is larger than 256 KiB.", do="Describe less in it.")
    try:
        return path.read_text(encoding="utf-8"), name
    except UnicodeDecodeError:
        raise InvalidInput(f"{name} is no UTF-8 text.", do="Save it as UTF-8.") from None

"""Lists that ship beside the code that uses them, as texts. Reads files of the package alone."""

from __future__ import annotations

from importlib.resources import files


def lines(package: str, name: str) -> list[str]:
    """The lines of a list, without its remarks and what is blank."""
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def sections(package: str, name: str) -> dict[str, list[str]]:
    """The lines of each section of a list; ``[name]`` begins one."""
    found: dict[str, list[str]] = {}
    into: list[str] = []
    for line in lines(package, name):
        if line.startswith("["):
            into = found.setdefault(line.strip("[]"), [])
        else:
            into.append(line)
    return found

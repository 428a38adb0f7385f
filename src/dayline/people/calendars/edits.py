"""Adding to a calendar's text: one more leave, focus block or move; every other byte stays."""

from __future__ import annotations

from dayline.base import strict_yaml
from dayline.base.errors import InvalidInput
from dayline.base.head_edits import set_field

_FENCE = "---\n"


def with_item(text: str, key: str, item: str) -> str:
    """``text`` with one more member of the list ``key``, written as ``item``.

    Comments, order and the writing of what stands there are kept. Raises :class:`InvalidInput`
    when the list is written in a way that cannot be added to.
    """
    marked = strict_yaml.load(text)
    value = marked.value if isinstance(marked.value, dict) else {}
    standing = value.get(key)
    if key not in value or standing in (None, []):
        edited = _ended(without(text, key)) + f"{key}:\n  - {item}\n"
    elif isinstance(standing, list) and _is_block(text, marked.lines[key, 0]):
        edited = _after_last(text, marked.lines[key, 0], item)
    else:
        items = standing if isinstance(standing, list) else [standing]
        edited = _set(text, key, [*map(str, items), item])
    return _checked(value, edited, key, item)


def with_value(text: str, key: str, value: str) -> str:
    """``text`` with the top-level ``key`` written anew on one line, whatever form it had."""
    fenced = set_field(f"{_FENCE}{_ended(without(text, key))}{_FENCE}", key, value)
    return fenced.removeprefix(_FENCE).removesuffix(_FENCE)


def _set(text: str, key: str, value: list[str] | None) -> str:
    """One key set as in a document's head, which is the same form of YAML."""
    fenced = set_field(f"{_FENCE}{_ended(text)}{_FENCE}", key, value)
    return fenced.removeprefix(_FENCE).removesuffix(_FENCE)


def states(text: str, key: str) -> bool:
    """Whether the calendar has this top-level key."""
    value = strict_yaml.load(text).value
    return isinstance(value, dict) and key in value


def without(text: str, key: str) -> str:
    """``text`` without the top-level ``key``."""
    return _set(text, key, None) if text.strip() else ""


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _is_block(text: str, line: int) -> bool:
    return text.splitlines()[line - 1].lstrip().startswith("- ")


def _after_last(text: str, first: int, item: str) -> str:
    """The item put behind the block list whose first member stands on a line (from 1)."""
    lines = _ended(text).splitlines(keepends=True)
    indent = len(lines[first - 1]) - len(lines[first - 1].lstrip())
    end = first
    while end < len(lines) and _belongs(lines[end], indent):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    return "".join([*lines[:end], f"{' ' * indent}- {item}\n", *lines[end:]])


def _belongs(line: str, indent: int) -> bool:
    bare = line.strip()
    depth = len(line) - len(line.lstrip())
    return not bare or depth > indent or (depth == indent and bare.startswith("- "))


def _checked(before: dict[str, object], edited: str, key: str, item: str) -> str:
    """``edited``, once it is sure that it says one thing more and nothing else."""
    after = strict_yaml.load(edited).value
    standing = before.get(key)
    had = standing if isinstance(standing, list) else [] if standing is None else [standing]
    added = strict_yaml.load(f"- {item}\n").value
    wanted = {**before, key: [*had, *(added if isinstance(added, list) else [])]}
    if after != wanted:
        raise InvalidInput(
            f"The list `{key}` of this calendar is written in a way that cannot be added to.",
            kept="The calendar is as it was.",
            do="Write each of its members on a line of its own, with a hyphen.",
        )
    return edited

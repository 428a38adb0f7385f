"""Answers as text: short lines that a model reads with less effort than JSON."""

from __future__ import annotations

from typing import Any

from dayline.base.errors import DaylineError

_LONG = ("text", "template")


def said(data: dict[str, Any]) -> str:
    """An answer as lines ``name: value``; its long text stands last, as it was written."""
    lines: list[str] = []
    for name, value in data.items():
        if name in _LONG or value in (None, "", [], {}):
            continue
        if isinstance(value, list):
            lines.append(f"{name}:")
            lines += [f"- {_item(one)}" for one in value]
        else:
            lines.append(f"{name}: {_plain(value)}")
    if not any(data.get(name) for name in data):
        lines.append("Nothing that you may see.")
    elif data.get("items") == []:
        lines.append("items: none that you may see")
    for name in _LONG:
        if data.get(name):
            lines += ["", str(data[name])]
    return "\n".join(lines)


def _item(one: Any) -> str:
    if not isinstance(one, dict):
        return _plain(one)
    told = [
        f"{name}: {_plain(value)}" for name, value in one.items() if value not in (None, "", [])
    ]
    return "; ".join(told)


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return " | ".join(_plain(one) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(str(value).split())


def refused(error: DaylineError) -> str:
    """A refusal with its findings: what happened, what was kept, what to do."""
    lines = [str(error)]
    for one in error.findings[:20]:
        at = f"{one.place}: " if one.place else ""
        lines.append(f"- {at}{one.message} {one.remedy}".rstrip())
    return "\n".join(lines)

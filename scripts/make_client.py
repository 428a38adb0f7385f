"""Write the Python client from the OpenAPI document: a module of ``src/dayline/client`` per tag.

python scripts/make_client.py            write it
python scripts/make_client.py --check    exit 1 when it is out of date
"""

from __future__ import annotations

import keyword
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "src" / "dayline" / "client"
NOTICE = """\"\"\"The API on {tag}: what it answers and takes, and its operations.

Written by scripts/make_client.py from the OpenAPI document; not edited by hand.
\"\"\"

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict, cast

from dayline.client.transport import Answer, Transport
"""
_TYPES = {"string": "str", "integer": "int", "boolean": "bool", "number": "float", "null": "None"}


def loaded() -> dict[str, Any]:
    """The document as the server serves it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dayline.project.web_settings")
    import django

    django.setup(set_prefix=False)
    from dayline.faces.api.api import document

    return document()


def type_of(schema: dict[str, Any]) -> str:
    """A schema as a Python type."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(type_of(one) for one in schema["anyOf"]))
    if "enum" in schema:
        return f"Literal[{', '.join(repr(one) for one in schema['enum'])}]"
    if schema.get("type") == "array":
        return f"list[{type_of(schema.get('items', {}))}]"
    if schema.get("type") == "object":
        inner = schema.get("additionalProperties")
        return f"dict[str, {type_of(inner) if isinstance(inner, dict) else 'Any'}]"
    return _TYPES.get(str(schema.get("type")), "Any")


def modules(document: dict[str, Any]) -> dict[str, Iterator[str]]:
    """The source of each module by its name. A shape is where it is used first."""
    tags = list(
        dict.fromkeys(
            stated["tags"][0]
            for methods in document["paths"].values()
            for stated in methods.values()
        )
    )
    homes: dict[str, str] = {}
    for tag in sorted(tags, key=_ORDER.index):
        for _, _, _, stated in _found(document, tag):
            for name in _reached(document, stated):
                homes.setdefault(name, tag)
    return {f"{tag}.py": _module(document, tag, homes) for tag in tags}


_ORDER = [
    "records",
    "remarks",
    "people",
    "contracts",
    "time",
    "search",
    "journal",
    "decisions",
    "measures",
    "sharing",
    "updates",
    "handoffs",
    "incidents",
    "questions",
    "specs",
    "together",
    "answers",
    "standing",
    "briefing",
    "balance",
    "webhooks",
    "export",
]


def _reached(document: dict[str, Any], value: Any) -> Iterator[str]:
    """The names of the shapes that a part of the document refers to, however far."""
    if isinstance(value, list):
        for one in value:
            yield from _reached(document, one)
    if not isinstance(value, dict):
        return
    name = str(value.get("$ref", "")).removeprefix("#/components/schemas/")
    if name and "/" not in name:
        yield from _reached(document, document["components"]["schemas"][name])
        yield name
    for one in value.values():
        yield from _reached(document, one)


def _module(document: dict[str, Any], tag: str, homes: dict[str, str]) -> Iterator[str]:
    schemas = document["components"]["schemas"]
    own = [name for name, home in homes.items() if home == tag]
    shapes = [line for name in own for line in _shape(name, schemas[name])]
    methods = list(_methods(document, tag))
    yield NOTICE.format(tag=tag)
    for name, home in sorted(homes.items()):
        if home != tag and any(re.search(rf"\b{name}\b", line) for line in shapes + methods):
            yield f"from dayline.client.{home} import {name}"
    yield from shapes
    yield f"\n\nclass {tag.title()}Operations(Transport):"
    yield f'    """Operations on {tag}."""\n'
    yield from methods


def _shape(name: str, schema: dict[str, Any]) -> Iterator[str]:
    """An object of the document as a TypedDict."""
    required = set(schema.get("required", ()))
    yield f"\n\nclass {name}(TypedDict):"
    yield _doc(schema.get("description") or f"{name}, as the API has it.", 4)
    yield ""
    for member, inner in schema["properties"].items():
        stated = type_of(inner)
        yield f"    {member}: {stated if member in required else f'NotRequired[{stated}]'}"


def _found(document: dict[str, Any], tag: str) -> list[tuple[str, str, str, dict[str, Any]]]:
    return sorted(
        (stated["operationId"], method, path, stated)
        for path, methods in document["paths"].items()
        for method, stated in methods.items()
        if stated["tags"][0] == tag
    )


def _methods(document: dict[str, Any], tag: str) -> Iterator[str]:
    for name, method, path, stated in _found(document, tag):
        yield from _method(name, method, path, stated)


def _method(name: str, method: str, path: str, stated: dict[str, Any]) -> Iterator[str]:
    parameters = stated.get("parameters", ())
    places = [one for one in parameters if one["in"] == "path"]
    query = [one for one in parameters if one["in"] == "query"]
    headers = [one for one in parameters if one["in"] == "header"]
    arguments = ["self", *(f"{_name(one['name'])}: {type_of(one['schema'])}" for one in places)]
    content = stated.get("requestBody", {}).get("content", {})
    if content:
        arguments.append(f"body: {type_of(content['application/json']['schema'])}")
    if query or headers:
        arguments.append("*")
    for one in query:
        default = "" if one.get("required") else " | None = None"
        arguments.append(f"{_name(one['name'])}: {type_of(one['schema'])}{default}")
    arguments += [f"{_name(one['name'])}: str | None = None" for one in headers]
    success = next(one for status, one in stated["responses"].items() if status.startswith("2"))
    answer, convert = _answer(success)
    yield f"    def {name}({', '.join(arguments)}) -> {answer}:"
    yield _doc(stated["summary"], 8)
    asked = [f'"{method.upper()}"', _address(path)]
    asked += ["query={" + _pairs(query) + "}"] if query else []
    asked += ["headers={" + _pairs(headers) + "}"] if headers else []
    asked += ["body=body"] if content else []
    yield f"        return {_called(convert, asked)}\n"


def _called(convert: str, asked: list[str]) -> str:
    return convert.replace("{call}", f"self.request({', '.join(asked)})")


def _answer(success: dict[str, Any]) -> tuple[str, str]:
    content = success.get("content", {})
    if "application/json" in content:
        stated = type_of(content["application/json"]["schema"])
        return stated, f'cast("{stated}", {{call}}.json())'
    return "Answer", "{call}"


def _pairs(parameters: list[dict[str, Any]]) -> str:
    return ", ".join(f'"{one["name"]}": {_name(one["name"])}' for one in parameters)


def _name(name: str) -> str:
    plain = name.lower().replace("-", "_")
    return f"{plain}_" if keyword.iskeyword(plain) or plain in ("id", "type", "all") else plain


def _address(path: str) -> str:
    parts = path.split("/")
    if not any(part.startswith("{") for part in parts):
        return f'"{path}"'
    written = [
        f"{{self.quoted({_name(part[1:-1])})}}" if part.startswith("{") else part for part in parts
    ]
    return f'f"{"/".join(written)}"'


def _doc(text: str, indent: int) -> str:
    plain = " ".join(text.split()).replace('"""', "'''").replace("\\", "\\\\")
    wrapped = textwrap.wrap(plain, 92 - indent) or ["-"]
    first, rest = wrapped[0], wrapped[1:]
    margin = " " * indent
    if not rest:
        ending = first if first.endswith((".", "?", "!")) else f"{first}."
        return f'{margin}"""{ending}"""'
    return "\n".join([f'{margin}"""{first}', *(margin + line for line in rest), f'{margin}"""'])


def formatted(parts: Iterator[str]) -> str:
    """The source as ruff formats it."""
    ruff = Path(sys.executable).with_name("ruff")
    source = "\n".join(parts) + "\n"
    for command in (
        ["check", "--quiet", "--fix", "--select", "F401,I,TC006", "-"],
        ["format", "-"],
    ):
        done = subprocess.run(
            [ruff, *command[:-1], "--stdin-filename", "src/dayline/client/x.py", "-"],
            input=source,
            capture_output=True,
            text=True,
            check=True,
            cwd=FOLDER.parents[2],
        )
        source = done.stdout
    return source


def main(arguments: list[str]) -> int:
    """Write or check both files; the exit code."""
    document = loaded()
    stale = []
    for name, parts in modules(document).items():
        path = FOLDER / name
        text = formatted(parts)
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
            print(f"src/dayline/client/{name} is written.")
    if "--check" in arguments and stale:
        print(f"Out of date: {', '.join(stale)}. Run scripts/make_client.py.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Reading our own documentation: its links, its commands, its generated pages."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import click

from dayline.base.markdown import scan


class Place(NamedTuple):
    """Something found in a document: its file and line, and what stands there."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path.name}:{self.line}: {self.text}"


def documents(root: Path) -> list[Path]:
    """Every Markdown file that readers of the repository meet."""
    return sorted([*root.glob("*.md"), *root.glob("docs/**/*.md")])


def broken_links(path: Path) -> list[Place]:
    """Relative links of a document whose file or heading does not exist."""
    outline = scan(path.read_text(encoding="utf-8"))
    broken = []
    for link in outline.links:
        if re.match(r"[a-z][a-z0-9+.-]*:", link.target):
            continue  # an address elsewhere: tests have no network
        file, _, anchor = unquote(link.target).partition("#")
        target = (path.parent / file).resolve() if file else path
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            broken.append(Place(path, link.line, link.target))
    return broken


def _anchors(path: Path) -> frozenset[str]:
    return scan(path.read_text(encoding="utf-8")).anchors if path.suffix == ".md" else frozenset()


_FENCE = re.compile(r"^(`{3,}|~{3,})\s*(\w*)")
_INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_SHELL = {"sh", "bash", "shell", "console"}
_PROMPT = re.compile(r"^[$#]\s+")


def shell_lines(path: Path) -> Iterator[Place]:
    """What a document tells people to type: lines of shell blocks, and code within sentences."""
    fence, language = "", ""
    continued = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        mark = _FENCE.match(line.strip())
        if fence:
            if mark and mark[1].startswith(fence) and not mark[2]:
                fence = ""
            elif language in _SHELL and (typed := _typed(line, language, continued)):
                if typed.endswith("\\"):
                    continued = typed[:-1]
                    continue
                yield Place(path, number, typed)
            continued = ""
        elif mark:
            fence, language = mark[1], mark[2].lower()
        else:
            for code in _INLINE.finditer(line):
                yield Place(path, number, code[1])


def _typed(line: str, language: str, continued: str) -> str:
    """The typed part of a shell block's line; a `console` block holds answers too."""
    if continued:
        return continued + line.strip()
    prompt = _PROMPT.match(line.strip())
    if language == "console":
        if prompt:
            return line.strip()[prompt.end() :]
        return line.strip() if line.startswith(("dayline ", "make ")) else ""
    return line.strip()


def invocations(text: str, program: str) -> Iterator[list[str]]:
    """The arguments of each call of ``program`` in a shell line, through pipes and variables."""
    for part in re.split(r"\|\|?|&&|;|\$\(", text):
        try:
            words = shlex.split(part, comments=True)
        except ValueError:  # an apostrophe: a sentence, not a command
            continue
        while words and re.match(r"[A-Z_]+=", words[0]):
            words.pop(0)
        if words and Path(words[0]).name == program:
            yield words[1:]


def misused(arguments: list[str], command: click.Command) -> str:
    """Why ``arguments`` are no call of ``command``, or an empty text when they are."""
    context = click.Context(command)
    words = iter(arguments)
    for word in words:
        if word in {"…", "..."} or word.startswith(("<", "[")):
            return ""  # a form such as `dayline COMMAND [OPTIONS]`: what follows is no call
        if word.startswith("-") and word != "-":
            option = _option(context, word.partition("=")[0])
            if option is None:
                return f"{command.name} has no option {word}"
            if not option.is_flag and "=" not in word:
                next(words, None)
        elif isinstance(command, click.Group) and word.isupper():
            return ""
        elif isinstance(command, click.Group):
            inner = command.get_command(context, word)
            return misused(list(words), inner) if inner else f"there is no command {word}"
    return ""


def _option(context: click.Context, name: str) -> click.Option | None:
    for parameter in context.command.get_params(context):
        if name in {*parameter.opts, *parameter.secondary_opts} and isinstance(
            parameter, click.Option
        ):
            return parameter
    return None

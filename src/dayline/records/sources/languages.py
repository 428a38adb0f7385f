"""Which files hold a program, and how their language writes comments and texts. Data, pure."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

PYTHON = (".py", ".pyi", ".pyw")

VENDORED = frozenset(
    ("vendor", "vendored", "_vendor", "third_party", "third-party", "thirdparty", "external",
     "extern", "node_modules", "bower_components", "jspm_packages", "site-packages", "dist",
     "build", "target", "out", "deps", "Pods", "Carthage", ".next", ".nuxt", ".gradle", ".eggs",
     "generated", "__generated__", "minified")
)  # fmt: skip
"""Folders that hold what others wrote, or what a machine did."""

MACHINE_MADE = (
    ".min.js", ".min.css", ".bundle.js", ".map", "_pb2.py", "_pb2_grpc.py", ".pb.go", ".g.dart",
    ".generated.ts", ".designer.cs",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Language:
    """How a family of languages writes what the scanner must tell apart.

    ``line`` begin a comment to the end of the line, ``block`` one up to its end, within another
    where ``nested``. ``texts`` begin and end a text on one line, ``long`` one over several.
    ``chars`` when ``'`` begins a single character, ``patterns`` when ``/`` may begin a pattern,
    ``braces`` when ``{`` and ``}`` hold bodies. ``spaced`` when a comment needs a space before it,
    ``unclosed`` when the end of the file may end one.
    """

    line: tuple[str, ...] = ("//",)
    block: tuple[tuple[str, str], ...] = (("/*", "*/"),)
    nested: bool = False
    texts: tuple[str, ...] = ('"',)
    long: tuple[str, ...] = ()
    chars: bool = False
    patterns: bool = False
    braces: bool = True
    spaced: bool = False
    unclosed: bool = False


_C = Language(chars=True)
_SHARP = Language(chars=True, long=('"""',))
_NESTED = Language(nested=True, chars=True, long=('"""',))
_RUST = Language(nested=True, chars=True)
_GO = Language(chars=True, long=("`",))
_SCRIPT = Language(texts=('"', "'"), long=("`",), patterns=True)
_PHP = Language(line=("//", "#"), texts=('"', "'"))
_SASS = Language(texts=('"', "'"), braces=False)
_CSS = Language(line=(), texts=('"', "'"), braces=False)
_SHELL = Language(line=("#",), block=(), texts=('"',), long=("'",), braces=False, spaced=True)
_HASH = Language(line=("#",), block=(), texts=('"', "'"), braces=False)
_RUBY = Language(
    line=("#",), block=(("\n=begin", "\n=end"),), texts=('"', "'"), braces=False, spaced=True
)
_PERL = Language(
    line=("#",),
    block=tuple(
        (f"\n={word}", "\n=cut")
        for word in ("pod", "head", "encoding", "over", "item", "begin", "for")
    ),
    texts=('"',),
    spaced=True,
    unclosed=True,
)
_ELIXIR = Language(line=("#",), block=(), texts=('"',), long=('"""',), braces=False)
_POWER = Language(line=("#",), block=(("<#", "#>"),), texts=('"', "'"))
_SQL = Language(line=("--",), texts=("'", '"'), braces=False)
_LUA = Language(line=("--",), block=(("--[[", "]]"),), texts=('"', "'"), braces=False)
_HASKELL = Language(
    line=("--",), block=(("{-", "-}"),), nested=True, texts=('"',), chars=True, braces=False
)
_LISP = Language(line=(";",), block=(("#|", "|#"),), nested=True, texts=('"',), braces=False)
_PERCENT = Language(line=("%",), block=(), texts=('"',), braces=False)

_ENDINGS = {
    _C: "c h cc cpp cxx hh hpp hxx m mm java groovy proto thrift v sv zig d cu glsl",
    _SHARP: "cs",
    _NESTED: "kt kts scala swift dart",
    _RUST: "rs",
    _GO: "go",
    _SCRIPT: "js mjs cjs jsx ts mts cts tsx",
    _PHP: "php",
    _SASS: "scss less",
    _CSS: "css",
    _SHELL: "sh bash zsh ksh fish",
    _HASH: "r nim cmake mk gd",
    _RUBY: "rb rake cr",
    _PERL: "pl pm",
    _ELIXIR: "ex exs jl",
    _POWER: "ps1 psm1",
    _SQL: "sql",
    _LUA: "lua",
    _HASKELL: "hs elm purs",
    _LISP: "lisp cl el clj cljs cljc scm rkt",
    _PERCENT: "erl hrl",
    Language(line=("#", "//"), texts=('"',)): "tf hcl",
}
_BY_ENDING = {
    f".{ending}": language for language, endings in _ENDINGS.items() for ending in endings.split()
}
_BY_NAME = {"Makefile": _HASH, "Dockerfile": _SHELL, "Rakefile": _RUBY, "Gemfile": _RUBY}


def is_python(path: str) -> bool:
    """Whether a path names a Python file."""
    return path.endswith(PYTHON)


def language_of(path: str) -> Language | None:
    """The language of a file by its name; None when it is no program that is known here."""
    name = posixpath.basename(path)
    return _BY_NAME.get(name) or _BY_ENDING.get(posixpath.splitext(name)[1].lower())


def is_source(path: str) -> bool:
    """Whether a path (with slashes) names a program that somebody of the repository wrote."""
    if not is_python(path) and language_of(path) is None:
        return False
    return not path.endswith(MACHINE_MADE) and VENDORED.isdisjoint(path.split("/")[:-1])

"""What hostile YAML, Markdown and heads cost before they are refused, or read within bounds.

    python bench/hostile_texts.py

Each input is read in a process of its own, in every way that the program reads it (front matter,
YAML, a scan, a glance, HTML, the whole check). Prints the seconds of the slowest way and the
memory above that of a process that has read nothing. The bar is one second and 64 MB.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from dayline.base.document import set_field, split
from dayline.base.errors import DaylineError
from dayline.base.glance import glance
from dayline.base.markdown import rendered, scan
from dayline.base.strict_yaml import load
from dayline.records.checking import Surroundings, check, released_contract
from tests.base import test_markdown, test_strict_yaml

_MANY = 1024 * 1024
INPUTS: dict[str, str] = {
    "nothing": "",
    **{f"yaml: {name}": text for name, text in test_strict_yaml.HOSTILE.items()},
    **{f"markdown: {name}": text for name, text in test_markdown.HOSTILE.items()},
    "markdown: headings": "#\n" * (_MANY // 2),
    "markdown: links": "[a](b)\n" * (_MANY // 8),
    "markdown: lines of marks": "> - 1. " * (_MANY // 8),
    "markdown: one word": "x" * _MANY,
    "markdown: skipped levels": "# a\n\n###### b\n\n" * 20_000,
    "markdown: dead links": "[a](gone.md#x)\n\n" * 15_000,
    "markdown: tags": "<div id=a " * 100_000,
    "head: never closed": "---\n" + "a: 1\n" * 200_000,
    "head: many fences": "---\n" * 250_000,
    "head: header lines": "".join(f"K{n}: v\n" for n in range(80_000)) + "\n",
    "head: folded lines": "Key: v\n" + "  more\n" * 140_000 + "\n",
    "head: indented": "---\n" + " " * 200_000 + "a: 1\n---\n",
    "prose: one sentence": "This RFC supersedes RFC 1 and " * 30_000,
    "prose: sentences": "This RFC supersedes RFC 1. " * 35_000,
    "prose: brackets": "supersedes RFC 1 [" * 50_000,
}  # fmt: skip


def _ways(text: str) -> dict[str, Callable[[], object]]:
    headed = text if text.startswith(("---", "K")) else f"---\n{text}\n---\n"
    paths = ("docs/adr/0001-a.md", "pep-0001.rst", "text/0001-a.md")
    around = Surroundings(
        paths, lambda _path: text.encode(), lambda _path: False, released_contract
    )
    return {
        "yaml": lambda: load(text),
        "head": lambda: split(headed),
        "edit": lambda: set_field(headed, "state", "accepted"),
        "scan": lambda: scan(text),
        "glance": lambda: glance(text),
        "html": lambda: rendered(text),
        "check": lambda: check(around),
    }


def _measure(name: str) -> None:
    """In a process of its own: the slowest way, its seconds, the peak of memory in kB."""
    slowest, most, refused = "", 0.0, 0
    for way, act in _ways(INPUTS[name]).items():
        start = time.process_time()
        try:
            act()
        except DaylineError:
            refused += 1
        spent = time.process_time() - start
        if spent > most:
            slowest, most = way, spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{slowest or '-'} {most} {refused} {peak}")


def main() -> int:
    """Print the figures; exits 1 when an input passes the bar."""
    base, worst = 0, 0
    print(f"{'input':<34} {'slowest':<7} {'seconds':>8} {'MB':>6}  refused by")
    for name in INPUTS:
        done = subprocess.run(
            [sys.executable, __file__, name], capture_output=True, text=True, check=True
        )
        way, seconds, refused, peak = done.stdout.split()
        base = base or int(peak)
        memory = (int(peak) - base) / 1024
        past = float(seconds) > 1 or memory > 64
        worst += past
        mark = "  PAST THE BAR" if past else ""
        print(f"{name:<34} {way:<7} {float(seconds):>8.3f} {memory:>6.1f}  {refused} of 7{mark}")
    print(f"{worst} of {len(INPUTS)} past one second or 64 MB")
    return 1 if worst else 0


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _measure(sys.argv[1])
    else:
        sys.exit(main())

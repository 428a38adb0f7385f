"""Asking git about a repository that may have been made to hurt: read only, and in bounds.

Git runs programs that a repository names: hooks, filters, pagers, file monitors, transports for
missing objects. None of them runs here. Nothing is ever checked out or written; configuration of
the person and of the machine is not read; output, time and memory have limits.
"""

from __future__ import annotations

import math
import os
import resource
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from dayline.base.errors import DaylineError, HostileInput, InvalidInput, NotFound

LIMIT_OUTPUT: Final = 512 * 1024 * 1024
LIMIT_SECONDS: Final[float] = 300
LIMIT_BLOB: Final = 1024 * 1024
_MEMORY: Final = 2 * 1024 * 1024 * 1024
_CHUNK: Final = 1 << 16
_BATCH: Final = 256

_SETTINGS: Final = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "core.attributesFile": os.devnull,
    "core.excludesFile": os.devnull,
    "core.packedGitWindowSize": "16m",
    "core.packedGitLimit": "256m",
    "core.deltaBaseCacheLimit": "64m",
    "core.quotePath": "false",
    "color.ui": "false",
    "gc.auto": "0",
    "i18n.logOutputEncoding": "UTF-8",
    "log.mailmap": "false",
    "log.showSignature": "false",
    "maintenance.auto": "false",
    "protocol.allow": "never",
}


class GitFailed(DaylineError):
    """Git refused; ``what`` repeats its first line."""

    code = "git-failed"


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository on disk. ``root`` is the top of its working tree, or the bare repository.

    One question may take ``seconds`` (0: :data:`LIMIT_SECONDS`). ``settings`` win over those of the
    repository.
    """

    root: Path
    bare: bool = False
    seconds: float = 0
    settings: tuple[tuple[str, str], ...] = ()

    def run(self, *arguments: str, stdin: bytes = b"") -> bytes:
        """The output of one git command. Raises :class:`GitFailed` and :class:`HostileInput`."""
        with self._started(arguments) as process, _fed(process, stdin) as said:
            output = b"".join(_chunks(process))
            _finish(process, arguments, said, self.seconds or LIMIT_SECONDS)
        return output

    def records(self, *arguments: str, stdin: bytes = b"") -> Iterator[bytes]:
        """The output of one git command, cut at each NUL; never more than a piece in memory."""
        with self._started(arguments) as process, _fed(process, stdin) as said:
            rest = b""
            for chunk in _chunks(process):
                *whole, rest = (rest + chunk).split(b"\0")
                yield from whole
            _finish(process, arguments, said, self.seconds or LIMIT_SECONDS)
        if rest:
            yield rest

    def blobs(self, ids: Sequence[str], *, limit: int = LIMIT_BLOB) -> Iterator[bytes | None]:
        """The content of each blob in order; None for those missing or larger than ``limit``."""
        sizes = self._sizes(ids)
        with self._started(("cat-file", "--batch")) as process, _fed(process, None):
            asked, answers = _pipes(process)
            for start in range(0, len(ids), _BATCH):
                stop = start + _BATCH
                wanted = list(zip(ids[start:stop], sizes[start:stop], strict=True))
                small = [name for name, size in wanted if size is not None and size <= limit]
                asked.write("".join(f"{name}\n" for name in small).encode())
                asked.flush()
                for _, size in wanted:
                    yield _answer(answers) if size is not None and size <= limit else None
            asked.close()
            process.wait()

    def _sizes(self, ids: Sequence[str]) -> list[int | None]:
        if not all(len(name) in (40, 64) and name.isalnum() for name in ids):
            raise InvalidInput("A blob is named by its whole hash.", do="Give 40 hex digits.")
        request = "".join(f"{name}\n" for name in ids).encode()
        output = self.run("cat-file", "--batch-check=%(objecttype) %(objectsize)", stdin=request)
        sizes: list[int | None] = []
        for line in output.decode().splitlines():
            kind, _, size = line.partition(" ")
            sizes.append(int(size) if kind == "blob" else None)
        return sizes

    @contextmanager
    def _started(self, arguments: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
        process = subprocess.Popen(
            [*_command(self.root), *arguments],
            cwd=self.root,
            env={**_environment(), **_stated(self.settings)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        timer = threading.Timer(self.seconds or LIMIT_SECONDS, _kill, (process,))
        try:
            _bind(process)
            timer.start()
            yield process
        finally:
            timer.cancel()
            _kill(process)
            process.wait()
            for pipe in (process.stdin, process.stdout, process.stderr):
                if pipe:
                    _close(pipe)


_LIES_IN_NONE = "not a git repository"
"""What git says where there is nothing more to say than that."""


def open_repository(path: Path, *, instead: str = "") -> Repository:
    """The repository in which ``path`` lies. Raises :class:`NotFound` when it lies in none.

    ``instead`` is what one can do without a repository.
    """
    folder = path if path.is_dir() else path.parent
    start = Repository(folder.resolve())
    try:
        bare = start.run("rev-parse", "--is-bare-repository").strip() == b"true"
        flag = "--absolute-git-dir" if bare else "--show-toplevel"
        top = start.run("rev-parse", flag).decode(errors="surrogateescape").rstrip("\n")
    except GitFailed as error:
        why = "" if _LIES_IN_NONE in error.what else f" ({error.what})"
        raise NotFound(
            f"{folder.resolve()} is in no git repository{why}.",
            do=f"Give a folder of a repository{f', or {instead}' if instead else ''}.",
        ) from None
    return Repository(Path(top), bare)


def checked_revision(name: str) -> str:
    """``name`` if it can only be a revision. Raises :class:`InvalidInput` for options."""
    allowed = set("/._@{}^~+-")
    plain = all((letter.isalnum() and letter.isascii()) or letter in allowed for letter in name)
    if not name or name.startswith("-") or not plain or len(name) > 250 or ".." in name:
        raise InvalidInput(
            f"{name[:60]!r} is not the name of a revision.", do="Give a branch such as origin/main."
        )
    return name


def resolved(repository: Repository, name: str) -> str:
    """The whole hash of the commit that ``name`` means. Raises :class:`GitFailed`.

    A hash cannot be taken for the name of a file, as the name of a branch can.
    """
    wanted = f"{checked_revision(name)}^{{commit}}"
    try:
        return repository.run("rev-parse", "--verify", "--quiet", wanted).decode().strip()
    except GitFailed:
        raise GitFailed(
            f"There is no commit {name!r} here.",
            do="Fetch it first, or name another branch.",
        ) from None


def _command(root: Path) -> list[str]:
    settings = [f"{key}={value}" for key, value in _SETTINGS.items()]
    # Nothing that a repository configures is run, so that whose it is does not matter.
    settings.append(f"safe.directory={root}")
    options = [part for setting in settings for part in ("-c", setting)]
    flags = ["--no-pager", "--no-optional-locks", "--no-replace-objects", "--literal-pathspecs"]
    return ["git", *flags, *options]


def _environment() -> dict[str, str]:
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": os.devnull,
        "XDG_CONFIG_HOME": os.devnull,
        "LC_ALL": "C",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_ASKPASS": "true",
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_PROTOCOL_FROM_USER": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }


def _stated(settings: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Settings as git reads them from its environment: names may hold any character there."""
    numbered = enumerate(settings)
    pairs = {
        f"GIT_CONFIG_{part}_{at}": text
        for at, (name, value) in numbered
        for part, text in (("KEY", name), ("VALUE", value))
    }
    return {"GIT_CONFIG_COUNT": str(len(settings)), **pairs} if settings else {}


def _bind(process: subprocess.Popen[bytes]) -> None:
    """Takes from a started git the means to fill disks and memory, where the system can."""
    if not hasattr(resource, "prlimit"):
        return
    limits: Mapping[int, int] = {
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_AS: _MEMORY,
        resource.RLIMIT_CPU: math.ceil(LIMIT_SECONDS),
    }
    try:
        for name, most in limits.items():
            resource.prlimit(process.pid, name, (most, most))
    except (OSError, ValueError):
        return  # it has ended already, or the system is stricter


class _Complaints:
    """What git writes to its error output; listening keeps that pipe from filling up."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._parts: list[bytes] = []
        self._thread = threading.Thread(target=self._listen, args=(process.stderr,), daemon=True)
        self._thread.start()

    def _listen(self, pipe: IO[bytes] | None) -> None:
        while pipe and (part := pipe.read1(_CHUNK)):  # type: ignore[attr-defined]
            if len(self._parts) < 4:
                self._parts.append(part[:1_000])

    def first(self) -> str:
        """The first line, once git has ended."""
        self._thread.join()
        return b"".join(self._parts).decode(errors="replace").strip().split("\n", 1)[0]


@contextmanager
def _fed(process: subprocess.Popen[bytes], data: bytes | None) -> Iterator[_Complaints]:
    """Writes ``data`` to git while the caller reads; ``None`` leaves the input to the caller."""
    said = _Complaints(process)
    feeder = threading.Thread(target=_feed, args=(process, data or b""), daemon=True)
    if data is not None:
        feeder.start()
    try:
        yield said
    finally:
        _kill(process)
        said.first()
        if data is not None:
            feeder.join()


def _feed(process: subprocess.Popen[bytes], data: bytes) -> None:
    if process.stdin is None:
        return
    try:
        process.stdin.write(data)
        process.stdin.close()
    except (BrokenPipeError, ValueError):
        return  # git ended first; why is in its exit code


def _chunks(process: subprocess.Popen[bytes]) -> Iterator[bytes]:
    total = 0
    output = process.stdout
    while output and (chunk := output.read1(_CHUNK)):  # type: ignore[attr-defined]
        total += len(chunk)
        if total > LIMIT_OUTPUT:
            raise HostileInput(
                f"Git answered with more than {LIMIT_OUTPUT // 2**20} MiB.",
                kept="Nothing was imported.",
                do="Import a smaller folder.",
            )
        yield chunk


def _finish(
    process: subprocess.Popen[bytes], arguments: Sequence[str], said: _Complaints, seconds: float
) -> None:
    status = process.wait()
    if status == -signal.SIGKILL:
        raise HostileInput(
            f"`git {arguments[0]}` took longer than {seconds:g} s.",
            kept="Nothing was kept of it.",
            do="Give a smaller folder or range.",
        )
    if status:
        what = said.first() or f"git {arguments[0]} ended with {status}"
        raise GitFailed(f"{what}.", do="Look at the repository and the names given.")


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise GitFailed("Git was started without pipes.")
    return process.stdin, process.stdout


def _answer(output: IO[bytes]) -> bytes | None:
    """One answer of ``cat-file --batch``: a line with the size, the content, a line feed."""
    header = output.readline().split()
    if len(header) != 3:
        return None
    size = int(header[2])
    content = output.read(size)
    output.read(1)
    return content if header[1] == b"blob" else None


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:
        return

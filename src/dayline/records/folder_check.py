"""``dayline check`` on files and folders: what a person names in, findings with their paths out."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dayline.base.errors import DaylineError
from dayline.base.findings import Finding
from dayline.records.checking import Checked, Surroundings, check, released_contract
from dayline.records.folder import Folder, walk
from dayline.records.own_contracts import contract_files
from dayline.records.own_dialects import Known, dialects_for

if TYPE_CHECKING:  # contracts are imported when the first record names one
    from dayline.contracts.terms import Contract


class OwnContracts:
    """The contracts that a folder brings along: YAML files in a folder called ``contracts``.

    Those of ``.dayline/contracts`` in a folder above count too, so that part of a repository is
    checked as the whole is.
    """

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._findings: list[Finding] = []

    @cached_property
    def own(self) -> dict[tuple[str, int], Contract]:
        """The contracts by name and version."""
        found = {(one.name, one.version): one for one in self._above()}
        for path in self._folder.paths:
            if path.endswith(".yaml") and "contracts" in path.split("/")[:-1]:
                contract = self._parsed(path)
                if contract is not None:
                    found[contract.name, contract.version] = contract
        return found

    def _above(self) -> Iterator[Contract]:
        for path in contract_files(self._folder.root.resolve().parent):
            try:
                yield _contract(path.read_text(encoding="utf-8"), str(path))
            except UnicodeDecodeError:
                continue
            except DaylineError as error:
                self._findings += error.findings

    def _parsed(self, path: str) -> Contract | None:
        try:
            text = self._folder.read(path).decode()
            if not text.lstrip("\ufeff").startswith("contract:"):
                return None
            return _contract(text, path)
        except UnicodeDecodeError:
            return None
        except DaylineError as error:
            self._findings += error.findings
            return None

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with the contract files themselves, whether a record names one or not."""
        _ = self.own  # reading them is what finds
        return self._findings

    def kinds(self) -> list[str]:
        """The names of all contracts that a text may give."""
        from dayline.contracts import library

        return sorted({*library.released(), *(name for name, _ in self.own)})

    def named(self, name: str) -> Contract | None:
        """The contract called ``note/1``, or the newest called ``note``; the folder's own first."""
        kind, _, version = name.partition("/")
        own = [one for (own, _), one in sorted(self.own.items()) if own == kind]
        for contract in reversed(own):
            if not version or version == str(contract.version):
                return contract
        return released_contract(name)


def _contract(text: str, path: str) -> Contract:
    from dayline.contracts.language import parse_contract

    return parse_contract(text, path=path)


def check_folder(folder: Folder, *, only: Sequence[str] | None = None) -> Checked:
    """Checks the texts of a folder, or ``only`` some of them against the names of the others."""
    contracts = OwnContracts(folder)
    known = dialects_for(folder.root)
    around = Surroundings(
        folder.texts,
        folder.read,
        folder.exists,
        contracts.named,
        contracts.kinds,
        lambda: known.dialects,
    )
    with _without_collector():
        checked = check(around, only=only)
    own = contracts.findings if only is None else ()
    unseen = folder.unseen if only is None else ()
    found = (*unseen, *_of_dialects(folder, known), *own, *checked.findings)
    return Checked(found, checked.documents)


def _of_dialects(folder: Folder, known: Known) -> Iterator[Finding]:
    """What is wrong with dialect files, with their paths as those of texts: from the folder."""
    root = folder.root.resolve()
    for one in known.findings:
        yield replace(one, path=os.path.relpath(one.path, root))


def check_paths(paths: Sequence[Path]) -> Checked:
    """Checks what a person names; findings carry paths as the person would write them.

    A folder is checked as a whole. Files are checked among the files of their folder, which are
    not themselves judged. Raises :class:`dayline.base.errors.NotFound`.
    """
    files: dict[Path, list[str]] = {}
    found: list[Finding] = []
    documents = 0
    for path in dict.fromkeys(paths):
        if path.is_dir():
            checked = check_folder(walk(path))
            found += placed_under(path, checked.findings)
            documents += checked.documents
        else:
            walk(path)  # says so when there is no such file
            files.setdefault(path.parent, []).append(path.name)
    for parent, names in files.items():
        checked = check_folder(walk(parent), only=names)
        found += placed_under(parent, checked.findings)
        documents += checked.documents
    return Checked(tuple(found), documents)


def placed_under(root: Path, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings of the folder ``root`` with paths as the person would write them."""
    start = "" if root == Path() else f"{root.as_posix()}/"
    for one in findings:
        whole = start and one.path == "."
        path = root.as_posix() if whole else f"{start}{one.path}" if one.path else ""
        yield replace(one, path=path)


@contextmanager
def _without_collector() -> Iterator[None]:
    """A check makes hundreds of small objects per text, keeps them, and makes no rings of them.

    Looking through them for rings again and again costs a fifth of the time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()

"""One workspace met through all three faces: pages, the API and the command line."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from dayline.accounts.actions import make_token
from dayline.accounts.scopes import scopes_of_role
from dayline.base.instants import to_text
from dayline.faces.cli.main import main
from dayline.people.queries import directory
from tests.cast import Stage
from tests.faces.web.visitors import visitor


@dataclass
class Faces:
    """The stage as people and programs meet it; each act happens at the stage's present."""

    stage: Stage
    patch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    secrets: dict[str, str] = field(default_factory=dict)

    def _now(self) -> None:
        self.patch.setenv("DAYLINE_WORKSPACE", "meridian")
        self.patch.setenv("DAYLINE_NOW", to_text(self.stage.now))

    def page(self, who: str, address: str) -> str:
        """What somebody reads on a page, as words."""
        self._now()
        answer = visitor(self.stage, who).get(address, follow=True)
        assert answer.status_code == 200, (address, answer.status_code)
        return words(answer.content.decode())

    def send(self, who: str, address: str, form: dict[str, Any]) -> str:
        """Send a form; where it leads."""
        self._now()
        answer = visitor(self.stage, who).post(address, form)
        assert answer.status_code == 302, words(answer.content.decode())[:2000]
        return str(answer.headers["Location"])

    def api(self, who: str, path: str, body: Any = None, *, status: int = 200) -> Any:
        """Ask the API, with a body by POST; the answer."""
        self._now()
        headers = {"Authorization": f"Bearer {self._secret(who)}"}
        address = f"/api/v1/{path}"
        if body is None:
            answer = Client().get(address, headers=headers)
        else:
            sent = json.dumps(body)
            answer = Client().post(address, sent, "application/json", headers=headers)
        assert answer.status_code == status, answer.content
        return answer.json()

    def _secret(self, who: str) -> str:
        if who not in self.secrets:
            role = directory(self.stage.workspace).person(who).role
            _, self.secrets[who] = make_token(
                self.stage.acting(who),
                name="story",
                scopes=scopes_of_role(role),
                at=datetime.now(UTC),
            )
        return self.secrets[who]

    def cli(self, who: str, *arguments: str, code: int = 0, stdin: str = "") -> str:
        """Run a command; what it printed."""
        self._now()
        self.patch.setenv("DAYLINE_AS", f"@{who}")
        self.patch.setattr(sys, "stdin", StringIO(stdin))
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        printed = self.capsys.readouterr()
        assert int(ended.value.code or 0) == code, printed.out + printed.err
        return printed.out


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def words(html: str) -> str:
    """The text of a page on one line."""
    reader = _Words()
    reader.feed(html)
    return " ".join("".join(reader.said).split())

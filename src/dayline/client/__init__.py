"""The API for programs: ``Client("https://dayline.example", token).get_record("D-42")``.

All modules but this one and ``transport.py`` are written from the OpenAPI document by
``scripts/make_client.py``. It needs nothing but Python.
"""

from __future__ import annotations

from dayline.client.answers import AnswersOperations
from dayline.client.briefing import BriefingOperations
from dayline.client.contracts import ContractsOperations
from dayline.client.decisions import DecisionsOperations
from dayline.client.export import ExportOperations
from dayline.client.handoffs import HandoffsOperations
from dayline.client.incidents import IncidentsOperations
from dayline.client.journal import JournalOperations
from dayline.client.measures import MeasuresOperations
from dayline.client.people import PeopleOperations
from dayline.client.questions import QuestionsOperations
from dayline.client.records import RecordsOperations
from dayline.client.remarks import RemarksOperations
from dayline.client.search import SearchOperations
from dayline.client.sharing import SharingOperations
from dayline.client.specs import SpecsOperations
from dayline.client.standing import StandingOperations
from dayline.client.time import TimeOperations
from dayline.client.together import TogetherOperations
from dayline.client.transport import Answer, Problem
from dayline.client.updates import UpdatesOperations
from dayline.client.webhooks import WebhooksOperations


class Client(
    RecordsOperations,
    RemarksOperations,
    SharingOperations,
    StandingOperations,
    BriefingOperations,
    PeopleOperations,
    ContractsOperations,
    TimeOperations,
    SearchOperations,
    AnswersOperations,
    UpdatesOperations,
    MeasuresOperations,
    HandoffsOperations,
    DecisionsOperations,
    IncidentsOperations,
    QuestionsOperations,
    SpecsOperations,
    TogetherOperations,
    JournalOperations,
    WebhooksOperations,
    ExportOperations,
):
    """Every operation of the API. Refusals are raised as :class:`Problem`."""


__all__ = ["Answer", "Client", "Problem"]

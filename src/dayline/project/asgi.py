"""The server as one ASGI application: Django's pages and API, on threads of their own.

Django runs under WSGI behind a thin bridge because its own ASGI handler costs 1.4 to 1.8 times
as much for synchronous views; what needs an event loop is mounted beside it.
"""

from __future__ import annotations

import gc
import os
from importlib import import_module
from typing import Any, cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dayline.project.web_settings")

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application
from starlette.applications import Starlette
from starlette.routing import Mount, Route

pages = get_wsgi_application()
import_module("dayline.project.urls")  # the first visitor need not wait for it
gc.collect()
gc.freeze()  # what is loaded now stays: going through it took 0.1 s of a request now and then
gc.set_threshold(20_000, 20, 50)
_bridge: Any = WSGIMiddleware(cast("Any", pages), workers=8)
application = Starlette(
    routes=[Route("/mcp", import_module("dayline.faces.mcp.http").Face()), Mount("/", _bridge)]
)

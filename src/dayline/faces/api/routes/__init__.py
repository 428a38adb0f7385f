"""The operations of the API, by what they are about."""

from __future__ import annotations

from ninja import Router

from dayline.faces.api.routes import records

ROUTERS: dict[str, Router] = {
    "records": records.router,
}
"""Routers by the tag under which the document shows them."""

"""The last resort: a fault of Dayline is told in a sentence, and kept for whoever mends it."""

from __future__ import annotations

import os
import tempfile
import traceback
from pathlib import Path

import click


def report(error: BaseException) -> None:
    """Say that Dayline failed and where the details are; never a stack trace on the screen."""
    if os.environ.get("DAYLINE_DEBUG"):
        traceback.print_exception(error)
        return
    descriptor, name = tempfile.mkstemp(prefix="dayline-fault-", suffix=".txt")
    with os.fdopen(descriptor, "w") as details:
        traceback.print_exception(error, file=details)
    click.secho(f"Dayline failed: {type(error).__name__}.", fg="red", err=True)
    click.echo("What was acknowledged before is kept; this act was not done.", err=True)
    click.echo(f"The details are in {Path(name)}. Please report them.", err=True)

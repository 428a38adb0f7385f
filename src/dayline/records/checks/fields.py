"""Header keys that are most likely a slip. Other unknown keys are the writer's own."""

from __future__ import annotations

from collections.abc import Iterator

from dayline.base.findings import Finding, Severity
from dayline.records.dialect.document import Read


def mistyped_keys(read: Read) -> Iterator[Finding]:
    """Unknown keys that are one letter away from a key that the record lacks."""
    known = read.dialect.by_name
    strange = [field for field in read.fields.values() if field.name.casefold() not in known]
    if not strange:
        return
    absent = [rule.name for rule in read.dialect.fields if rule.key not in read.fields]
    for field in strange:
        name = field.name.casefold()
        close = next((one for one in absent if _is_slip(name, one.casefold())), "")
        if close:
            yield Finding(
                "field-unknown",
                f"`{field.name[:60]}` is no key of {read.dialect.title or read.dialect.name}.",
                f"Did you mean `{close}`?",
                read.path,
                field.line,
                0,
                Severity.WARNING,
            )


def _is_slip(name: str, key: str) -> bool:
    """One letter differs, and not the first: `eRFC PR` is no mistyped `RFC PR`."""
    from dayline.contracts.fields import one_slip

    return len(key) > 3 and name[:1] == key[:1] and one_slip(name, key)

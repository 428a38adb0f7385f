"""What the slash menu can put into a text under a contract."""

from __future__ import annotations

from dayline.contracts.terms import Contract


def insertions(contract: Contract) -> list[dict[str, str]]:
    """Entries of the menu: ``label``, ``words`` that find it, the ``text`` to put in.

    ``^`` in the text is where the writer goes on.
    """
    sections = [
        {
            "label": f"Section: {section.name}",
            "words": f"section {section.name} {' '.join(section.aliases)}",
            "text": f"## {section.name}\n\n^",
        }
        for section in contract.sections
    ]
    items = [
        {
            "label": f"{rule.title or rule.name}: {kind.replace('_', ' ')}",
            "words": f"item {rule.name} {rule.title} {kind}",
            "text": f"- ({kind}) ^",
        }
        for rule in contract.items.values()
        for kind in rule.types
    ]
    return [*sections, *items, *_GENERAL]


_GENERAL = [
    {
        "label": "Table",
        "words": "table columns",
        "text": "| ^ |  |\n|---|---|\n|  |  |\n",
    },
    {"label": "Link to a record", "words": "link record reference", "text": "[[^"},
    {"label": "Link to an address", "words": "link url web address", "text": "[^](https://)"},
    {"label": "Picture", "words": "picture image screenshot upload", "text": "picture:"},
    {"label": "List", "words": "list bullet", "text": "- ^"},
    {"label": "Steps", "words": "steps numbered list", "text": "1. ^"},
    {"label": "Tasks", "words": "tasks checklist todo", "text": "- [ ] ^"},
    {"label": "Code", "words": "code block", "text": "```\n^\n```\n"},
    {
        "label": "Diagram",
        "words": "diagram mermaid",
        "text": "```mermaid\nflowchart LR\n  ^\n```\n",
    },
    {"label": "Quote", "words": "quote", "text": "> ^"},
    {"label": "Today's date", "words": "date today", "text": "date:"},
]

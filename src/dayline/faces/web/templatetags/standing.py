"""How teams stand, said in Python: a large board says it hundreds of times, and an included
template costs ten times as much each time."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from dayline.board.queries import Card
from dayline.board.rules import Light
from dayline.faces.web.templatetags.dayline import left, moment

register = template.Library()

_SHAPES = {
    Light.GREEN: '<circle cx="8" cy="8" r="6.5"/>',
    Light.AMBER: '<path d="M8 1.5L15 14H1z"/>',
    Light.RED: '<path d="M2 2h12v12H2z"/>',
}
_LIGHTS = {
    light: mark_safe(  # noqa: S308
        f'<span class="light light-{light.word.lower()}"><svg viewBox="0 0 16 16"'
        f' aria-hidden="true">{shape}</svg> {light.word}</span>'
    )
    for light, shape in _SHAPES.items()
}


@register.simple_tag
def light(one: Light) -> SafeString:
    """A light as a shape and a word: colour alone says nothing to many."""
    return _LIGHTS[one]


@register.simple_tag(takes_context=True)
def evidence(context: template.Context, cards: Iterable[Card]) -> SafeString:
    """Records that wait, and what is wrong with each or how long it may still take."""
    return mark_safe("".join([_item(context, card) for card in cards]))  # noqa: S308 -- as below


def _item(context: template.Context, card: Card) -> str:
    """A record as HTML; what somebody wrote is escaped."""
    ref = escape(card.ref)
    comma = ", " if card.due_at else ""
    return (
        f'<li>\n  <a data-item href="/{ref}"><span class="ref">{ref}</span>'
        f" {escape(card.title)}</a>"
        f'\n  <p>{_said(card)}{comma}{moment(context, card.due_at)}. <span class="soft">'
        f"{escape(_capital(card.state))} since {moment(context, card.since)}.</span></p>\n</li>"
    )


def _said(card: Card) -> str:
    if card.why:
        word = card.light.word.lower()
        return f'<span class="why why-{word}">{escape(_capital(card.why))}</span>'
    if card.due_at:
        return escape(_capital(left(card.left, card.human)))
    return f"Waits {card.waited}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

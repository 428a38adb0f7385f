"""How teams stand, said in Python: a large board says it hundreds of times, and an included
template costs ten times as much each time."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
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
def evidence(context: template.Context, card: Card) -> SafeString:
    """A record that waits, and what is wrong with it or how long it may still take."""
    due = card.deadline.due_at if card.deadline else None
    return format_html(
        '<li>\n  <a data-item href="/{}"><span class="ref">{}</span> {}</a>\n'
        '  <p>{}{}{}. <span class="soft">{} since {}.</span></p>\n</li>',
        card.ref,
        card.ref,
        card.title,
        _said(card),
        ", " if due else "",
        moment(context, due),
        _capital(card.state),
        moment(context, card.since),
    )


def _said(card: Card) -> str:
    if card.why:
        word = card.light.word.lower()
        return format_html('<span class="why why-{}">{}</span>', word, _capital(card.why))
    if card.deadline:
        return _capital(left(card.left, card.deadline.promise.measure.human))
    return f"Waits {card.waited}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

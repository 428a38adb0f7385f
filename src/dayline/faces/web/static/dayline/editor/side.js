// Beside the text: the guide, checked again as one writes, and the preview. Narrow: one at a time.

import { insert, lineAt } from "./insert.js";

const PAUSE = 500; // milliseconds of quiet before the guide and the preview follow

export function besideText({ form, area, server }) {
  const place = form.dataset.place;
  const panes = { text: find("pane-text"), guide: find("pane-guide"), preview: find("pane-preview") };
  const tabs = Object.fromEntries(Object.keys(panes).map((name) => [name, find(`tab-${name}`)]));
  const wide = matchMedia("(min-width: 60rem)");
  const sources = { guide: "/draft/check", preview: "/draft/preview" };
  let current = "text";
  let timer = 0;
  let turn = 0;

  async function refresh(name) {
    const mine = (turn += 1);
    try {
      const answer = await server.tell(sources[name], { place, text: area.value });
      const html = await answer.text();
      if (mine === turn) fill(panes[name], html);
    } catch {
      // The line that tells where the text is says that the server does not answer.
    }
  }

  const shown = () => (wide.matches && current === "text" ? "guide" : current);

  function show(name) {
    current = wide.matches && name === "text" ? "guide" : name;
    for (const [one, pane] of Object.entries(panes)) {
      const away = one !== current && !(wide.matches && one === "text");
      pane.toggleAttribute("data-away", away);
      tabs[one].setAttribute("aria-selected", String(one === current));
      tabs[one].tabIndex = one === current ? 0 : -1;
    }
    if (current !== "text") refresh(current);
  }

  for (const [name, tab] of Object.entries(tabs)) {
    tab.addEventListener("click", () => show(name));
    tab.addEventListener("keydown", (event) => {
      const names = Object.keys(tabs).filter((one) => !wide.matches || one !== "text");
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = names[(names.indexOf(current) + step + names.length) % names.length];
      show(next);
      tabs[next].focus();
      event.preventDefault();
    });
  }
  wide.addEventListener("change", () => show(shown()));
  tabs.text.parentElement.hidden = false;
  show(wide.matches ? "guide" : "text");

  panes.guide.addEventListener("click", (event) => {
    const link = event.target.closest("[data-line]");
    if (!link) return;
    event.preventDefault();
    if (!wide.matches) show("text");
    if (Number(link.dataset.line)) go(area, Number(link.dataset.line), link.dataset.section);
    else addSection(area, panes.guide, link);
  });

  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => shown() !== "text" && refresh(shown()), PAUSE);
  };
}

function find(id) {
  return document.getElementById(id);
}

/** Our own server's part of a page, made by the template that made the page. */
function fill(pane, html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const height = pane.scrollTop;
  pane.replaceChildren(...parsed.body.childNodes);
  pane.scrollTop = height;
}

/** The caret at the end of a line; for a section, below its heading. */
export function go(area, line, section) {
  const [, end] = lineAt(area.value, line);
  const caret = section ? Math.min(end + 1, area.value.length) : end;
  area.focus();
  area.setSelectionRange(caret, caret);
  const height = parseFloat(getComputedStyle(area).lineHeight) || 24;
  area.scrollTop = Math.max(0, (line - 4) * height);
}

/** A section that is missing goes where the contract puts it: before the next one that is there. */
function addSection(area, pane, link) {
  const all = Array.from(pane.querySelectorAll("[data-section]"));
  const later = all.slice(all.indexOf(link) + 1).find((one) => Number(one.dataset.line));
  const heading = `## ${link.dataset.section}\n\n`;
  if (later) {
    const [start] = lineAt(area.value, Number(later.dataset.line));
    insert(area, `${heading}\n`, { from: start, to: start });
    area.setSelectionRange(start + heading.length, start + heading.length);
  } else {
    const end = area.value.length;
    const gap = area.value.endsWith("\n\n") || !end ? "" : area.value.endsWith("\n") ? "\n" : "\n\n";
    insert(area, gap + heading, { from: end, to: end });
  }
}

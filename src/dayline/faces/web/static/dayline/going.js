// The command bar, the keys, and the menu of the masthead. Without this the same links are there.

import { openKeys, useKeys } from "./keys.js";

const mac = /Mac|iPhone|iPad/.test(navigator.platform);
const off = document.documentElement.dataset.keys === "off";

const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

let bar = null;

function commandBar() {
  const box = make("input", {
    class: "going-box", id: "going-box", name: "q", type: "text", role: "combobox",
    autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: "200",
    "aria-label": "Go to a record or a page, or write one", "aria-controls": "going-list",
    "aria-autocomplete": "list", "aria-expanded": "false",
    placeholder: "A record, a page, or something to write",
  });
  const list = make("div", {
    class: "going-list", id: "going-list", role: "listbox", "aria-label": "Where to go", hidden: "",
  });
  const told = make("p", { class: "unseen", role: "status" });
  const form = make("form", { action: "/search", method: "get", role: "search" }, box);
  const dialog = make("dialog", { class: "going", "aria-label": "Go to" }, form, list, told);
  document.body.append(dialog);

  let options = [];
  let at = -1;
  let asking = null;
  let timer = 0;

  const choose = (place) => {
    options[at]?.setAttribute("aria-selected", "false");
    at = options.length ? (place + options.length) % options.length : -1;
    if (at < 0) return box.removeAttribute("aria-activedescendant");
    options[at].setAttribute("aria-selected", "true");
    options[at].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", options[at].id);
  };

  const option = (one) => {
    const element = make("div", {
      role: "option", id: `going-${options.length}`, "aria-selected": "false",
    });
    if (one.ref) element.append(make("b", { class: "ref" }, one.ref), " ");
    element.append(make("span", {}, one.title));
    if (one.note) element.append(" ", make("span", { class: "going-note" }, one.note));
    element.dataset.address = one.address;
    options.push(element);
    return element;
  };

  const group = (name, those) => {
    if (!those.length) return;
    const id = `going-head-${list.childElementCount}`;
    const head = make("div", { class: "going-head", id }, name);
    list.append(make("div", { role: "group", "aria-labelledby": id }, head, ...those.map(option)));
  };

  const show = (typed, found) => {
    list.replaceChildren();
    options = [];
    at = -1;
    group("Records", found.records);
    group("Do", found.actions);
    if (typed) {
      const address = `/search?q=${encodeURIComponent(typed)}`;
      const asked = `/ask?q=${encodeURIComponent(typed)}`;
      group("Search", [
        { title: `Search everything for “${typed}”`, address },
        { title: `Ask the record “${typed}”`, address: asked },
      ]);
    }
    list.hidden = !options.length;
    box.setAttribute("aria-expanded", String(options.length > 0));
    choose(0);
    told.textContent = options.length === 1 ? "1 choice" : `${options.length} choices`;
  };

  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const typed = box.value.trim();
    let found = { actions: [], records: [] };
    try {
      const answer = await fetch(`/search/titles?q=${encodeURIComponent(typed)}`, {
        signal: asking.signal, headers: { Accept: "application/json" },
      });
      if (answer.ok && !answer.redirected) found = await answer.json();
    } catch (error) {
      if (error.name === "AbortError") return;
    }
    show(typed, found);
  };

  const go = (element) => {
    dialog.close();
    location.assign(element.dataset.address);
  };

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 60);
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) choose(at + step);
    else if (event.key === "Enter" && at >= 0) go(options[at]);
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointermove", (event) => {
    const under = options.indexOf(event.target.closest('[role="option"]'));
    if (under >= 0 && under !== at) choose(under);
  });
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest('[role="option"]');
    if (chosen) go(chosen);
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());

  return () => {
    box.value = "";
    list.replaceChildren();
    list.hidden = true;
    dialog.showModal();
    box.focus();
    ask();
  };
}

const openBar = () => (bar ??= commandBar())();

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const menu = document.querySelector("details.me[open]");
  if (menu && (opener || !menu.contains(event.target))) menu.open = false;
  if (!opener || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if (opener.dataset.opens === "going") openBar();
  else openKeys();
});

document.addEventListener("keydown", (event) => {
  const menu = document.querySelector("details.me[open]");
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

const seek = document.querySelector(".seek");
if (!off) {
  for (const one of document.querySelectorAll(".me-keys")) one.hidden = false;
  if (seek) {
    seek.append(make("kbd", { "aria-hidden": "true" }, mac ? "⌘ K" : "Ctrl K"));
    seek.setAttribute("aria-keyshortcuts", mac ? "Meta+K" : "Control+K");
  }
  useKeys(openBar);
}

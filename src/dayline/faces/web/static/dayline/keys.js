// Keys: never while somebody types, and none at all where they are switched off in the settings.
// What a key does stands on the page: a link or a button says data-key="e", a list's links data-item.

const TYPING =
  'input:not([type="checkbox"], [type="radio"], [type="range"], [type="submit"], [type="button"]),' +
  " textarea, select, [contenteditable]";
const FOLLOWS = 1500; // ms within which "t" after "g" is one shortcut

let open = () => {};
let begun = 0;

const isTyping = (element) =>
  element instanceof Element && (element.closest(TYPING) || element.isContentEditable);

const items = () =>
  [...document.querySelectorAll("main [data-item]")].filter((one) => one.checkVisibility());

let last = -1;

function step(by) {
  const all = items();
  if (!all.length) return false;
  const here = all.indexOf(document.activeElement);
  const from = here >= 0 ? here : Math.min(last, all.length - 1);
  last = Math.max(0, Math.min(all.length - 1, from < 0 && by < 0 ? all.length - 1 : from + by));
  all[last].focus();
  all[last].scrollIntoView({ block: "nearest" });
  return true;
}

function act(key) {
  const held = [...document.querySelectorAll("[data-key]")].filter((one) => one.dataset.key === key);
  const target = held.find((one) => one.checkVisibility()) ?? held.find((one) => one.matches("a"));
  if (!target) return false;
  // A link is followed; anything that would act at once is only brought under the next key.
  if (target.matches("a[href]")) target.click();
  else target.focus();
  return true;
}

function pressed(key) {
  if (begun && Date.now() - begun < FOLLOWS) {
    begun = 0;
    return act(`g ${key}`);
  }
  if (key === "g") return Boolean((begun = Date.now()));
  if (key === "j" || key === "k") return step(key === "j" ? 1 : -1);
  if (key === "?") return openKeys() ?? true;
  if (key === "o") {
    const here = items().find((one) => one === document.activeElement);
    here?.click();
    return Boolean(here);
  }
  if (key === "/") return act("/") || (open() ?? true);
  return act(key);
}

export function useKeys(openBar) {
  open = openBar;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
      if (event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      open();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
    if (pressed(event.key)) event.preventDefault();
  });
}

const row = ([keys, words]) => {
  const term = document.createElement("dt");
  keys.split(" ").forEach((key, number) => {
    if (number) term.append(" ");
    const cap = document.createElement("kbd");
    cap.textContent = key;
    term.append(cap);
  });
  const told = document.createElement("dd");
  told.textContent = words;
  return [term, told];
};

function sheet() {
  const places = [...document.querySelectorAll('.masthead [data-key^="g "]')].map((one) => [
    one.dataset.key, `Go to ${one.textContent.trim()}`,
  ]);
  const groups = {
    Anywhere: [
      ["Ctrl K", "Go to a record or a page, or write one"], ["/", "Search"],
      ["n", "Write something new"], ...places, ["?", "This sheet"],
    ],
    "In a list": [["j", "The next one"], ["k", "The one before"], ["o", "Open it"]],
    "On a record": [["e", "Edit"], ["c", "Comment"], ["a", "The next move: Enter makes it"]],
  };
  const dialog = document.createElement("dialog");
  dialog.className = "keys";
  dialog.setAttribute("aria-labelledby", "keys-title");
  const head = document.createElement("div");
  head.className = "keys-head";
  const title = Object.assign(document.createElement("h2"), { id: "keys-title", textContent: "Keys" });
  const close = Object.assign(document.createElement("button"), { type: "button", textContent: "Close" });
  close.addEventListener("click", () => dialog.close());
  head.append(title, close);
  const all = document.createElement("div");
  all.className = "keys-groups";
  for (const [name, rows] of Object.entries(groups)) {
    const section = document.createElement("section");
    const heading = Object.assign(document.createElement("h3"), { textContent: name });
    const terms = document.createElement("dl");
    terms.append(...rows.flatMap(row));
    section.append(heading, terms);
    all.append(section);
  }
  const note = document.createElement("p");
  note.className = "soft note";
  const link = Object.assign(document.createElement("a"), {
    href: "/settings/reading", textContent: "Switch them off in your settings",
  });
  note.append("Keys do nothing while you type in a field. ", link, ".");
  dialog.append(head, all, note);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  return dialog;
}

let keys = null;

export function openKeys() {
  keys ??= sheet();
  keys.showModal();
  keys.querySelector("button").focus();
}

// A menu at the caret: what to insert, which record, who. Arrows choose, Enter takes, Escape leaves.

import { insertAt } from "./insert.js";

const SLASH = /^\/([\p{L}\d ]{0,30})$/u;
const PERSON = /(?:^|[\s([,;:"'])@([\w.-]{0,40})$/;
const RECORD = /(?:^|[^\w/-])((?:[A-Z][A-Z0-9]{0,15})-\d{0,9})$/;
const WORDS = /\[\[([^\]\n]{0,60})$/;

export function offerMenu({ area, list, insertions, server, choosePicture }) {
  let entries = [];
  let chosen = 0;
  let range = null;
  let asked = 0;

  const close = () => {
    entries = [];
    list.hidden = true;
    area.removeAttribute("aria-activedescendant");
  };
  area.setAttribute("aria-controls", list.id);
  area.setAttribute("aria-haspopup", "listbox");
  area.setAttribute("aria-autocomplete", "list");

  const draw = () => {
    list.replaceChildren(
      ...entries.map((entry, place) => {
        const item = document.createElement("li");
        item.id = `menu-${place}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", String(place === chosen));
        const label = document.createElement("span");
        label.textContent = entry.label;
        item.append(label);
        if (entry.aside) {
          const aside = document.createElement("span");
          aside.className = "aside";
          aside.textContent = entry.aside;
          item.append(aside);
        }
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          chosen = place;
          take();
        });
        return item;
      }),
    );
    list.hidden = false;
    area.setAttribute("aria-activedescendant", `menu-${chosen}`);
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
    place(area, list, range.from);
  };

  const take = () => {
    const entry = entries[chosen];
    // What was typed since these entries were asked for belongs to the same word.
    const here = { from: range.from, to: Math.max(range.to, area.selectionStart) };
    asked += 1;
    close();
    if (!entry) return;
    if (entry.text === "picture:") {
      insertAt(area, "", here);
      choosePicture();
    } else if (entry.text === "date:") {
      insertAt(area, new Date().toLocaleDateString("sv"), here);
    } else {
      // Between quotes or brackets a blank after a handle would become a part of it.
      const closes = /^["'\])},]/.test(area.value.slice(here.to));
      insertAt(area, closes ? entry.text.trimEnd() : entry.text, here);
    }
  };

  const look = async () => {
    const turn = (asked += 1);
    const caret = area.selectionStart;
    const start = area.value.lastIndexOf("\n", caret - 1) + 1;
    const line = area.value.slice(start, caret);
    const found = await wanted(line, insertions, server).catch(() => null);
    if (turn !== asked) return;
    if (!found || !found.entries.length || caret !== area.selectionStart) return close();
    ({ entries } = found);
    range = { from: caret - found.length, to: caret };
    chosen = 0;
    draw();
  };

  area.addEventListener("input", (event) => {
    if (!event.isComposing && area.selectionStart === area.selectionEnd) look();
  });
  area.addEventListener("blur", close);
  area.addEventListener("click", close);
  area.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : entries.length - 1)) % entries.length;
      draw();
    } else if (event.key === "Enter") take();
    else if (event.key === "Escape") close();
    else {
      if (event.key !== "Tab" && /^(Arrow|Home|End|Page)/.test(event.key)) close();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true });
  close();
}

async function wanted(line, insertions, server) {
  let found = SLASH.exec(line);
  if (found) {
    const words = found[1].toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (entry) => words.every((word) => `${entry.words} ${entry.label}`.toLowerCase().includes(word));
    return { entries: insertions.filter(fits).slice(0, 30), length: found[0].length };
  }
  found = PERSON.exec(line);
  if (found) {
    const people = (await server.find(`/complete/people?q=${encodeURIComponent(found[1])}`)).found;
    return { entries: people.map(person), length: found[1].length + 1 };
  }
  found = RECORD.exec(line) ?? WORDS.exec(line);
  if (found) {
    const records = (await server.find(`/complete/records?q=${encodeURIComponent(found[1])}`)).found;
    const length = found[0].startsWith("[[") ? found[0].length : found[1].length;
    return { entries: records.map(record), length };
  }
  return null;
}

function person({ handle, name, time, awake, next }) {
  const then = awake ? "awake now" : next ? `awake ${next}` : "";
  return { label: `${handle}  ${name}`, aside: [`there ${time}`, then].filter(Boolean).join(", "), text: `${handle} ` };
}

function record({ ref, title, state }) {
  return { label: `${ref}  ${title}`, aside: state, text: `${ref} ` };
}

const COPIED = [
  "fontFamily", "fontSize", "fontWeight", "lineHeight", "letterSpacing", "tabSize", "paddingTop", "paddingRight",
  "paddingBottom", "paddingLeft", "borderTopWidth", "borderRightWidth", "borderBottomWidth", "borderLeftWidth",
];

/** Put the list below the character at which the word began. */
function place(area, list, from) {
  const mirror = document.createElement("div");
  const style = getComputedStyle(area);
  for (const name of COPIED) mirror.style[name] = style[name];
  Object.assign(mirror.style, {
    position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "break-word",
    boxSizing: "border-box", width: `${area.clientWidth}px`, top: "0", left: "0",
  });
  mirror.textContent = area.value.slice(0, from);
  const mark = document.createElement("span");
  mark.textContent = "\u200b";
  mirror.append(mark);
  document.body.append(mirror);
  const box = area.getBoundingClientRect();
  const left = Math.min(box.left + mark.offsetLeft, document.documentElement.clientWidth - list.offsetWidth - 8);
  list.style.left = `${Math.max(8, left) + scrollX}px`;
  list.style.top = `${box.top + scrollY + mark.offsetTop - area.scrollTop + parseFloat(style.lineHeight) + 4}px`;
  mirror.remove();
}

// Enter at the end of a list item begins the next; on an empty item it ends the list.

import { insert } from "./insert.js";

const ITEM = /^(\s*(?:>\s?)*)(?:([-*+])|(\d{1,9})([.)]))(\s+)(\[[ xX]\]\s+)?/;
const QUOTE = /^(\s*(?:>\s?)+)/;

export function continueLists(area) {
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.defaultPrevented || event.isComposing) return;
    if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    if (area.selectionStart !== area.selectionEnd) return;
    const caret = area.selectionStart;
    const start = area.value.lastIndexOf("\n", caret - 1) + 1;
    const line = area.value.slice(start, caret);
    const item = ITEM.exec(line) ?? QUOTE.exec(line);
    if (!item) return;
    event.preventDefault();
    const after = area.value.slice(caret).split("\n", 1)[0];
    if (line.length === item[0].length && !after.trim()) {
      insert(area, "\n", { from: start, to: caret }); // an empty line, or the text would join the item
    } else {
      insert(area, `\n${next(item)}`);
    }
  });
}

function next([whole, indent, bullet, number, mark, space, task]) {
  if (!bullet && !number) return whole;
  const sign = bullet ?? `${Number(number) + 1}${mark}`;
  return `${indent}${sign}${space}${task ? "[ ] " : ""}`;
}

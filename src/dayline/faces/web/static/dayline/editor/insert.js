// Putting text into a text area so that undo still works.

export function insert(area, text, { from = area.selectionStart, to = area.selectionEnd } = {}) {
  area.focus();
  area.setSelectionRange(from, to);
  if (text === "" && from === to) return;
  const done = document.execCommand(text ? "insertText" : "delete", false, text);
  if (!done) {
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** Insert text in which "^" is where the writer goes on. */
export function insertAt(area, text, range) {
  const place = text.indexOf("^");
  insert(area, text.replace("^", ""), range);
  if (place >= 0) {
    const start = area.selectionEnd - (text.length - 1) + place;
    area.setSelectionRange(start, start);
  }
}

/** The characters of a line (counted from 1): [start, end). */
export function lineAt(text, line) {
  let start = 0;
  for (let count = 1; count < line; count += 1) {
    const next = text.indexOf("\n", start);
    if (next < 0) break;
    start = next + 1;
  }
  const end = text.indexOf("\n", start);
  return [start, end < 0 ? text.length : end];
}

// The team that a new handoff goes to. A text that nobody touched is drafted anew for the team that
// is chosen; in any other the field and the drafted title follow, and every other word stays.

/** `changed()` is told once the text was edited; `untouched()` says whether nobody wrote yet. */
export function followReceiver({ form, area, untouched, changed }) {
  const select = form.elements.namedItem("to");
  if (!select) return;
  const was = form.elements.namedItem("to_was");
  select.addEventListener("change", () => {
    if (!select.value) return;
    if (untouched()) {
      location.assign(`${form.getAttribute("action")}?draft=none&to=${encodeURIComponent(select.value)}`);
      return;
    }
    area.value = handedTo(area.value, select);
    was.value = select.value;
    changed();
  });
}

function handedTo(text, select) {
  const names = [...select.options].map((one) => one.dataset.name).filter(Boolean);
  const name = select.selectedOptions[0].dataset.name;
  const start = `# ${select.dataset.source} to `;
  let inHead = false;
  let titled = false;
  return text
    .split("\n")
    .map((line, at) => {
      if (line.trim() === "---" && (at === 0 || inHead)) inHead = !inHead;
      else if (inHead && line.startsWith("to:")) return `to: "${select.value}"`;
      else if (!inHead && !titled && line.startsWith("# ")) {
        titled = true;
        const rest = line.slice(start.length);
        const old = names.find((one) => rest === one || rest.startsWith(`${one}, `));
        if (line.startsWith(start) && old) return start + name + rest.slice(old.length);
      }
      return line;
    })
    .join("\n");
}

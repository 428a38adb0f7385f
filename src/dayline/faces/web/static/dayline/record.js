// Select words of a record, press "Comment on this", and the form stands beside them.

const text = document.getElementById("text");
const form = document.getElementById("say");
const picked = form && form.querySelector("input[type=hidden][name=quote]");

if (text && form && picked) {
  const home = { parent: form.parentNode, before: form.nextSibling };
  const block = form.querySelector("input[name=block]");
  const shown = form.querySelector(".quoted");
  const words = form.querySelector("textarea");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "say-selection primary";
  button.textContent = "Comment on this";
  button.hidden = true;
  document.body.append(button);

  const selected = () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const start = range.startContainer.parentElement;
    const from = start && start.closest(".block");
    if (!from || !text.contains(from) || start.closest(".thread, form")) return null;
    const piece = range.cloneContents();
    piece.querySelectorAll(".say-here, .remarks, form").forEach((one) => one.remove());
    // A mark such as "hazard" is shown as a word of its own: in the text it stands in brackets.
    piece.querySelectorAll(".must").forEach((one) => { one.textContent = `(${one.textContent.replaceAll(" ", "_")})`; });
    const quote = piece.textContent.trim();
    return quote ? { quote, from, range } : null;
  };

  document.addEventListener("selectionchange", () => {
    const found = selected();
    button.hidden = !found;
    if (!found) return;
    const box = found.range.getBoundingClientRect();
    const left = Math.min(box.left, document.documentElement.clientWidth - 170);
    button.style.left = `${Math.max(8, left) + scrollX}px`;
    button.style.top = `${box.bottom + 8 + scrollY}px`;
  });

  const begin = (quote, from) => {
    picked.value = quote;
    block.value = from ? from.dataset.block : "";
    shown.textContent = quote;
    shown.hidden = !quote;
    if (from) from.after(form);
    else home.parent.insertBefore(form, home.before);
    button.hidden = true;
    words.focus();
    form.scrollIntoView({ block: "nearest" });
  };

  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const found = selected();
    if (found) begin(found.quote, found.from);
  });

  // "Comment" in the head and the key `c`: on what is selected, else on the whole record.
  document.querySelectorAll('[data-key="c"]').forEach((link) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const found = selected();
      begin(found ? found.quote : "", found && found.from);
    }),
  );

  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") begin("", null);
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
}

// The words and what was said about them point at each other.
document.querySelectorAll(".thread").forEach((thread) => {
  const light = (on) =>
    document
      .querySelectorAll(`mark[data-remarks~="${CSS.escape(thread.id)}"]`)
      .forEach((mark) => mark.classList.toggle("lit", on));
  thread.addEventListener("mouseenter", () => light(true));
  thread.addEventListener("mouseleave", () => light(false));
  thread.addEventListener("focusin", () => light(true));
  thread.addEventListener("focusout", () => light(false));
});

// A press that sends is not sent twice.
document.querySelectorAll(".record form").forEach((one) =>
  one.addEventListener("submit", (event) => {
    if (one.dataset.sent) event.preventDefault();
    one.dataset.sent = "yes";
    setTimeout(() => delete one.dataset.sent, 4000);
  }),
);

// The editor's script: everything here comes on top of a form that works without it.

import { acceptPictures } from "./paste.js";
import { Keeper } from "./keeping.js";
import { continueLists } from "./lists.js";
import { offerMenu } from "./menu.js";
import { followReceiver } from "./receiver.js";
import { otherTabs, sorted } from "./returning.js";
import { Refused, server as serverOf } from "./server.js";
import { besideText, go } from "./side.js";
import { openStore } from "./store.js";

const form = document.getElementById("editor");
const area = document.getElementById("text");
const line = document.getElementById("status");
const told = document.getElementById("told");
const began = area.defaultValue;

// A page that the browser brings back as it was may show what was saved since.
addEventListener("pageshow", (event) => event.persisted && location.reload());

document.documentElement.classList.add("scripted");
for (const part of document.querySelectorAll(".needs-script")) part.hidden = false;

/** One sentence of each subject: news of one never takes away what was offered under another. */
function say(subject, ...parts) {
  const words = document.createElement("p");
  words.dataset.subject = subject;
  words.append(...parts);
  told.querySelector(`[data-subject="${subject}"]`)?.remove();
  told.append(words);
  told.hidden = false;
}

function toldOfOthers(others) {
  if (!others.length) return;
  const links = others.flatMap(({ writer, at }, place) => {
    const link = document.createElement("a");
    link.href = `${form.getAttribute("action")}?draft=${encodeURIComponent(writer)}`;
    link.textContent = `the one of ${at}`;
    return place ? [", ", link] : [link];
  });
  say("tabs", "You also write here in another tab, or did before. Each text is kept by itself: ", ...links, ".");
}

const server = serverOf(form);
const store = await openStore();
const keeper = new Keeper({ form, area, line, store, server, onOthers: toldOfOthers });
const follow = besideText({ form, area, server });

area.addEventListener("input", () => {
  keeper.typed();
  follow();
});
for (const name of ["note", "visibility"]) {
  form.elements.namedItem(name)?.addEventListener("input", () => keeper.typed());
}
followReceiver({
  form, area, untouched: () => area.value === began && !form.elements.namedItem("instead_of").value,
  changed: () => {
    keeper.typed();
    follow();
  },
});
continueLists(area);
const choosePicture = acceptPictures({
  area, place: form.dataset.place, server, say: (...parts) => say("picture", ...parts),
  button: document.getElementById("add-picture"), chooser: document.getElementById("picture-file"),
});
offerMenu({
  area, list: document.getElementById("menu"), insertions: JSON.parse(form.dataset.insertions), server, choosePicture,
});

if (area.value !== began) keeper.typed(); // what was typed before this script ran
await comeBack();
keeper.tell();
const asked = Number(new URLSearchParams(location.search).get("line"));
if (asked > 0) go(area, asked);
document.documentElement.dataset.editor = "ready";

/** What the browser kept and the server does not have comes back; other tabs are left alone. */
async function comeBack() {
  const living = await otherTabs(keeper.prefix, () => keeper.writer, () => {});
  const insteadOf = form.elements.namedItem("instead_of");
  const shown = insteadOf.value;
  if (living.size) {
    say("tabs", "You write here in another tab too. Each text is kept by itself.");
    if (living.has(shown)) insteadOf.value = "";
  }
  const entries = await store.under(keeper.prefix).catch(() => []);
  const { useless, ahead, apart } = sorted(entries.filter((entry) => entry.writer !== keeper.writer), {
    known: JSON.parse(form.dataset.known),
    living, shown, shownAt: Number(form.elements.namedItem("instead_at").value), text: began,
  });
  useless.forEach((entry) => store.remove(entry.key));
  const [newest, ...older] = ahead;
  if (newest && area.value === began) restore(newest);
  else if (newest) older.unshift(newest);
  offer([...older, ...apart]);
}

function restore(entry) {
  area.value = entry.text;
  for (const name of ["base", "note", "visibility", "instead_of", "instead_at"]) {
    const field = form.elements.namedItem(name);
    if (field && entry[name] !== undefined && entry[name] !== "") field.value = entry[name];
  }
  const known = JSON.parse(form.dataset.known)[entry.writer];
  if (known) {
    form.elements.namedItem("instead_of").value = entry.writer;
    form.elements.namedItem("instead_at").value = known.at;
  }
  keeper.instead = entry.key;
  keeper.typed();
  follow();
  say("back", "What you had typed here, and what had not reached the server, is back.");
}

/** Texts that stand apart are shown as they are; the writer decides. */
function offer(entries) {
  if (!entries.length) return;
  const parts = entries.flatMap((entry) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = `put in the one of ${new Date(entry.at).toLocaleString()}`;
    button.addEventListener("click", () => {
      keeper.turnOver().then(() => restore(entry));
    });
    const away = document.createElement("button");
    away.type = "button";
    away.className = "plain";
    away.textContent = "throw it away";
    away.addEventListener("click", () => {
      store.remove(entry.key);
      button.remove();
      away.remove();
    });
    return [button, " or ", away, ". "];
  });
  say("kept", "This browser kept another text of yours that never reached the server: ", ...parts);
}

form.addEventListener("submit", async (event) => {
  const act = event.submitter?.value ?? "save";
  if (act !== "save") return;
  event.preventDefault();
  area.readOnly = true; // what is typed while it is saved would be in neither text
  line.textContent = "Saving\u2026";
  const body = () => {
    const data = new FormData(form);
    data.delete("picture");
    data.set("do", "save");
    return data;
  };
  try {
    const answer = await server.post(form.getAttribute("action"), body, { Accept: "application/json" });
    if (answer.ok) {
      const { location: to } = await answer.json();
      await keeper.finish();
      location.assign(to);
      return;
    }
    if (answer.status === 401 || answer.status >= 500) {
      throw new Refused(answer.status === 401 ? "signed-out" : "network");
    }
    await keeper.send();
    keeper.over = true;
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "do", value: "save" });
    form.append(field);
    form.submit(); // the page that says why, and shows both texts where there are two
  } catch (error) {
    area.readOnly = false;
    keeper.trouble = error.reason ?? "network";
    if (keeper.sequence === 0) keeper.typed();
    line.textContent = "";
    keeper.tell();
    keeper.plan();
    say("saving", "It could not be saved yet: ", error.reason === "signed-out" ? "you are signed out. " : "the server does not answer. ",
      "Your text is kept; press Save again when the line below says that the draft is saved.");
  }
});

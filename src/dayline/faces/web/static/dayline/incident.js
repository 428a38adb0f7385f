// Lines go out as they are typed. Without a network they wait in this browser, each with its time
// and a key under which it is added once, and go out when the server can be reached again.

const room = document.querySelector("[data-incident]");
const form = room?.querySelector("[data-quick]");
const kept = form?.querySelector("[data-kept]");
const place = room && `incident ${room.dataset.incident} ${room.dataset.person}`;
const loaded = performance.now();
const began = room && Date.parse(room.dataset.now);
let busy = false;

// The server's time, so that a wrong clock of this device does not matter.
const serverNow = () => new Date(began + performance.now() - loaded).toISOString();
const waiting = () => {
  try { return JSON.parse(localStorage.getItem(place) ?? "[]"); } catch { return []; }
};
const keep = (lines) => {
  try {
    if (lines.length) { localStorage.setItem(place, JSON.stringify(lines)); } else { localStorage.removeItem(place); }
    return true;
  } catch { return false; }
};

const tell = (lines) => {
  if (!lines.length) { kept.textContent = ""; return; }
  const what = lines.length === 1 ? "1 line waits" : `${lines.length} lines wait`;
  kept.textContent = `${what} in this browser until the server can be reached: ${lines.map((one) => one.line).join(" · ")}`;
};

const show = (page) => {
  for (const id of ["events", "stands", "now", "agenda"]) {
    const fresh = page.getElementById(id);
    const old = document.getElementById(id);
    if (fresh && old && fresh.innerHTML !== old.innerHTML && !old.contains(document.activeElement)) { old.replaceWith(fresh); }
  }
};

const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

// Each line is one request, so that one which is refused does not hold the others back.
const send = async () => {
  if (busy) { return; }
  busy = true;
  try {
    for (let lines = waiting(); lines.length; lines = waiting()) {
      const [first] = lines;
      const body = new FormData(form);
      for (const name of ["line", "key", "at"]) { body.set(name, first[name]); }
      const answer = await fetch(form.action || location.href, { method: "POST", body, credentials: "same-origin" });
      if (answer.status >= 500 || answer.redirected && new URL(answer.url).pathname === "/signin") { break; }
      const page = await read(answer);
      if (!answer.ok) {
        keep(lines.slice(1));
        kept.textContent = `${first.line}: ${page.querySelector(".said-refused")?.textContent.trim() ?? "This was not taken."}`;
        return;
      }
      keep(waiting().filter((one) => one.key !== first.key));
      show(page);
    }
    tell(waiting());
  } catch {
    tell(waiting());
  } finally { busy = false; }
};

const look = async () => {
  if (document.hidden || busy) { return; }
  try {
    if (waiting().length) { await send(); return; }
    const answer = await fetch(location.pathname, { credentials: "same-origin" });
    if (answer.ok && !answer.redirected) { show(await read(answer)); }
  } catch { tell(waiting()); }
};

if (form) {
  const words = form.querySelector("#line");
  form.addEventListener("submit", (event) => {
    const line = words.value.trim();
    const one = { line, key: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`.replaceAll(".", "-"), at: serverNow() };
    if (!line || !keep([...waiting(), one])) { return; }  // without a store the form goes as forms do
    event.preventDefault();
    words.value = "";
    words.focus();
    send();
  });
  tell(waiting());
  addEventListener("online", send);
  if (waiting().length) { send(); }
  if ("running" in room.dataset) { setInterval(look, 5000); }
}

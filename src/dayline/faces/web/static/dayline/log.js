// The slider of the log: it moves the date of "As of" and swaps the list. Without it the field does.

const field = document.querySelector("#as_of");
const form = field?.form;
const list = document.querySelector("#log-list");
const told = document.querySelector("#log-told");
const DAY = 86_400_000;

const day = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / DAY);
const text = (number) => new Date(number * DAY).toISOString().slice(0, 10);
const words = (number) =>
  new Date(number * DAY).toLocaleDateString("en-GB", {
    day: "numeric", month: "short", year: "numeric", timeZone: "UTC",
  });

if (field?.dataset.first && day(field.max) > day(field.dataset.first)) {
  const last = day(field.max);
  const box = document.createElement("div");
  box.className = "slider";
  const slider = Object.assign(document.createElement("input"), {
    type: "range", id: "as-of-slider", min: day(field.dataset.first), max: last, step: 1,
  });
  slider.setAttribute("aria-label", "As of");
  slider.value = field.value ? day(field.value) : last;
  const output = document.createElement("output");
  output.htmlFor = "as-of-slider";
  box.append(slider, output);
  document.querySelector("#as-of-help").before(box);

  let asked = 0;
  let timer = 0;
  const tell = () => {
    const chosen = Number(slider.value);
    const said = chosen === last ? "now" : words(chosen);
    output.textContent = said;
    slider.setAttribute("aria-valuetext", said);
  };

  const address = () => {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) query.set(name, value);
    return query;
  };

  const show = async () => {
    const mine = ++asked;
    const query = address();
    history.replaceState(null, "", query.size ? `/log?${query}` : "/log");
    query.set("part", "list");
    list.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`/log?${query}`, { headers: { Accept: "text/html" } });
      const html = await answer.text();
      if (mine !== asked) return;
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const shown = new DOMParser().parseFromString(html, "text/html");
      list.replaceChildren(...shown.body.childNodes);
      told.textContent = `${list.querySelectorAll(".log-row").length} records, as of ${output.textContent}`;
    } catch {
      if (mine === asked) told.textContent = "The list could not be read. Press Show to try again.";
    } finally {
      if (mine === asked) list.removeAttribute("aria-busy");
    }
  };

  slider.addEventListener("input", () => {
    const chosen = Number(slider.value);
    field.value = chosen === last ? "" : text(chosen);
    tell();
    clearTimeout(timer);
    timer = setTimeout(show, 90);
  });
  field.addEventListener("change", () => {
    slider.value = field.value ? day(field.value) : last;
    tell();
    show();
  });
  tell();
}

// What is typed in a read-back stays in this browser until the server has taken it.

const form = document.querySelector("[data-keep]");
if (form) {
  const key = form.dataset.keep;
  const words = form.querySelector("textarea");
  const told = form.querySelector("[data-kept]");
  const say = (sentence) => { told.textContent = sentence; };
  try {
    const kept = localStorage.getItem(key);
    if (kept && !words.value) {
      words.value = kept;
      say("This is what you typed before. It was kept in this browser.");
    }
  } catch { say("This browser keeps nothing: what you type is here only until you leave."); }
  words.addEventListener("input", () => {
    try {
      localStorage.setItem(key, words.value);
      say("Kept in this browser.");
    } catch { say("This browser could not keep it: do not close the page."); }
  });
}

const taken = document.querySelector("[data-taken]");
if (taken) {
  try { localStorage.removeItem(taken.dataset.taken); } catch { /* nothing was kept */ }
}

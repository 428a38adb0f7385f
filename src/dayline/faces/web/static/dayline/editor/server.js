// Asking the server: with a token that is fresh, and words for what went wrong.

const PATIENCE = 10_000; // milliseconds

export class Refused extends Error {
  /** reason: "network", "signed-out", "somebody-else", or the code of a refusal. */
  constructor(reason, said = {}) {
    super(reason);
    this.reason = reason;
    this.said = said;
  }
}

export function server(form) {
  const field = form.elements.namedItem("csrfmiddlewaretoken");
  const person = form.dataset.person;

  async function send(address, options) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      return await fetch(address, { credentials: "same-origin", signal: stop.signal, ...options });
    } catch {
      throw new Refused("network");
    } finally {
      clearTimeout(timer);
    }
  }

  async function freshToken() {
    const answer = await send("/draft/token", {});
    if (!answer.ok) throw new Refused("network");
    field.value = (await answer.json()).token;
  }

  /** POST; a token that got stale (a page open for long, a new sign-in) is replaced once. */
  async function post(address, body, headers = {}) {
    const attempt = () =>
      send(address, {
        method: "POST",
        body: typeof body === "function" ? body() : body,
        headers: { "X-CSRFToken": field.value, "X-Dayline-Person": person, ...headers },
      });
    let answer = await attempt();
    if (answer.status === 403) {
      await freshToken();
      answer = await attempt();
    }
    return answer;
  }

  async function readable(answer) {
    if (answer.ok) return answer;
    let said = {};
    try {
      said = await answer.json();
    } catch {
      // A page, or nothing: the status has to do.
    }
    const fallback = answer.status === 401 ? "signed-out" : answer.status >= 500 ? "network" : "refused";
    throw new Refused(said.refused || fallback, said);
  }

  return {
    post,
    /** POST an object as JSON; gives the answer, or throws Refused. */
    tell: async (address, said) =>
      readable(await post(address, JSON.stringify(said), { "Content-Type": "application/json" })),
    upload: async (address, file) =>
      readable(await post(address, file, { "Content-Type": file.type || "image/png" })),
    find: async (address) => (await readable(await send(address, { headers: { "X-Dayline-Person": person } }))).json(),
    /** Send once more while the page goes away; nobody waits for the answer. */
    farewell(address, said) {
      const body = JSON.stringify(said);
      if (body.length > 60_000) return;
      fetch(address, {
        method: "POST", keepalive: true, credentials: "same-origin", body,
        headers: { "Content-Type": "application/json", "X-CSRFToken": field.value, "X-Dayline-Person": person },
      }).catch(() => {});
    },
  };
}

// Nothing typed is ever lost: each change goes to the browser's store at once and to the server
// within a second of quiet, and the line beside the buttons says which of it is true.

import { Refused } from "./server.js";

const QUIET = 600; // milliseconds without a change before the server is told
const LONGEST = 2500; // milliseconds of steady typing before it is told anyway
const SLOWEST = 8000; // milliseconds between attempts while it does not answer

const WORDS = {
  untouched: "",
  saved: "Draft saved.",
  saving: "Saving\u2026",
  offline: "Kept offline, in this browser.",
  nowhere: "Not kept anywhere: copy your text before you leave this page.",
};
const REASONS = {
  network: "The server does not answer; it is tried again.",
  "signed-out": "You are signed out: sign in in another tab, then it goes on.",
  "somebody-else": "Somebody else is signed in here now: sign in as yourself in another tab.",
};

export function freshName() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Keeper {
  constructor({ form, area, line, store, server, onOthers }) {
    Object.assign(this, { form, area, line, store, server, onOthers });
    const { workspace, person, place } = form.dataset;
    this.prefix = `${workspace}/${person}/${place}/`;
    this.place = place;
    this.writer = this.value("writer");
    this.sequence = Number(this.value("sequence"));
    this.acked = this.sequence; // what the server has
    this.stored = this.sequence; // what the browser's store has
    this.instead = ""; // the key of an entry that this page goes on from
    this.trouble = "";
    this.storeFails = false;
    this.pause = 1000;
    this.over = false;
    this.announced = "";
    addEventListener("online", () => this.hurry());
    addEventListener("focus", () => this.hurry());
    addEventListener("pagehide", () => this.leave());
    addEventListener("beforeunload", (event) => {
      if (!this.over && this.stored < this.sequence && this.acked < this.sequence) event.preventDefault();
    });
  }

  value(name) {
    return this.form.elements.namedItem(name)?.value ?? "";
  }

  /** What was typed, as the store and the server take it. */
  said() {
    return {
      place: this.place,
      writer: this.writer,
      sequence: this.sequence,
      base: Number(this.value("base")),
      text: this.area.value,
      note: this.value("note"),
      visibility: this.value("visibility"),
      instead_of: this.value("instead_of"),
      instead_at: Number(this.value("instead_at")),
    };
  }

  /** Something was typed. */
  typed() {
    if (this.over) return;
    this.sequence += 1;
    this.form.elements.namedItem("sequence").value = this.sequence;
    this.since ??= performance.now();
    this.remember();
    this.plan();
    this.tell();
  }

  plan() {
    clearTimeout(this.timer);
    const wait = this.trouble
      ? this.pause
      : Math.max(0, Math.min(QUIET, this.since + LONGEST - performance.now()));
    this.timer = setTimeout(() => this.send(), wait);
  }

  hurry() {
    if (this.acked < this.sequence && !this.over) {
      this.pause = 1000;
      this.send();
    }
  }

  /** Write to the browser's store; while one write runs, the next waits with the newest text. */
  async remember() {
    if (this.remembering) return;
    this.remembering = true;
    try {
      while (this.stored < this.sequence && !this.over) {
        const said = this.said();
        const entry = { ...said, acked: this.acked, at: Date.now() };
        await this.store.put(this.prefix + this.writer, entry, this.instead);
        this.instead = "";
        this.stored = said.sequence;
      }
      this.storeFails = false;
    } catch {
      this.storeFails = true;
    } finally {
      this.remembering = false;
      this.tell();
    }
  }

  /** Tell the server. */
  async send() {
    clearTimeout(this.timer);
    if (this.over) return;
    if (this.sending) {
      this.again = true;
      return;
    }
    this.sending = true;
    const said = this.said();
    this.since = undefined;
    try {
      const answer = await (await this.server.tell("/draft/keep", said)).json();
      this.took(said, answer);
    } catch (error) {
      this.trouble = error instanceof Refused ? error.reason : "network";
      this.problem = error.said?.what ? `${error.said.what} ${error.said.do ?? ""}` : "";
      this.pause = Math.min(this.pause * 2, SLOWEST);
    } finally {
      this.sending = false;
    }
    if (this.over) return;
    this.tell();
    if (this.acked < this.sequence) {
      if (this.again && !this.trouble) this.send();
      else this.plan();
    }
    this.again = false;
  }

  async took(said, answer) {
    this.trouble = this.problem = "";
    this.pause = 1000;
    if (answer.done) {
      // This page was saved before, and somebody wrote on in it: that is a new text.
      this.writer = this.form.elements.namedItem("writer").value = freshName();
      return;
    }
    this.acked = Math.max(this.acked, said.sequence);
    this.onOthers(answer.others);
    if (this.acked === this.sequence) {
      const entry = { ...this.said(), acked: this.acked, at: Date.now() };
      await this.store.put(this.prefix + this.writer, entry).catch(() => {});
    }
  }

  /** Where the text is, by the newest change. */
  standing() {
    // Nothing typed since it opened: what is shown is a draft that the server keeps, or no draft.
    if (this.sequence === 0) return this.value("instead_of") ? "saved" : "untouched";
    if (this.acked >= this.sequence) return "saved";
    if (this.storeFails && this.trouble) return "nowhere";
    if (this.trouble && this.stored >= this.sequence) return "offline";
    return "saving";
  }

  tell() {
    const standing = this.standing();
    const reason = standing === "offline" || standing === "nowhere" ? this.problem || REASONS[this.trouble] || "" : "";
    const words = [WORDS[standing], reason].filter(Boolean).join(" ");
    if (this.line.textContent === words) return;
    // Read out what changed for the writer, not each pause in typing.
    const news = standing !== "saving" && words !== this.announced;
    this.line.setAttribute("aria-live", news ? "polite" : "off");
    if (news) this.announced = words;
    this.line.dataset.standing = standing;
    this.line.textContent = words;
  }

  /** Leave what is here as a draft of its own and go on under a new name. */
  async turnOver() {
    if (this.sequence) {
      this.sequence += 1;
      await this.remember();
      await this.send();
    }
    this.writer = this.form.elements.namedItem("writer").value = freshName();
    this.form.elements.namedItem("instead_of").value = "";
    this.acked = this.stored = 0;
  }

  leave() {
    if (!this.over && this.acked < this.sequence) this.server.farewell("/draft/keep", this.said());
  }

  /** The text was saved for good: forget the copy. */
  async finish() {
    this.over = true;
    clearTimeout(this.timer);
    await this.store.remove(this.prefix + this.writer).catch(() => {});
  }
}

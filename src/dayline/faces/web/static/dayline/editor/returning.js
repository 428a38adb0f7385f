// Coming back: which texts the browser holds that the server does not have, and which other tabs
// write on the same place.

const WAIT = 150; // milliseconds for other tabs to answer

/** The writers that live in other tabs, and an answer to tabs that ask later. */
export function otherTabs(prefix, name, onLater) {
  if (!("BroadcastChannel" in window)) return Promise.resolve(new Set());
  const channel = new BroadcastChannel("dayline-drafts");
  const living = new Set();
  channel.onmessage = ({ data }) => {
    if (data.prefix !== prefix) return;
    if (data.ask) {
      channel.postMessage({ prefix, here: name() });
      onLater();
    } else if (data.here) living.add(data.here);
  };
  channel.postMessage({ prefix, ask: true });
  return new Promise((resolve) => setTimeout(() => resolve(living), WAIT));
}

/** Sort what the store holds: what is of no more use, what continues the page, what stands apart. */
export function sorted(entries, { known, living, shown, shownAt, text }) {
  const useless = [];
  const ahead = [];
  const apart = [];
  for (const entry of entries) {
    if (living.has(entry.writer)) continue;
    const there = known[entry.writer];
    const sent = entry.acked >= entry.sequence;
    if (there?.done || entry.text === text || (there && there.at >= entry.sequence) || (!there && sent)) {
      useless.push(entry);
    } else if (continues(entry, shown, shownAt)) ahead.push(entry);
    else apart.push(entry);
  }
  const newest = (one, other) => other.at - one.at;
  return { useless, ahead: ahead.sort(newest), apart: apart.sort(newest) };
}

/** Whether an entry goes on from what the page shows (or the page shows no draft at all). */
function continues(entry, shown, shownAt) {
  if (!shown) return true;
  if (entry.writer === shown) return entry.sequence > shownAt;
  return entry.instead_of === shown && entry.instead_at >= shownAt;
}

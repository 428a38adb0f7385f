// The browser's own store: what was typed, written at each change, whatever the network does.

const NAME = "dayline-drafts";

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

function inDatabase(database) {
  const open = (mode) => database.transaction("drafts", mode);
  return {
    async put(key, entry, instead = "") {
      const act = open("readwrite");
      act.objectStore("drafts").put(entry, key);
      if (instead && instead !== key) act.objectStore("drafts").delete(instead);
      await finished(act);
    },
    async remove(key) {
      const act = open("readwrite");
      act.objectStore("drafts").delete(key);
      await finished(act);
    },
    async under(prefix) {
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      const drafts = open("readonly").objectStore("drafts");
      const [keys, entries] = await Promise.all([
        asked(drafts.getAllKeys(range)),
        asked(drafts.getAll(range)),
      ]);
      return keys.map((key, place) => ({ key, ...entries[place] }));
    },
  };
}

/** For browsers whose database is shut (some private windows): smaller, but there. */
function inLocalStorage() {
  const name = (key) => `${NAME}/${key}`;
  return {
    async put(key, entry, instead = "") {
      localStorage.setItem(name(key), JSON.stringify(entry));
      if (instead && instead !== key) localStorage.removeItem(name(instead));
    },
    async remove(key) {
      localStorage.removeItem(name(key));
    },
    async under(prefix) {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(name(prefix)))
        .map((key) => ({ key: key.slice(NAME.length + 1), ...JSON.parse(localStorage.getItem(key)) }));
    },
  };
}

export async function openStore() {
  try {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("drafts");
    const database = await asked(request);
    database.onversionchange = () => database.close();
    return inDatabase(database);
  } catch {
    return inLocalStorage();
  }
}

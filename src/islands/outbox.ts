/**
 * What was entered without signal, kept in the browser until the server has taken it. Shared by the page and by the
 * service worker. An entry is sent as often as needed: the server does the same request id once.
 */
export type Entry = {
  /** The request id. */
  readonly id: string;
  readonly action: string;
  /** The page that carries the form. */
  readonly page: string;
  readonly title: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly fields: readonly (readonly [string, string | File])[];
  readonly at: number;
  /** Who was signed in when it was written; empty for nobody. */
  readonly actor: string;
  /** `decide`: the server refused it, and a person has to say what becomes of it. */
  state: 'waits' | 'sign_in' | 'decide' | 'sent';
  tries: number;
  /** Not before this moment. */
  next: number;
  href?: string;
  says?: { readonly title: string; readonly errors: readonly { readonly label: string; readonly message: string }[] };
};

export const news = 'outbox';

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function store<T>(mode: IDBTransactionMode, work: (entries: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open('doorstep', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('outbox', { keyPath: 'id' });
  const database = await settled(opening);
  try {
    const transaction = database.transaction('outbox', mode);
    const result = await settled(work(transaction.objectStore('outbox')));
    if (mode === 'readwrite')
      await new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error);
      });
    return result;
  } finally {
    database.close();
  }
}

/** All entries, oldest first. */
export async function entries(): Promise<Entry[]> {
  const all = await store<Entry[]>('readonly', (kept) => kept.getAll());
  return all.sort((a, b) => a.at - b.at);
}

export async function keep(entry: Entry): Promise<void> {
  await store('readwrite', (kept) => kept.put(entry));
  tell();
}

export async function drop(id: string): Promise<void> {
  await store('readwrite', (kept) => kept.delete(id));
  tell();
}

function tell() {
  const channel = new BroadcastChannel(news);
  channel.postMessage('');
  channel.close();
}

/** Sends an entry once and says how it stands now; keeps nothing. */
export async function send(entry: Entry): Promise<Entry> {
  const body = new FormData();
  for (const [name, value] of entry.fields) body.append(name, value);
  const abort = new AbortController();
  const clock = setTimeout(() => abort.abort(), 60_000);
  const later = (seconds: number): Entry => ({
    ...entry,
    state: 'waits',
    tries: entry.tries + 1,
    next: Date.now() + seconds * 1000,
  });
  // 5, 10, 20 … seconds, never more than ten minutes, and not all browsers of a house at once.
  const wait = Math.min(600, 5 * 2 ** Math.min(entry.tries, 7)) * (0.8 + Math.random() * 0.4);
  try {
    const answer = await fetch(entry.action, {
      method: 'POST',
      body,
      signal: abort.signal,
      headers: { accept: 'application/json', 'x-outbox': '1', ...(entry.actor ? { 'x-actor': entry.actor } : {}) },
    });
    if (answer.status === 429 || answer.status >= 500)
      return later(Math.max(wait, Math.min(600, Number(answer.headers.get('retry-after')) || 0)));
    const said = await answer.json();
    if (answer.ok) return { ...entry, state: 'sent', fields: [], href: said.href, next: Date.now() };
    if (answer.status === 401) return { ...entry, state: 'sign_in' };
    return { ...entry, state: 'decide', says: { title: said.title, errors: said.errors ?? [] } };
  } catch {
    // No signal, or an answer that was lost on the way.
    return later(wait);
  } finally {
    clearTimeout(clock);
  }
}

/**
 * Sends what is due, one after the other, in one window or worker at a time.
 * @param now also what is not due yet and what waited for a sign-in.
 */
export async function sendAll(now = false): Promise<void> {
  await navigator.locks.request('outbox', async () => {
    for (const entry of await entries()) {
      const waits = entry.state === 'waits' || (entry.state === 'sign_in' && now);
      if (!waits || (!now && entry.next > Date.now())) continue;
      const after = await send(entry);
      // Dropped meanwhile by its owner: then that holds.
      if ((await entries()).some(({ id }) => id === entry.id)) await keep(after);
      if (after.state === 'waits') break;
    }
  });
}

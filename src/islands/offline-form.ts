import { drop, type Entry, entries, keep, news, send, sendAll } from './outbox.ts';

type Registration = ServiceWorkerRegistration & { readonly sync?: { register(tag: string): Promise<void> } };

const root = document.documentElement;

/** Forms that may wait for signal: kept first, then sent, so that nothing is lost in between. */
function watch(form: HTMLFormElement) {
  const id = form.elements.namedItem('requestId');
  // A page kept for offline use carries the same id each time it is opened; each entry needs its own.
  if (id instanceof HTMLInputElement) id.value = crypto.randomUUID();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    for (const button of form.querySelectorAll('button')) button.disabled = true;
    submit(form, event.submitter).catch(() => form.submit());
  });
}

async function submit(form: HTMLFormElement, submitter: HTMLElement | null) {
  const entry = entryOf(form, submitter);
  await keep(entry);
  const after = await send(entry);
  switch (after.state) {
    case 'sent':
      await drop(entry.id);
      if (after.href) location.assign(after.href);
      return;
    case 'decide':
      // With signal a refusal is answered as always: the page again, what was typed kept.
      await drop(entry.id);
      return form.submit();
    default:
      await keep({ ...after, next: Math.min(after.next, Date.now() + 5000) });
      await ask();
      location.assign('/outbox');
  }
}

function entryOf(form: HTMLFormElement, submitter: HTMLElement | null): Entry {
  const fields = [...new FormData(form)].filter(([, value]) =>
    typeof value === 'string' ? value !== '' : value.size > 0,
  );
  if (submitter instanceof HTMLButtonElement && submitter.name) fields.push([submitter.name, submitter.value]);
  const labels: Record<string, string> = {};
  for (const control of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select, textarea')) {
    const group = control.type === 'radio' || control.type === 'checkbox' ? control.closest('fieldset') : null;
    const label = group?.querySelector('legend') ?? control.labels?.[0];
    const text = label?.childNodes[0]?.textContent?.trim();
    if (control.type !== 'hidden' && text) labels[control.name] ??= text;
    // A choice is shown by its words, as it was chosen.
    const chosen = control instanceof HTMLSelectElement ? control.selectedOptions[0] : group && control.labels?.[0];
    if (chosen?.textContent) labels[`${control.name}=${control.value}`] = chosen.textContent.trim();
  }
  return {
    id: String(fields.find(([name]) => name === 'requestId')?.[1]),
    action: new URL(form.action).pathname,
    page: location.pathname + location.search,
    title: document.querySelector('h1')?.textContent ?? document.title,
    labels,
    fields,
    at: Date.now(),
    actor: root.dataset.actor ?? '',
    state: 'waits',
    tries: 0,
    // Whoever sends from elsewhere leaves this attempt the time it needs.
    next: Date.now() + 60_000,
  };
}

/** Where the browser can, it sends when signal returns although no page of ours is open. */
async function ask() {
  const registration: Registration | undefined = await navigator.serviceWorker?.getRegistration();
  await registration?.sync?.register('outbox').catch(() => undefined);
}

/** The number of what waits, in the frame of every page. */
async function count() {
  const badge = document.querySelector<HTMLElement>('[data-outbox]');
  const all = await entries();
  const waiting = all.filter(({ state }) => state !== 'sent').length;
  if (!badge) return;
  badge.hidden = waiting === 0;
  const number = badge.querySelector('[data-count]');
  if (number) number.textContent = String(waiting);
}

if ('serviceWorker' in navigator && 'indexedDB' in window && 'locks' in navigator) {
  navigator.serviceWorker
    .register('/sw.js')
    .then(() => navigator.serviceWorker.ready)
    .then(({ active }) => active?.postMessage({ lang: root.lang.slice(0, 2) }))
    .catch(() => undefined);
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-offline]')) watch(form);
  const listening = new BroadcastChannel(news);
  listening.addEventListener('message', () => count().catch(() => undefined));
  const look = () => {
    if (navigator.onLine) sendAll().catch(() => undefined);
  };
  addEventListener('online', look);
  setInterval(look, 5000);
  look();
  count().catch(() => undefined);
}

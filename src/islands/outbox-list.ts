import { drop, type Entry, entries, keep, news, sendAll } from './outbox.ts';

/** What waits to be sent, what was sent, and what needs a decision. The words come from the server in `data-words`. */
class OutboxList extends HTMLElement {
  #words: Readonly<Record<string, string>> = {};
  /** Opened from what is kept on the device, the page does not know who is signed in. */
  #isKept = !navigator.onLine;
  #news = new BroadcastChannel(news);

  connectedCallback() {
    this.#words = JSON.parse(this.dataset.words ?? '{}');
    this.#news.addEventListener('message', () => this.#show());
    this.#show();
  }

  disconnectedCallback() {
    this.#news.close();
  }

  async #show() {
    const all = await entries().catch(() => []);
    const mine = document.documentElement.dataset.actor ?? '';
    if (all.length === 0) {
      this.replaceChildren(made('p', this.#words.empty));
      return;
    }
    const isKept = this.#isKept && !mine;
    this.replaceChildren(...all.map((entry) => this.#card(entry, isKept || !entry.actor || entry.actor === mine)));
  }

  #card(entry: Entry, isMine: boolean): HTMLElement {
    const card = made('section', '', `card outbox-entry tone-${tones[entry.state]}`);
    const since = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
    card.append(
      made('h2', isMine ? entry.title : this.#words.somebody),
      made('p', `${this.#words[entry.state]} · ${since.format(entry.at)}`, 'outbox-state'),
    );
    if (entry.state === 'decide' && isMine) card.append(this.#both(entry));
    else if (isMine) card.append(typedOf(entry));
    const actions = made('div', '', 'actions');
    if (entry.state === 'sent' && entry.href) actions.append(link(entry.href, this.#words.open));
    if (entry.state === 'sign_in')
      actions.append(link(`/sign-in?next=${encodeURIComponent('/outbox')}`, this.#words.signIn));
    if (entry.state !== 'sent')
      actions.append(
        act(this.#words.send, async () => {
          await keep({ ...entry, state: 'waits', next: 0 });
          await sendAll(true);
        }),
      );
    if (entry.state === 'decide' && isMine) actions.append(link(entry.page, this.#words.page));
    const remove = act(entry.state === 'sent' ? this.#words.done : this.#words.drop, async () => {
      // What is not sent is only on this device: it is asked once more.
      if (entry.state !== 'sent' && !remove.dataset.sure) {
        remove.dataset.sure = '1';
        remove.textContent = this.#words.sure ?? '';
        return;
      }
      await drop(entry.id);
    });
    actions.append(remove);
    card.append(actions);
    return card;
  }

  /** What was typed, what the server says to it, and what it has now. */
  #both(entry: Entry): HTMLElement {
    const both = made('div', '', 'outbox-both');
    const typed = made('div');
    typed.append(made('h3', this.#words.typed), typedOf(entry));
    const server = made('div');
    server.append(made('h3', this.#words.server), made('p', entry.says?.title));
    for (const error of entry.says?.errors ?? []) server.append(made('p', `${error.label}：${error.message}`));
    const now = made('div');
    server.append(now);
    both.append(typed, server);
    hasNow(entry)
      .then((list) => list && now.replaceChildren(made('h4', this.#words.now), list))
      .catch(() => undefined);
    return both;
  }
}

const tones = { waits: 'wait', sign_in: 'wait', decide: 'alert', sent: 'done' } as const;

/** The values the form's page holds at this moment. */
async function hasNow(entry: Entry): Promise<HTMLElement | undefined> {
  const answer = await fetch(entry.page, { headers: { accept: 'text/html' } });
  if (!answer.ok || answer.redirected) return undefined;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const form = [...page.forms].find(
    (one) => new URL(one.getAttribute('action') ?? '', location.href).pathname === entry.action,
  );
  if (!form) return undefined;
  const fields = [...new FormData(form)].filter(
    ([name, value]) => entry.labels[name] && typeof value === 'string' && value,
  );
  return fields.length > 0 ? listOf(fields, entry.labels) : undefined;
}

const typedOf = (entry: Entry): HTMLElement => listOf(entry.fields, entry.labels);

function listOf(fields: Entry['fields'], labels: Entry['labels']): HTMLElement {
  const list = made('dl', '', 'outbox-fields');
  for (const [name, value] of fields) {
    if (!labels[name]) continue;
    list.append(
      made('dt', labels[name]),
      made('dd', typeof value === 'string' ? (labels[`${name}=${value}`] ?? value) : value.name),
    );
  }
  return list;
}

function made(name: string, text = '', className = ''): HTMLElement {
  const element = document.createElement(name);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}

function link(href: string, text = ''): HTMLElement {
  const element = made('a', text, 'button secondary');
  element.setAttribute('href', href);
  return element;
}

function act(text: string | undefined, work: () => Promise<void>): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button secondary';
  button.textContent = text ?? '';
  button.addEventListener('click', () => work().catch(() => undefined));
  return button;
}

customElements.define('outbox-list', OutboxList);

/**
 * A part of the page that renews itself when the server says that something changed (`data-stream`, server-sent events).
 * The page is fetched again and the part with the same id takes this one's place. In the elder version nothing moves by
 * itself: there a link appears that loads the page again. Without script the page is simply loaded again by hand.
 */
class LiveRegion extends HTMLElement {
  #source: EventSource | undefined;
  #timer = 0;

  connectedCallback() {
    const { stream } = this.dataset;
    if (!stream || !('EventSource' in window)) return;
    document.addEventListener('visibilitychange', this.#attend);
    this.#attend();
  }

  disconnectedCallback() {
    document.removeEventListener('visibilitychange', this.#attend);
    this.#close();
  }

  /** A page that nobody sees holds no connection; seen again, it looks at once whether it missed something. */
  #attend = () => {
    const { stream } = this.dataset;
    if (document.hidden || !stream) return this.#close();
    if (this.#source) return;
    this.#source = new EventSource(stream);
    this.#source.addEventListener('open', () => this.#renewSoon());
    this.#source.addEventListener('changed', () => this.#renewSoon());
  };

  #close() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#source?.close();
    this.#source = undefined;
  }

  /** Much at once is looked at once, and not by everybody in the same moment. */
  #renewSoon() {
    this.#timer ||= setTimeout(() => this.#renew(), 300 + Math.random() * 700);
  }

  async #renew() {
    this.#timer = 0;
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
      const fresh = answer.ok
        ? new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(this.id)
        : null;
      // What is being typed or read aloud is not taken away.
      if (!fresh || shownBy(fresh) === shownBy(this) || this.contains(document.activeElement)) return;
      if (document.documentElement.hasAttribute('data-elder'))
        this.querySelector('.live-link')?.removeAttribute('hidden');
      else this.replaceChildren(...fresh.childNodes);
    } catch {
      // Offline for a while: the stream comes back by itself, and with it a look.
    }
  }
}

/** What the part says, without request ids, which differ each time. */
function shownBy(part: HTMLElement): string {
  const copy = part.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return '';
  for (const input of copy.querySelectorAll('input[name=requestId], .live-link')) input.remove();
  return copy.innerHTML;
}

customElements.define('live-region', LiveRegion);

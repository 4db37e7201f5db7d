/** Seconds between two looks, longer while nothing moves. */
const patience = [1, 1, 2, 2, 3, 5];

/**
 * Fetches the page in `data-href` while the work runs and puts its part with the same id in place of this one.
 * In the elder version nothing changes by itself, so there it waits for the refresh link.
 */
class LiveProgress extends HTMLElement {
  #timer = 0;
  #looks = 0;

  connectedCallback() {
    if (document.documentElement.hasAttribute('data-elder')) return;
    if (this.dataset.href) this.#wait();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  #wait() {
    const seconds = patience[Math.min(this.#looks++, patience.length - 1)] ?? 5;
    this.#timer = setTimeout(() => this.#look(), seconds * 1000);
  }

  async #look() {
    const href = this.dataset.href;
    if (!href) return;
    try {
      const answer = document.hidden ? undefined : await fetch(href, { headers: { accept: 'text/html' } });
      if (answer?.ok) {
        const fresh = partOf(await answer.text(), this.id);
        // Once done, the rest of the page has changed as well, and this part may be gone.
        if (!fresh?.dataset.href) return location.reload();
        if (fresh.textContent !== this.textContent) this.#looks = 0;
        this.#take(fresh);
      }
    } catch {
      // Offline for a while: look again later.
    }
    this.#wait();
  }

  /** Only what differs is touched, so that a screen reader says the new text once and focus stays. */
  #take(fresh: HTMLElement) {
    const bar = this.querySelector('progress');
    const freshBar = fresh.querySelector('progress');
    if (bar && freshBar) {
      if (freshBar.hasAttribute('value')) {
        bar.max = freshBar.max;
        bar.value = freshBar.value;
      } else bar.removeAttribute('value');
    }
    const text = this.querySelector('[role=status]');
    const freshText = fresh.querySelector('[role=status]');
    if (text && freshText && text.textContent !== freshText.textContent) text.replaceChildren(...freshText.childNodes);
  }
}

function partOf(html: string, id: string): HTMLElement | null {
  return new DOMParser().parseFromString(html, 'text/html').getElementById(id);
}

customElements.define('live-progress', LiveProgress);

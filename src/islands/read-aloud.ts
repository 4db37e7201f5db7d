/** Reads the main part of the page aloud, sentence by sentence; hidden where the browser has no voice. */
class ReadAloud extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector('button');
    const words = button?.querySelector('span');
    if (!button || !words || !('speechSynthesis' in window)) return;
    const start = words.textContent ?? '';
    const show = (speaking: boolean) => {
      button.setAttribute('aria-pressed', String(speaking));
      words.textContent = speaking ? (this.dataset.stop ?? '') : start;
    };
    button.addEventListener('click', () => {
      const speaking = button.getAttribute('aria-pressed') === 'true';
      speechSynthesis.cancel();
      show(!speaking);
      if (!speaking) say(sentences(), () => show(false));
    });
    addEventListener('pagehide', () => speechSynthesis.cancel());
    this.hidden = false;
  }
}

/** What can be seen of the page, in pieces short enough for every engine. */
function sentences(): string[] {
  const main = document.querySelector('main');
  if (!main) return [];
  // biome-ignore lint/performance/useDomNodeTextContent: only what can be seen is read out
  const text = main.innerText.replace(main.querySelector('.page-bar')?.textContent ?? '', '');
  return text.split(/(?<=[。！？；.!?])\s*|\n+/).filter((piece) => /[\p{L}\p{N}]/u.test(piece));
}

function say(pieces: readonly string[], done: () => void) {
  const lang = document.documentElement.lang;
  const voice = speechSynthesis.getVoices().find((one) => one.lang.replace('_', '-') === lang);
  pieces.forEach((piece, i) => {
    const speech = new SpeechSynthesisUtterance(piece);
    speech.lang = lang;
    speech.rate = 0.9;
    if (voice) speech.voice = voice;
    if (i === pieces.length - 1) speech.onend = done;
    speechSynthesis.speak(speech);
  });
  if (pieces.length === 0) done();
}

customElements.define('read-aloud', ReadAloud);

/** Adds a button that copies the text. */
class CopyText extends HTMLElement {
  connectedCallback() {
    const text = this.querySelector('code')?.textContent;
    if (!text || !navigator.clipboard || this.querySelector('button')) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button quiet small';
    button.setAttribute('aria-live', 'polite');
    button.textContent = this.dataset.copy ?? '';
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(text);
      button.textContent = this.dataset.copied ?? '';
      setTimeout(() => {
        button.textContent = this.dataset.copy ?? '';
      }, 2000);
    });
    this.append(button);
  }
}

customElements.define('copy-text', CopyText);

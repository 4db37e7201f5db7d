/** Opens the print dialogue instead of the page that says how to print. */
class PrintButton extends HTMLElement {
  connectedCallback() {
    this.addEventListener('click', (event) => {
      event.preventDefault();
      print();
    });
  }
}

customElements.define('print-button', PrintButton);

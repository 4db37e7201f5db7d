/**
 * Boxes in a table: Shift ticks everything between two, a heading of a row, a column or the whole table ticks what it heads.
 * The headings become buttons here; without JavaScript they are plain headings.
 */
class SelectAll extends HTMLElement {
  #last: HTMLInputElement | undefined;

  connectedCallback() {
    for (const table of this.querySelectorAll('table')) this.#addHeads(table);
    this.addEventListener('click', (event) => {
      const box = event.target;
      if (!(box instanceof HTMLInputElement) || box.type !== 'checkbox') return;
      if (event.shiftKey && this.#last) this.#fill(this.#last, box);
      this.#last = box;
    });
  }

  #addHeads(table: HTMLTableElement) {
    if (boxesIn(table).length < 2) return;
    if (!table.classList.contains('cells')) {
      table.before(this.#button([this.dataset.all ?? ''], () => boxesIn(table)));
      return;
    }
    for (const head of table.querySelectorAll<HTMLTableCellElement>('th')) {
      const row = head.parentElement as HTMLTableRowElement;
      const inHead = row.parentElement === table.tHead;
      const column = head.cellIndex;
      const boxes = () => {
        if (!inHead) return boxesIn(row);
        if (column === 0) return boxesIn(table);
        return [...table.rows].flatMap(({ cells }) => (cells[column] ? boxesIn(cells[column]) : []));
      };
      if (boxes().length === 0) continue;
      const hint = document.createElement('span');
      hint.className = 'visually-hidden';
      hint.textContent = ` ${this.dataset.all ?? ''}`;
      head.append(this.#button([...head.childNodes, hint], boxes));
    }
  }

  #button(content: (Node | string)[], boxes: () => HTMLInputElement[]): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'select-all';
    button.append(...content);
    button.addEventListener('click', () => {
      const all = boxes();
      const tick = all.some((box) => !box.checked);
      for (const box of all) box.checked = tick;
    });
    return button;
  }

  #fill(from: HTMLInputElement, to: HTMLInputElement) {
    const boxes = boxesIn(this);
    const [start, end] = [boxes.indexOf(from), boxes.indexOf(to)].sort((a, b) => a - b);
    for (const box of boxes.slice(start, (end ?? 0) + 1)) box.checked = to.checked;
  }
}

function boxesIn(part: ParentNode): HTMLInputElement[] {
  return [...part.querySelectorAll<HTMLInputElement>('input[type=checkbox]:not(:disabled)')];
}

customElements.define('select-all', SelectAll);

/** Longest side of what is sent, in pixels; the server keeps no more. */
const side = 1600;

/** Makes photos small before they are sent, shows them, and lets one take them out again. */
class PhotoPicker extends HTMLElement {
  #photos: File[] = [];
  #list = document.createElement('ul');

  connectedCallback() {
    const input = this.querySelector<HTMLInputElement>('input[type=file]');
    if (!input || this.querySelector('ul')) return;
    this.#list.className = 'photos';
    this.append(this.#list);
    input.addEventListener('change', () => this.#add(input, [...(input.files ?? [])]));
    // A chooser opens the gallery on some phones; this one opens the camera.
    if (matchMedia('(pointer: coarse)').matches) {
      const camera = document.createElement('input');
      camera.type = 'file';
      camera.accept = 'image/*';
      camera.setAttribute('capture', 'environment');
      camera.hidden = true;
      camera.addEventListener('change', () => {
        this.#add(input, [...(camera.files ?? [])]);
        camera.value = '';
      });
      this.append(
        button(this.dataset.take, () => camera.click()),
        camera,
      );
    }
  }

  async #add(input: HTMLInputElement, chosen: File[]) {
    const before = this.#photos;
    this.#photos = [...before, ...chosen].slice(0, Number(this.dataset.max));
    // At once, so that whoever sends at once sends them all; then the small ones in their place.
    this.#show(input);
    for (const file of chosen) {
      const small = await shrink(file);
      this.#photos = this.#photos.map((one) => (one === file ? small : one));
      this.#show(input);
    }
  }

  #show(input: HTMLInputElement) {
    const transfer = new DataTransfer();
    for (const file of this.#photos) transfer.items.add(file);
    input.files = transfer.files;
    this.#list.replaceChildren(
      ...this.#photos.map((file, i) => {
        const item = document.createElement('li');
        const canvas = document.createElement('canvas');
        canvas.setAttribute('role', 'img');
        canvas.setAttribute('aria-label', `${this.dataset.photo ?? ''} ${i + 1}`);
        draw(file, canvas, 272).catch(() => undefined);
        const remove = button(this.dataset.remove, () => {
          this.#photos = this.#photos.filter((one) => one !== file);
          this.#show(input);
          input.focus();
        });
        remove.setAttribute('aria-label', `${this.dataset.remove} ${i + 1}`);
        item.append(canvas, remove);
        return item;
      }),
    );
  }
}

function button(words: string | undefined, act: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'button secondary small';
  made.textContent = words ?? '';
  made.addEventListener('click', act);
  return made;
}

async function draw(file: File, canvas: HTMLCanvasElement, longest: number) {
  const image = await createImageBitmap(file);
  const scale = Math.min(1, longest / Math.max(image.width, image.height));
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  const pen = canvas.getContext('2d');
  if (pen) {
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  }
  image.close();
}

/** What the browser cannot open goes as it is: the server knows more kinds. */
async function shrink(file: File): Promise<File> {
  try {
    const canvas = document.createElement('canvas');
    await draw(file, canvas, side);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.82));
    return blob && blob.size < file.size ? new File([blob], 'photo.jpg', { type: 'image/jpeg' }) : file;
  } catch {
    return file;
  }
}

customElements.define('photo-picker', PhotoPicker);

/** Lets this browser be told: asks it for permission, and sends what it answers with the form inside. */
class PushDevice extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector('form');
    if (!form || !('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return;
    this.hidden = false;
    for (const hint of document.querySelectorAll<HTMLElement>('.push-missing')) hint.hidden = true;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#agree(form);
    });
  }

  async #agree(form: HTMLFormElement) {
    try {
      if ((await Notification.requestPermission()) !== 'granted') throw new Error('denied');
      const worker = await navigator.serviceWorker.register('/push-worker.js', { scope: '/me/channels' });
      await ready(worker);
      const options = { userVisibleOnly: true, applicationServerKey: bytesOf(this.dataset.key ?? '') };
      // One that was made for another key is of no use any more.
      const known = await worker.pushManager.getSubscription();
      await known?.unsubscribe();
      const { endpoint, keys } = (await worker.pushManager.subscribe(options)).toJSON();
      const values: Readonly<Record<string, string | undefined>> = { endpoint, p256dh: keys?.p256dh, auth: keys?.auth };
      for (const [name, value] of Object.entries(values)) {
        const input = form.elements.namedItem(name);
        if (input instanceof HTMLInputElement) input.value = value ?? '';
      }
      form.submit();
    } catch {
      const status = this.querySelector('[role=status]');
      if (status) status.textContent = this.dataset.denied ?? '';
    }
  }
}

/** Not every browser takes the key as the text it is. */
function bytesOf(key: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
}

/** A worker can be subscribed with once it is active. */
function ready({ active, installing, waiting }: ServiceWorkerRegistration): Promise<void> {
  const worker = installing ?? waiting;
  if (active || !worker) return Promise.resolve();
  return new Promise((resolve) => {
    worker.addEventListener('statechange', () => worker.state === 'activated' && resolve());
  });
}

customElements.define('push-device', PushDevice);

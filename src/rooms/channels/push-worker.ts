/**
 * The script that a browser runs when it is told something while no page is open. A file of its own at an address that
 * never changes, since the browser keeps it. It shows what it was given and opens what it leads to; it stores nothing.
 */
export const pushWorker = `self.addEventListener('push', (event) => {
  const told = event.data ? event.data.json() : {};
  const shown = self.registration.showNotification(told.title || '家门口', {
    body: told.text, tag: told.id, icon: '/icon.svg', data: { href: told.href },
  });
  event.waitUntil(shown);
});
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const href = new URL(event.notification.data?.href || '/me/messages', self.location.origin);
  if (href.origin !== self.location.origin) return;
  event.waitUntil(self.clients.matchAll({ type: 'window' }).then((pages) => {
    const open = pages.find((page) => page.url === href.href);
    return open ? open.focus() : self.clients.openWindow(href.href);
  }));
});
`;

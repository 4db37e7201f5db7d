/** The key `/` goes to the page's first search box, unless something is being typed. */
addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const at = event.target;
  if (at instanceof HTMLElement && (at.isContentEditable || at.matches('input, select, textarea'))) return;
  const search = document.querySelector<HTMLInputElement>('[data-slash]');
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
});

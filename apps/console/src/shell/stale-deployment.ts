const storageKey = 'goen-reloaded-at';
const minGapMs = 30_000;

/** What browsers and Vite say when a part of the page is gone, because a new version was deployed. */
const isStaleError = (error: Error): boolean =>
  /dynamically imported module|importing a module script|unable to preload/i.test(error.message);

/** Loads the page again, once, where the person is; false: that did not help before, or is not what failed. */
export function reloadIfStale(error: Error): boolean {
  if (!isStaleError(error)) return false;
  const lastMs = Number(sessionStorage.getItem(storageKey) ?? 0);
  if (Date.now() - lastMs < minGapMs) return false;
  sessionStorage.setItem(storageKey, String(Date.now()));
  window.location.reload();
  return true;
}

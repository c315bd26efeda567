import { notifications } from '@mantine/notifications';
import { translateShell } from './texts.ts';

/** The router's own key for a screen that is gone: the first to find it missing reloads the page, and no one reloads it again. */
const toStorageKey = ({ message }: Error): string => `${keyPrefix}${message}`;
const keyPrefix = 'tanstack_router_reload:';
const wasTold = 'told';
/** The screen is still being loaded when it appears. */
const shownMs = 15_000;

/** What browsers and Vite say when a part of the page is gone, because a new version was deployed. */
const isStaleError = (error: Error): boolean =>
  /dynamically imported module|importing a module script|unable to preload/i.test(error.message);

/** Loads the page again, once, where the person is; false: that did not help before, or is not what failed. */
export function reloadIfStale(error: Error): boolean {
  if (!isStaleError(error) || sessionStorage.getItem(toStorageKey(error)) !== null) return false;
  sessionStorage.setItem(toStorageKey(error), '1');
  window.location.reload();
  return true;
}

/** Says why the page was loaded again, when that has just happened. */
export function tellNewVersion(): void {
  const untold = Object.keys(sessionStorage).filter(
    (key) => key.startsWith(keyPrefix) && sessionStorage.getItem(key) !== wasTold,
  );
  if (untold.length === 0) return;
  for (const key of untold) sessionStorage.setItem(key, wasTold);
  notifications.show({ message: translateShell('newVersion'), role: 'status', autoClose: shownMs });
}

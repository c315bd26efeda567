import { Alert } from '@mantine/core';
import { onlineManager, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { isReachable } from '../api/connection-state.ts';
import { useStore } from '../ui/store.ts';
import { Icon } from './icons.tsx';
import { useShellTexts } from './texts.ts';

const pollMs = 4_000;

const isServerThere = (): Promise<boolean> =>
  fetch('/livez', { cache: 'no-store' }).then(
    () => true,
    () => false,
  );

/** Says that the server cannot be reached, and asks until it can: then everything is read again. */
export function ConnectionBanner() {
  const t = useShellTexts();
  const isOnline = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
  const isConnected = useStore(isReachable) && isOnline;
  const queryClient = useQueryClient();
  useEffect(() => {
    if (isConnected) return;
    const timer = setInterval(() => {
      void isServerThere().then((isThere) => {
        if (!isThere) return;
        isReachable.set(true);
        return queryClient.invalidateQueries();
      });
    }, pollMs);
    return () => clearInterval(timer);
  }, [isConnected, queryClient]);
  if (isConnected) return null;
  return (
    <Alert
      role="status"
      color="orange"
      variant="outline"
      radius={0}
      icon={<Icon name="warning" />}
      title={t('offline')}
    />
  );
}

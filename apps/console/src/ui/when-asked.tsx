import { notifications } from '@mantine/notifications';
import { CatchBoundary, type ErrorComponentProps } from '@tanstack/react-router';
import { type ComponentType, Suspense, useEffect, useState } from 'react';
import { reloadIfStale } from '../shell/stale-deployment.ts';
import { translateShell } from '../shell/texts.ts';
import { type Store, useStore } from './store.ts';

type WhenAskedProps<T> = {
  /** Truthy while it is asked for. */
  store: Store<T>;
  /** A `lazy` component, which is loaded for the first time then, and stays. */
  component: ComponentType;
};

/** What few need on the first page is loaded when somebody asks for it. */
export function WhenAsked<T>({ store, component: Component }: WhenAskedProps<T>) {
  const isAsked = Boolean(useStore(store));
  const [wasAsked, setWasAsked] = useState(isAsked);
  useEffect(() => {
    if (isAsked) setWasAsked(true);
  }, [isAsked]);
  return isAsked || wasAsked ? (
    <CatchBoundary getResetKey={() => 'never'} errorComponent={Unavailable}>
      <Suspense>
        <Component />
      </Suspense>
    </CatchBoundary>
  ) : null;
}

/** It could not be loaded: the page around it stays. */
function Unavailable({ error }: ErrorComponentProps) {
  useEffect(() => {
    if (error instanceof Error && reloadIfStale(error)) return;
    const [title, message] = [translateShell('errorTitle'), translateShell('errorAdvice')];
    notifications.show({ id: 'unavailable', color: 'red', role: 'alert', title, message });
  }, [error]);
  return null;
}

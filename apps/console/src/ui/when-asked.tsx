import { type ComponentType, Suspense, useEffect, useState } from 'react';
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
    <Suspense>
      <Component />
    </Suspense>
  ) : null;
}

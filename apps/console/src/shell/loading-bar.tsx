import { useIsFetching } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import classes from './shell.module.css';

const delayMs = 300;

/** A thin bar while a screen or its data is read, unless that is quick. */
export function LoadingBar() {
  const isBusy = useRouterState({ select: ({ isLoading }) => isLoading });
  const isFetching = useIsFetching({ predicate: ({ state }) => state.fetchStatus === 'fetching' }) > 0;
  const [isShown, setShown] = useState(false);
  const isWorking = isBusy || isFetching;
  useEffect(() => {
    if (!isWorking) return setShown(false);
    const timer = setTimeout(() => setShown(true), delayMs);
    return () => clearTimeout(timer);
  }, [isWorking]);
  return isShown ? <div className={classes.bar} aria-hidden="true" /> : null;
}

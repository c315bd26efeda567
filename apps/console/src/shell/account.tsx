import { lazy, Suspense, useState } from 'react';
import { AccountButton } from './account-button.tsx';

const AccountPanel = lazy(() => import('./account-panel.tsx'));

export function Account() {
  const [wasOpened, setOpened] = useState(false);
  const button = <AccountButton onClick={() => setOpened(true)} />;
  return wasOpened ? (
    <Suspense fallback={button}>
      <AccountPanel />
    </Suspense>
  ) : (
    button
  );
}

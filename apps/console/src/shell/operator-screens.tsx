import { Outlet } from '@tanstack/react-router';
import { useMe } from '../api/me.ts';
import { Shell } from './app-shell.tsx';
import { FullMessage } from './messages.tsx';
import { operatorAreas } from './nav.ts';
import { useShellTexts } from './texts.ts';

/** The frame of the operator's screens. */
export function OperatorScreens() {
  const t = useShellTexts();
  const { is_operator: isOperator, email } = useMe();
  return (
    <Shell areas={isOperator ? operatorAreas : []} isOperator>
      {isOperator ? (
        <Outlet />
      ) : (
        <FullMessage icon="warning" title={t('notStaffTitle')} advice={t('notStaffAdvice', { email })} />
      )}
    </Shell>
  );
}

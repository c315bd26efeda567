import { Outlet, useLocation } from '@tanstack/react-router';
import { useMe } from '../api/me.ts';
import { Shell } from './app-shell.tsx';
import { useLiveUpdates } from './live-updates.ts';
import { FullMessage, NoScopePage } from './messages.tsx';
import { companyAreas, findScreen } from './nav.ts';
import { useShellTexts } from './texts.ts';

/** The frame of every screen of a company. One that the role may not see says so instead. */
export function CompanyScreens() {
  const t = useShellTexts();
  const { member, email } = useMe();
  const path = useLocation({ select: ({ pathname }) => pathname });
  if (member === null)
    return (
      <Shell areas={[]}>
        <FullMessage icon="companies" title={t('noCompanyTitle')} advice={t('noCompanyAdvice', { email })} />
      </Shell>
    );
  const scope = findScreen(companyAreas, path)?.scope;
  const isAllowed = scope === undefined || member.scopes.includes(scope);
  return (
    <Shell areas={companyAreas}>
      <LiveUpdates />
      {isAllowed ? <Outlet /> : <NoScopePage />}
    </Shell>
  );
}

function LiveUpdates() {
  useLiveUpdates();
  return null;
}

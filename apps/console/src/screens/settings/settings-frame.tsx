import { Outlet } from '@tanstack/react-router';
import { type Scope, useMe } from '../../api/me.ts';
import { PartLinks } from '../../ui/part-links.tsx';
import { Screen } from '../../ui/screen.tsx';
import { useTexts } from './texts.ts';

type Part = { readonly id: PartId; readonly path: string; readonly scope?: Scope };
type PartId = 'keeping' | 'hours' | 'sender' | 'rules' | 'relay' | 'members' | 'signIn' | 'notifications' | 'audit';

const parts: readonly Part[] = [
  { id: 'hours', path: '/settings' },
  { id: 'sender', path: '/settings/sender' },
  { id: 'rules', path: '/settings/rules' },
  { id: 'keeping', path: '/settings/keeping' },
  { id: 'relay', path: '/settings/relay' },
  { id: 'members', path: '/settings/members', scope: 'members:read' },
  { id: 'signIn', path: '/settings/sign-in', scope: 'members:manage' },
  { id: 'notifications', path: '/settings/notifications', scope: 'mail:read' },
  { id: 'audit', path: '/settings/audit', scope: 'audit:read' },
];

/** The settings, in parts with an address each. */
export function SettingsFrame() {
  const t = useTexts();
  const { member } = useMe();
  const shown = parts.filter(({ scope }) => scope === undefined || member?.scopes.includes(scope));
  return (
    <Screen
      title={t('title')}
      top={<PartLinks label={t('parts')} parts={shown.map(({ id, path }) => ({ path, text: t(`part.${id}`) }))} />}
    >
      <Outlet />
    </Screen>
  );
}

import { Link, Outlet } from '@tanstack/react-router';
import { type Scope, useMe } from '../../api/me.ts';
import { Screen } from '../../ui/screen.tsx';
import classes from './settings.module.css';
import { useTexts } from './texts.ts';

type Part = { readonly id: PartId; readonly path: string; readonly scope?: Scope };
type PartId = 'hours' | 'sender' | 'rules' | 'relay';

const parts: readonly Part[] = [
  { id: 'hours', path: '/settings' },
  { id: 'sender', path: '/settings/sender' },
  { id: 'rules', path: '/settings/rules' },
  { id: 'relay', path: '/settings/relay' },
];

/** The settings, in parts with an address each. */
export function SettingsFrame() {
  const t = useTexts();
  const { member } = useMe();
  const shown = parts.filter(({ scope }) => scope === undefined || member?.scopes.includes(scope));
  return (
    <Screen
      title={t('title')}
      top={
        <nav aria-label={t('parts')}>
          <ul className={classes.parts}>
            {shown.map(({ id, path: to }) => (
              <li key={id}>
                <Link to={to} className={classes.part} activeOptions={{ exact: true, includeSearch: false }}>
                  {t(`part.${id}`)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      }
    >
      <Outlet />
    </Screen>
  );
}

import type { Scope } from '../api/me.ts';
import type { IconName } from './icons.tsx';
import type { shellTexts } from './texts.ts';

export type Screen = {
  readonly id: keyof typeof shellTexts.ja.screens;
  readonly path: string;
  readonly icon: IconName;
  /** What a member needs to see the screen; none: every member. The operator's screens need a session of its staff. */
  readonly scope?: Scope;
  /** Where else it is: pages that are opened from it. */
  readonly also?: readonly string[];
};
export type Area = { readonly id: keyof typeof shellTexts.ja.areas; readonly screens: readonly Screen[] };

/** What members see, by areas. A screen without a route is not shown. */
export const companyAreas: readonly Area[] = [
  {
    id: 'mails',
    screens: [
      { id: 'today', path: '/', icon: 'today' },
      { id: 'mailQueue', path: '/mails', icon: 'queue', scope: 'mail:read' },
      { id: 'sent', path: '/sent', icon: 'sent', scope: 'mail:read' },
    ],
  },
  {
    id: 'people',
    screens: [
      { id: 'pool', path: '/pool', icon: 'pool', scope: 'candidates:read', also: ['/candidates'] },
      { id: 'positions', path: '/positions', icon: 'positions', scope: 'positions:read' },
      { id: 'requests', path: '/requests', icon: 'requests', scope: 'candidates:read' },
      { id: 'relay', path: '/relay', icon: 'relay', scope: 'introductions:read' },
    ],
  },
  {
    id: 'intake',
    screens: [
      { id: 'imports', path: '/imports', icon: 'imports', scope: 'imports:read' },
      { id: 'template', path: '/template', icon: 'template', scope: 'candidates:read' },
    ],
  },
  { id: 'outcome', screens: [{ id: 'results', path: '/results', icon: 'results', scope: 'reports:read' }] },
  {
    id: 'setup',
    screens: [
      { id: 'onboarding', path: '/onboarding', icon: 'onboarding', scope: 'settings:manage' },
      { id: 'wordings', path: '/wordings', icon: 'wordings', scope: 'mail:read' },
      { id: 'connections', path: '/connections', icon: 'connections', scope: 'connections:manage' },
      { id: 'settings', path: '/settings', icon: 'settings', scope: 'settings:read' },
    ],
  },
];

export const operatorAreas: readonly Area[] = [
  {
    id: 'operation',
    screens: [
      { id: 'companies', path: '/operator', icon: 'companies' },
      { id: 'licence', path: '/operator/licence', icon: 'licence' },
      { id: 'cases', path: '/operator/cases', icon: 'cases' },
      { id: 'confirmations', path: '/operator/confirmations', icon: 'check' },
      { id: 'operatorConnections', path: '/operator/connections', icon: 'connections' },
    ],
  },
  {
    id: 'evidence',
    screens: [
      { id: 'books', path: '/operator/books', icon: 'books' },
      { id: 'complaints', path: '/operator/complaints', icon: 'queue' },
      { id: 'erasures', path: '/operator/erasures', icon: 'erasures' },
      { id: 'audit', path: '/operator/audit', icon: 'audit' },
    ],
  },
  {
    id: 'platform',
    screens: [
      { id: 'schedules', path: '/operator/schedules', icon: 'clock' },
      { id: 'health', path: '/operator/health', icon: 'health' },
      { id: 'staff', path: '/operator/staff', icon: 'members' },
    ],
  },
];

/** The screen that a path belongs to: `/pool/…` to `/pool`, and only `/` to the start. */
export function findScreen(areas: readonly Area[], path: string): Screen | undefined {
  const screens = areas.flatMap(({ screens }) => screens).toSorted((a, b) => b.path.length - a.path.length);
  const isBelow = (start: string): boolean => path === start || (start !== '/' && path.startsWith(`${start}/`));
  return screens.find((screen) => [screen.path, ...(screen.also ?? [])].some(isBelow));
}

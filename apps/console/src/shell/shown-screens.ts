import { useRouter } from '@tanstack/react-router';
import { useMe } from '../api/me.ts';
import type { Area, Screen } from './nav.ts';

/** The screens of an area that exist and that the person may see. */
export function useShownScreens(): (area: Area) => readonly Screen[] {
  const { routesByPath } = useRouter();
  const { member } = useMe();
  return ({ screens }) =>
    screens.filter(
      ({ path, scope }) => path in routesByPath && (scope === undefined || (member?.scopes.includes(scope) ?? false)),
    );
}

import { defineRoute, type RouteDefinition } from '@goen/service-kit';
import { signedIn } from './require-session.ts';

const shared = { access: signedIn, tags: ['sign-in'] as string[] };

type SessionRoute = Omit<RouteDefinition, 'access' | 'tags'>;

/** `defineRoute` for what a signed-in person does with their own account, whatever they are a member of. */
export const defineSessionRoute = <const R extends SessionRoute>(definition: R) =>
  defineRoute<R & typeof shared>({ ...definition, ...shared });

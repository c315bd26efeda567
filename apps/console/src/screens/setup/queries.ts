import { ApiError } from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import type { Language } from '../../i18n/language.ts';

type Person = { readonly email: string; readonly name: string; readonly locale: Language };
export type NewInstallation = {
  readonly token: string;
  readonly operator: Person;
  readonly company: {
    readonly name: string;
    readonly slug: string;
    readonly settings: { readonly sender: object };
    readonly owner: Person;
  };
};
export type Installation = {
  readonly company: { readonly id: string; readonly slug: string };
  readonly key: string;
  readonly sign_in_urls: { readonly operator: string; readonly owner: string };
};

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => ask<{ is_open: boolean }>({ signal }),
});

export const setUp = (body: NewInstallation): Promise<Installation> =>
  ask({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** Not a session that ended, which is what any other 401 means. */
export class WrongTokenError extends Error {
  override name = 'WrongTokenError';
}

/** The setup is no part of the API that `@goen/client` knows: it works once, without a key or a session. */
async function ask<T>(init: RequestInit): Promise<T> {
  const response = await fetch('/setup', init);
  if (response.status === 401) throw new WrongTokenError('The token of the setup is wrong.');
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(response, body);
  return body as T;
}

import { type SingleSignOnSettings, unwrap } from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';

/** The settings, once there are any. */
export const singleSignOnQuery = queryOptions({
  queryKey: ['members', 'single-sign-on'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/single-sign-on', { signal })),
});

export const setupQuery = queryOptions({
  queryKey: ['members', 'single-sign-on-setup'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/single-sign-on/setup', { signal })),
});

export const saveSingleSignOn = (body: SingleSignOnSettings) => unwrap(api.PUT('/v1/single-sign-on', { body }));
export const removeSingleSignOn = () => unwrap(api.DELETE('/v1/single-sign-on'));

/** Where the browser goes to sign in; it comes back to `returnTo`. */
export const beginSignIn = (company: string, returnTo: string) =>
  unwrap(api.POST('/v1/sign-in/single-sign-on', { body: { company, return_to: returnTo } }));

import createFetchClient, { type Client } from 'openapi-fetch';
import type { ItemIn, PagedPathIn } from '../pages.ts';
import { type RetrySettings, withRetries } from '../retry.ts';
import type { paths } from './operator-api.gen.ts';

export type * from './operator-api.gen.ts';

export type OperatorPagedPath = PagedPathIn<paths>;
export type OperatorItemOf<Path extends OperatorPagedPath> = ItemIn<paths, Path>;

type OperatorClientOptions = {
  readonly baseUrl: string;
  readonly retry?: RetrySettings;
  readonly fetch: (request: Request) => Promise<Response>;
};

/**
 * The operations of `/operator/openapi.json`, for the console: the session of a person of the operator's staff opens them,
 * and no key. It is no part of the package for others.
 */
export const createOperatorClient = ({ baseUrl, retry, fetch }: OperatorClientOptions): Client<paths> =>
  createFetchClient<paths>({ baseUrl, fetch: withRetries(fetch, retry) });

import type { Context } from 'hono';

/** The token of `Authorization: Bearer …`, if any. */
export const readBearerToken = (c: Context): string | undefined =>
  /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];

/** The JSON body, or undefined when it is not JSON; the caller's schema then refuses it in the vendor's own words. */
export const readJson = (c: Context): Promise<unknown> => c.req.json<unknown>().catch(() => undefined);

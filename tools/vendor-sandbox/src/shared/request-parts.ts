import type { Context } from 'hono';

/** The JSON body, or undefined when it is not JSON: no schema accepts that. */
export const readJson = (c: Context): Promise<unknown> => c.req.json<unknown>().catch(() => undefined);

export const readBearerToken = (c: Context): string | undefined =>
  /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];

import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Faults } from '../faults/faults.ts';
import { injectFaults } from '../faults/inject-faults.ts';
import type { AccessTokens, ZohoOptions } from './access-tokens.ts';
import { readRoutes } from './read-routes.ts';
import { writeRoutes } from './write-routes.ts';
import { sendInvalidToken, sendZohoError } from './zoho-responses.ts';
import { modules, type ZohoStore } from './zoho-store.ts';

const maxBodyBytes = 2 * 1024 * 1024;
const readToken = (c: Context) => /^Zoho-oauthtoken\s+(\S+)$/.exec(c.req.header('authorization') ?? '')?.[1];
const pathModules: readonly string[] = [...modules, 'Notes'];
type RecruitDeps = { store: ZohoStore; tokens: AccessTokens; faults: Faults };

/** Zoho Recruit's `/recruit/v2`; accepts tokens of the accounts server. */
export function recruitApi({ store, tokens, faults }: RecruitDeps, { candidateStatuses }: ZohoOptions) {
  const app = new Hono();
  app.use(
    injectFaults(faults, 'zoho', {
      tooManyRequests: (c) => sendZohoError(c, 429, 'TOO_MANY_REQUESTS', 'You have exceeded the limit of requests'),
      serverError: (c) => sendZohoError(c, 500, 'INTERNAL_ERROR', 'Internal Server Error'),
      expireToken(c) {
        tokens.revoke(readToken(c) ?? '');
        return sendInvalidToken(c);
      },
    }),
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: (c) => sendZohoError(c, 413, 'INVALID_DATA', 'the body is too large'),
    }),
    async (c, next) => {
      const token = readToken(c);
      if (token === undefined) return sendZohoError(c, 401, 'AUTHENTICATION_FAILURE', 'Authentication failed');
      return tokens.isValid(token) ? next() : sendInvalidToken(c);
    },
  );
  app.use('/:module/*', async (c, next) =>
    pathModules.includes(c.req.param('module'))
      ? next()
      : sendZohoError(c, 400, 'INVALID_MODULE', 'the module name given seems to be invalid'),
  );
  app.route('/', writeRoutes(store, candidateStatuses));
  app.route('/', readRoutes(store));
  app.all('*', async (c) =>
    sendZohoError(c, 404, 'INVALID_URL_PATTERN', 'Please check if the URL trying to access is a correct one'),
  );
  return app;
}

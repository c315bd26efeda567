import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Faults } from '../faults/faults.ts';
import { faulty } from '../faults/faulty.ts';
import type { AccessTokens, ZohoOptions } from './access-tokens.ts';
import { readRoutes } from './read-routes.ts';
import { writeRoutes } from './write-routes.ts';
import { invalidToken, refuse } from './zoho-answers.ts';
import { modules, type ZohoBooks } from './zoho-books.ts';

const maxBodyBytes = 2 * 1024 * 1024;
const tokenOf = (header: string | undefined) => /^Zoho-oauthtoken\s+(\S+)$/.exec(header ?? '')?.[1];
const known: readonly string[] = [...modules, 'Notes'];
type Surroundings = { books: ZohoBooks; tokens: AccessTokens; faults: Faults };

/** Zoho Recruit's `/recruit/v2`, with tokens of its accounts server. */
export function recruitApi({ books, tokens, faults }: Surroundings, { candidateStatuses }: ZohoOptions) {
  const app = new Hono();
  app.use(
    faulty(faults, 'zoho', {
      tooManyRequests: (c) => refuse(c, 429, 'TOO_MANY_REQUESTS', 'You have exceeded the limit of requests'),
      serverError: (c) => refuse(c, 500, 'INTERNAL_ERROR', 'Internal Server Error'),
      expireToken(c) {
        tokens.revoke(tokenOf(c.req.header('authorization')) ?? '');
        return invalidToken(c);
      },
    }),
    bodyLimit({ maxSize: maxBodyBytes, onError: (c) => refuse(c, 413, 'INVALID_DATA', 'the body is too large') }),
    async (c, next) => {
      const token = tokenOf(c.req.header('authorization'));
      if (token === undefined) return refuse(c, 401, 'AUTHENTICATION_FAILURE', 'Authentication failed');
      return tokens.isGood(token) ? next() : invalidToken(c);
    },
  );
  app.use('/:module/*', async (c, next) =>
    known.includes(c.req.param('module'))
      ? next()
      : refuse(c, 400, 'INVALID_MODULE', 'the module name given seems to be invalid'),
  );
  app.route('/', writeRoutes(books, candidateStatuses));
  app.route('/', readRoutes(books));
  app.all('*', async (c) =>
    refuse(c, 404, 'INVALID_URL_PATTERN', 'Please check if the URL trying to access is a correct one'),
  );
  return app;
}

import { expect, it } from 'vitest';
import { ZodError } from 'zod';
import { readSettings } from './settings.ts';

it('needs no settings', () => {
  expect(readSettings({})).toEqual({
    port: 4700,
    host: '127.0.0.1',
    dataDir: '.data/vendor-sandbox',
    seed: 1,
    candidates: 0,
    limits: { herp: {}, zoho: {}, hubspot: {} },
  });
});

it('reads the limits and credentials of each vendor', () => {
  const settings = readSettings({
    HERP_API_KEYS: 'a, b',
    HERP_RATE_LIMIT: 'off',
    HUBSPOT_RATE_LIMIT: '10',
    HUBSPOT_CONTACT_PROPERTIES: 'goen_case_id',
    ZOHO_CLIENT_ID: 'id',
    ZOHO_CLIENT_SECRET: 'secret',
    ZOHO_REFRESH_TOKEN: 'refresh',
    ZOHO_TOKEN_LIFETIME_MS: '60000',
  });
  expect(settings.limits).toEqual({
    herp: { apiKeys: ['a', 'b'], requestsPerMinute: null },
    zoho: { client: { id: 'id', secret: 'secret', refreshToken: 'refresh' }, tokenLifetimeMs: 60_000 },
    hubspot: { requestsPerTenSeconds: 10, contactProperties: ['goen_case_id'] },
  });
});

it.each([{ PORT: '70000' }, { CANDIDATES: '-1' }, { HERP_RATE_LIMIT: 'fast' }])('refuses %o', (env) => {
  expect(() => readSettings(env)).toThrow(ZodError);
});

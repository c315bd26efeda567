import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { chooseMailProviders } from './mail-providers.ts';
import { defaultPorts } from './ports.ts';
import { loadSecrets } from './secrets.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'goen-providers-'));
afterAll(() => rmSync(dataDir, { recursive: true }));
const local = { dataDir, ports: defaultPorts, secrets: loadSecrets(dataDir) };

it('uses the sandbox for all providers', () => {
  const { sandbox, mail } = chooseMailProviders({ LOG_LEVEL: 'info' }, local);
  expect(sandbox).toMatchObject({
    PORT: '4003',
    SMTP_PORT: '4025',
    RESEND_WEBHOOK_URL: 'http://127.0.0.1:4007/hooks/resend',
  });
  expect(mail).toMatchObject({
    RESEND_BASE_URL: 'http://127.0.0.1:4003',
    SENDGRID_BASE_URL: 'http://127.0.0.1:4003',
    HUBSPOT_BASE_URL: 'http://127.0.0.1:4003',
    SMTP_URL: 'smtp://127.0.0.1:4025',
    RESEND_WEBHOOK_SECRET: sandbox?.RESEND_WEBHOOK_SECRET,
    HUBSPOT_CLIENT_SECRET: sandbox?.HUBSPOT_CLIENT_SECRET,
  });
});

it.each(['RESEND_API_KEY', 'SENDGRID_API_KEY', 'HUBSPOT_ACCESS_TOKEN', 'SMTP_URL'])(
  'with %s uses only the providers in the environment',
  (name) => {
    const settings = { [name]: 'value', HUBSPOT_EMAIL_ID: '7' };
    expect(chooseMailProviders({ ...settings, LOG_LEVEL: 'info' }, local)).toEqual({ sandbox: null, mail: settings });
  },
);

import { ConfigError } from '@goen/service-kit';
import { expect, it } from 'vitest';
import { readMailConfig } from './config.ts';

const env = {
  MAIL_DATABASE_URL: 'postgres://app@127.0.0.1/mail',
  MAIL_SERVICE_TOKENS: 'gateway=a-token-of-the-gateway,worker=a-token-of-the-worker',
  PUBLIC_URL: 'https://goen.example.jp',
  MAIL_BODY_KEY: Buffer.alloc(32).toString('base64'),
  PERSON_HASH_KEY: 'a-key-of-the-tests',
  RESEND_API_KEY: 're_test',
};

it('has defaults for everything but secrets', () => {
  expect(readMailConfig(env)).toMatchObject({
    retention: { bodyDays: 30, eventDays: 400, messageDays: 1_096 },
    providers: { resend: { baseUrl: 'https://api.resend.com', requestsPerSecond: 10 }, sendgrid: null, smtp: null },
  });
});

it('requires at least one provider with complete settings', () => {
  const { RESEND_API_KEY: _key, ...none } = env;
  expect(() => readMailConfig(none)).toThrow(/at least one of/);
  expect(readMailConfig({ ...none, SMTP_URL: 'smtp://127.0.0.1:25' }).providers.smtp).toMatchObject({
    url: 'smtp://127.0.0.1:25',
  });
  expect(() => readMailConfig({ ...env, HUBSPOT_ACCESS_TOKEN: 'pat' })).toThrow(/HUBSPOT_EMAIL_ID/);
});

it('refuses a body key of the wrong length', () => {
  const short = { ...env, MAIL_BODY_KEY: Buffer.alloc(16).toString('base64') };
  expect(() => readMailConfig(short)).toThrow(ConfigError);
  expect(() => readMailConfig(short)).toThrow(/MAIL_BODY_KEY: must be 32 bytes/);
});

it.each([
  ['http://127.0.0.1:4000', { RESEND_API_KEY: 're_real' }],
  ['http://goen.example.jp', { RESEND_API_KEY: 're_real' }],
  ['https://localhost', { SENDGRID_API_KEY: 'SG.real' }],
  ['https://10.0.0.5', { HUBSPOT_ACCESS_TOKEN: 'pat', HUBSPOT_EMAIL_ID: '1' }],
  ['https://goen.internal', { SMTP_URL: 'smtp://mail.example.jp:25' }],
  ['https://goen', { SMTP_URL: 'smtp://mail.example.jp:25' }],
])('refuses links to %s in mails that a real provider sends', (PUBLIC_URL, provider) => {
  const { RESEND_API_KEY: _key, ...none } = env;
  expect(() => readMailConfig({ ...none, ...provider, PUBLIC_URL })).toThrow(/PUBLIC_URL: must be a public https/);
});

it.each([
  { RESEND_API_KEY: 're_local', RESEND_BASE_URL: 'http://127.0.0.1:4003' },
  { SMTP_URL: 'smtp://localhost:4025' },
])('allows links to this machine while mail goes to a local inbox: %o', (provider) => {
  const { RESEND_API_KEY: _key, ...none } = env;
  const PUBLIC_URL = 'http://127.0.0.1:4000';
  expect(readMailConfig({ ...none, ...provider, PUBLIC_URL }).hooks.publicUrl).toBe('http://127.0.0.1:4007');
});

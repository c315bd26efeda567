import { expect, it } from 'vitest';
import { readSettings } from './settings.ts';

it('uses the defaults when nothing is set', () => {
  expect(readSettings({})).toEqual({
    port: 4600,
    host: '127.0.0.1',
    dataDir: '.data/mail-sandbox',
    rateLimitPerSecond: 10,
    autoDeliver: false,
    domains: [],
    webhooks: {},
  });
});

it('reads every setting', () => {
  const env = {
    SMTP_PORT: '4025',
    SMTP_USER: 'u',
    SMTP_PASSWORD: 'p',
    RATE_LIMIT: 'off',
    RESEND_WEBHOOK_URL: 'http://a.example/r',
    RESEND_WEBHOOK_SECRET: 'whsec_x',
    SENDGRID_WEBHOOK_URL: 'http://a.example/s',
    HUBSPOT_WEBHOOK_URL: 'http://a.example/h',
    HUBSPOT_CLIENT_SECRET: 'c',
    AUTO_DELIVER: 'true',
    RANDOM_EVENTS: '{"bounce":0.1}',
    DOMAINS: 'a.example, b.example',
  };
  expect(readSettings(env)).toMatchObject({
    smtpPort: 4025,
    smtpCredentials: { user: 'u', password: 'p' },
    rateLimitPerSecond: null,
    autoDeliver: true,
    randomEvents: { bounce: 0.1 },
    domains: ['a.example', 'b.example'],
    webhooks: {
      resend: { url: 'http://a.example/r', secret: 'whsec_x' },
      sendgrid: { url: 'http://a.example/s' },
      hubspot: { url: 'http://a.example/h', clientSecret: 'c' },
    },
  });
});

it.each([{ RANDOM_EVENTS: '{' }, { RANDOM_EVENTS: '{"bounce":2}' }, { SMTP_PORT: 'x' }, { RATE_LIMIT: '0' }])(
  'rejects %j',
  (env) => {
    expect(() => readSettings(env)).toThrow(Object.keys(env)[0]);
  },
);

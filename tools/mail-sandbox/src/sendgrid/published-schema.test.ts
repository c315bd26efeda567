import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf, readDescription, vendorSpecs } from '../testing/published-description.ts';
import { type TestSandbox, testSandbox } from '../testing/test-sandbox.ts';

describe.skipIf(!vendorSpecs)("answers have the shapes of SendGrid's own description", () => {
  const mail = vendorSpecs ? readDescription('sendgrid-mail-v3.json') : null;
  const suppressions = vendorSpecs ? readDescription('sendgrid-suppressions-v3.json') : null;
  const body = {
    personalizations: [{ to: [{ email: 'a@example.com' }], custom_args: { message_id: 'm-1' } }],
    from: { email: 'b@example.com', name: 'b' },
    subject: 's',
    content: [
      { type: 'text/plain', value: 't' },
      { type: 'text/html', value: 'h' },
    ],
    tracking_settings: { click_tracking: { enable: false } },
  };
  let sandbox: TestSandbox;
  const json = async (method: string, path: string, sent?: unknown) => (await sandbox.call(method, path, sent)).json();
  beforeAll(async () => {
    sandbox = await testSandbox();
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  it('POST /v3/mail/send takes what the description lets be sent', async () => {
    const request = '/components/requestBodies/PostMailSend/content/application~1json/schema';
    expect(mail?.faults(request, body)).toEqual([]);
    const answer = await sandbox.call('POST', '/v3/mail/send', body);
    expect([answer.status, await answer.text()]).toEqual([202, '']);
  });

  it('errors', async () => {
    // Described as an object, answered by SendGrid as null or a link.
    const isHelp = (fault: unknown) => (fault as { instancePath?: string }).instancePath?.endsWith('/help');
    for (const wrong of [{ ...body, from: undefined }, { ...body, content: [] }, 'no JSON']) {
      const faults = mail?.faults('/components/schemas/ErrorResponse', await json('POST', '/v3/mail/send', wrong));
      expect(faults?.filter((fault) => !isHelp(fault))).toEqual([]);
    }
  });

  it('global suppressions', async () => {
    const path = '/v3/asm/suppressions/global';
    const added = await json('POST', path, { recipient_emails: ['c@example.com'] });
    expect(suppressions?.faults(answerOf(path, 'post', 201), added)).toEqual([]);
    const read = await json('GET', `${path}/c@example.com`);
    expect(suppressions?.faults(answerOf(`${path}/{email}`, 'get', 200), read)).toEqual([]);
    const all = await json('GET', '/v3/suppression/unsubscribes');
    expect(suppressions?.faults(answerOf('/v3/suppression/unsubscribes', 'get', 200), all)).toEqual([]);
  });

  it.each([
    ['bounces', 'bounced'],
    ['spam_reports', 'complained'],
  ])('%s', async (list, type) => {
    const email = `${type}@example.com`;
    await sandbox.call('POST', '/v3/mail/send', { ...body, personalizations: [{ to: [{ email }] }] });
    const [stored] = await sandbox.inbox(`?to=${email}`);
    await sandbox.call('POST', '/sandbox/webhooks', { mailId: stored?.id, type });
    const all = await json('GET', `/v3/suppression/${list}`);
    expect(all).toMatchObject([{ email }]);
    expect(suppressions?.faults(answerOf(`/v3/suppression/${list}`, 'get', 200), all)).toEqual([]);
    const one = await json('GET', `/v3/suppression/${list}/${email}`);
    expect(suppressions?.faults(answerOf(`/v3/suppression/${list}/{email}`, 'get', 200), one)).toEqual([]);
    expect((await sandbox.call('DELETE', `/v3/suppression/${list}/${email}`)).status).toBe(204);
    expect(await json('GET', `/v3/suppression/${list}`)).toEqual([]);
  });
});

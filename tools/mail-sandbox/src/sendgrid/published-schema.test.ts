import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPublishedSchema, toResponsePointer, vendorSpecs } from '../testing/published-schema.ts';
import { startTestSandbox, type TestSandbox } from '../testing/test-sandbox.ts';

describe.skipIf(!vendorSpecs)('answers match the schemas that SendGrid publishes', () => {
  const mailSchema = vendorSpecs ? loadPublishedSchema('sendgrid-mail-v3.json') : null;
  const suppressionSchema = vendorSpecs ? loadPublishedSchema('sendgrid-suppressions-v3.json') : null;
  const findSuppressionMismatches = (path: string, method: string, status: number, value: unknown) =>
    suppressionSchema?.findMismatches(toResponsePointer(path, method, status), value);
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
  const callJson = async (method: string, path: string, requestBody?: unknown) =>
    (await sandbox.call(method, path, requestBody)).json();
  beforeAll(async () => {
    sandbox = await startTestSandbox();
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  it('POST /v3/mail/send accepts a request that the schema allows', async () => {
    const requestPointer = '/components/requestBodies/PostMailSend/content/application~1json/schema';
    expect(mailSchema?.findMismatches(requestPointer, body)).toEqual([]);
    const answer = await sandbox.call('POST', '/v3/mail/send', body);
    expect([answer.status, await answer.text()]).toEqual([202, '']);
  });

  it('errors', async () => {
    // The schema says an object; SendGrid answers null or a link.
    const isAboutHelp = (error: unknown) => (error as { instancePath?: string }).instancePath?.endsWith('/help');
    for (const invalid of [{ ...body, from: undefined }, { ...body, content: [] }, 'not JSON']) {
      const answer = await callJson('POST', '/v3/mail/send', invalid);
      const mismatches = mailSchema?.findMismatches('/components/schemas/ErrorResponse', answer);
      expect(mismatches?.filter((error) => !isAboutHelp(error))).toEqual([]);
    }
  });

  it('global suppressions', async () => {
    const path = '/v3/asm/suppressions/global';
    const added = await callJson('POST', path, { recipient_emails: ['c@example.com'] });
    expect(findSuppressionMismatches(path, 'post', 201, added)).toEqual([]);
    const suppression = await callJson('GET', `${path}/c@example.com`);
    expect(findSuppressionMismatches(`${path}/{email}`, 'get', 200, suppression)).toEqual([]);
    const unsubscribes = await callJson('GET', '/v3/suppression/unsubscribes');
    expect(findSuppressionMismatches('/v3/suppression/unsubscribes', 'get', 200, unsubscribes)).toEqual([]);
  });

  it.each([
    ['bounces', 'bounced'],
    ['spam_reports', 'complained'],
  ])('%s', async (listName, type) => {
    const path = `/v3/suppression/${listName}`;
    const email = `${type}@example.com`;
    await sandbox.call('POST', '/v3/mail/send', { ...body, personalizations: [{ to: [{ email }] }] });
    const [stored] = await sandbox.inbox(`?to=${email}`);
    await sandbox.call('POST', '/sandbox/webhooks', { mailId: stored?.id, type });
    const list = await callJson('GET', path);
    expect(list).toMatchObject([{ email }]);
    expect(findSuppressionMismatches(path, 'get', 200, list)).toEqual([]);
    const entry = await callJson('GET', `${path}/${email}`);
    expect(findSuppressionMismatches(`${path}/{email}`, 'get', 200, entry)).toEqual([]);
    expect((await sandbox.call('DELETE', `${path}/${email}`)).status).toBe(204);
    expect(await callJson('GET', path)).toEqual([]);
  });
});

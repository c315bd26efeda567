import { Resend } from 'resend';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPublishedSchema, type PublishedSchema, vendorSpecs } from '../testing/published-schema.ts';
import { startTestSandbox, type TestSandbox } from '../testing/test-sandbox.ts';
import { webhookEvents } from '../webhooks/delivery.ts';
import { toResendEvent } from '../webhooks/resend-webhook.ts';

describe.skipIf(!vendorSpecs)('answers match the schemas that Resend publishes', () => {
  let schema: PublishedSchema;
  let sandbox: TestSandbox;
  let resend: Resend;
  const findMismatches = (name: string, value: unknown, tolerated?: readonly string[]) =>
    schema.findMismatches(`/components/schemas/${name}`, value, tolerated);
  const mail = { from: 'a <a@example.com>', to: 'b@example.com', subject: 's', html: '<p>h</p>', text: 't' };
  /** Documented and answered by Resend, but missing in its schema. */
  const tolerated = ['tags', 'scheduled_at'];

  beforeAll(async () => {
    schema = loadPublishedSchema('resend.yaml');
    sandbox = await startTestSandbox();
    resend = new Resend('re_test', { baseUrl: sandbox.url });
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  it('POST /emails', async () => {
    expect(findMismatches('SendEmailRequest', mail)).toEqual([]);
    expect(findMismatches('SendEmailResponse', (await resend.emails.send(mail)).data)).toEqual([]);
  });

  it('POST /emails/batch', async () => {
    const batch = await resend.batch.send([mail, mail]);
    expect(findMismatches('CreateBatchEmailsResponse', batch.data)).toEqual([]);
  });

  it('GET /emails and GET /emails/{id}', async () => {
    const { data } = await resend.emails.send(mail);
    expect(findMismatches('Email', (await resend.emails.get(data?.id ?? '')).data, tolerated)).toEqual([]);
    const list = await resend.emails.list({ limit: 2 });
    expect(findMismatches('ListEmailsResponse', list.data)).toEqual([]);
    for (const item of list.data?.data ?? []) expect(findMismatches('Email', item, tolerated)).toEqual([]);
  });

  it('/domains', async () => {
    await resend.emails.send(mail);
    const created = await resend.domains.create({ name: 'c.example' });
    expect(findMismatches('CreateDomainResponse', created.data)).toEqual([]);
    const list = await resend.domains.list();
    expect(findMismatches('ListDomainsResponse', list.data)).toEqual([]);
    for (const item of list.data?.data ?? []) expect(findMismatches('ListDomainsItem', item)).toEqual([]);
    const domain = await resend.domains.get(list.data?.data[0]?.id ?? '');
    expect(findMismatches('Domain', domain.data)).toEqual([]);
    for (const record of domain.data?.records ?? []) expect(findMismatches('DomainRecord', record)).toEqual([]);
    const verification = await resend.domains.verify(domain.data?.id ?? '');
    expect(findMismatches('VerifyDomainResponse', verification.data)).toEqual([]);
  });

  it('/suppressions', async () => {
    const email = 'c@example.com';
    const callJson = async (method: string, path: string, body?: unknown) =>
      (await sandbox.call(method, path, body)).json();
    const created = await callJson('POST', '/suppressions', { email });
    expect(findMismatches('CreateSuppressionResponseSuccess', created)).toEqual([]);
    const list = await callJson('GET', '/suppressions');
    expect(findMismatches('ListSuppressionsResponseSuccess', list)).toEqual([]);
    const suppression = await callJson('GET', `/suppressions/${email}`);
    expect(findMismatches('GetSuppressionResponseSuccess', suppression)).toEqual([]);
    const removed = await callJson('DELETE', `/suppressions/${email}`);
    expect(findMismatches('RemoveSuppressionResponseSuccess', removed)).toEqual([]);
  });

  it.each(webhookEvents)('the webhook email.%s', async (event) => {
    await resend.emails.send({ ...mail, tags: [{ name: 'a', value: 'b' }], headers: { 'X-A': 'b' } });
    const [stored] = await sandbox.inbox();
    if (!stored) throw new Error('The mail is not in the inbox.');
    const payload = toResendEvent({
      id: 'd-1',
      provider: 'resend',
      mail: stored,
      event,
      bounce: 'Permanent',
      suppressedBy: 'complaint',
      occurredAt: new Date().toISOString(),
      attempts: [],
      state: 'waiting',
    });
    const schemaName = `Email${event.charAt(0).toUpperCase()}${event.slice(1)}Event`;
    expect(findMismatches(schemaName, payload)).toEqual([]);
  });
});

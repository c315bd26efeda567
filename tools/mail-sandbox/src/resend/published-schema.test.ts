import { Resend } from 'resend';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Description, readDescription, vendorSpecs } from '../testing/published-description.ts';
import { type TestSandbox, testSandbox } from '../testing/test-sandbox.ts';
import { noticeEvents } from '../webhooks/notice.ts';
import { resendEvent } from '../webhooks/resend-webhook.ts';

describe.skipIf(!vendorSpecs)("answers have the shapes of Resend's own description", () => {
  let description: Description;
  let sandbox: TestSandbox;
  let resend: Resend;
  const faults = (name: string, answer: unknown, undescribed?: readonly string[]) =>
    description.faults(`/components/schemas/${name}`, answer, undescribed);
  const mail = { from: 'a <a@example.com>', to: 'b@example.com', subject: 's', html: '<p>h</p>', text: 't' };
  /** Documented and answered by Resend, but not in its description yet. */
  const undescribed = ['tags', 'scheduled_at'];

  beforeAll(async () => {
    description = readDescription('resend.yaml');
    sandbox = await testSandbox();
    resend = new Resend('re_test', { baseUrl: sandbox.url });
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  it('POST /emails', async () => {
    expect(faults('SendEmailRequest', mail)).toEqual([]);
    expect(faults('SendEmailResponse', (await resend.emails.send(mail)).data)).toEqual([]);
  });

  it('POST /emails/batch', async () => {
    expect(faults('CreateBatchEmailsResponse', (await resend.batch.send([mail, mail])).data)).toEqual([]);
  });

  it('GET /emails and GET /emails/{id}', async () => {
    const { data } = await resend.emails.send(mail);
    expect(faults('Email', (await resend.emails.get(data?.id ?? '')).data, undescribed)).toEqual([]);
    const list = await resend.emails.list({ limit: 2 });
    expect(faults('ListEmailsResponse', list.data)).toEqual([]);
    for (const item of list.data?.data ?? []) expect(faults('Email', item, undescribed)).toEqual([]);
  });

  it('/domains', async () => {
    await resend.emails.send(mail);
    expect(faults('CreateDomainResponse', (await resend.domains.create({ name: 'c.example' })).data)).toEqual([]);
    const list = await resend.domains.list();
    expect(faults('ListDomainsResponse', list.data)).toEqual([]);
    for (const item of list.data?.data ?? []) expect(faults('ListDomainsItem', item)).toEqual([]);
    const got = await resend.domains.get(list.data?.data[0]?.id ?? '');
    expect(faults('Domain', got.data)).toEqual([]);
    for (const record of got.data?.records ?? []) expect(faults('DomainRecord', record)).toEqual([]);
    expect(faults('VerifyDomainResponse', (await resend.domains.verify(got.data?.id ?? '')).data)).toEqual([]);
  });

  it('/suppressions', async () => {
    const json = async (method: string, path: string, body?: unknown) =>
      (await sandbox.call(method, path, body)).json();
    const email = 'c@example.com';
    expect(faults('CreateSuppressionResponseSuccess', await json('POST', '/suppressions', { email }))).toEqual([]);
    expect(faults('ListSuppressionsResponseSuccess', await json('GET', '/suppressions'))).toEqual([]);
    expect(faults('GetSuppressionResponseSuccess', await json('GET', `/suppressions/${email}`))).toEqual([]);
    expect(faults('RemoveSuppressionResponseSuccess', await json('DELETE', `/suppressions/${email}`))).toEqual([]);
  });

  it.each(noticeEvents)('the webhook email.%s', async (event) => {
    await resend.emails.send({ ...mail, tags: [{ name: 'a', value: 'b' }], headers: { 'X-A': 'b' } });
    const [stored] = await sandbox.inbox();
    if (!stored) throw new Error('No mail came.');
    const at = new Date().toISOString();
    const bounce = 'Permanent' as const;
    const notice = {
      id: 'n',
      provider: 'resend' as const,
      mail: stored,
      event,
      bounce,
      suppressedBy: 'complaint' as const,
      at,
      attempts: [],
      state: 'waiting' as const,
    };
    const name = `Email${event.charAt(0).toUpperCase()}${event.slice(1)}Event`;
    expect(faults(name, resendEvent(notice))).toEqual([]);
  });
});

import { Resend } from 'resend';
import { expect, it } from 'vitest';
import { startTestSandbox } from '../testing/test-sandbox.ts';

const mail = { from: 'a <jobs@midori.example>', to: 'taro@example.com', subject: 's', text: 't' };
const toDomainStatus = (status: string) => ({ provider: 'resend', name: 'midori.example', status });

it('lists configured domains and domains of sent mails as verified, with DNS records', async () => {
  await using sandbox = await startTestSandbox({ domains: ['hinode.example'] });
  const resend = new Resend('re_test', { baseUrl: sandbox.url });
  await resend.emails.send(mail);
  const list = await resend.domains.list();
  expect(list.data?.data.map(({ name, status }) => [name, status])).toEqual([
    ['midori.example', 'verified'],
    ['hinode.example', 'verified'],
  ]);
  const domainDetails = await resend.domains.get(list.data?.data[0]?.id ?? '');
  expect(domainDetails.data?.records.map(({ record, type, status }) => [record, type, status])).toEqual([
    ['SPF', 'MX', 'verified'],
    ['SPF', 'TXT', 'verified'],
    ['DKIM', 'TXT', 'verified'],
  ]);
  expect((await resend.domains.get('none')).error).toMatchObject({ name: 'not_found' });
});

it('rejects single and batched mail from a domain until it is verified', async () => {
  await using sandbox = await startTestSandbox();
  await sandbox.call('POST', '/sandbox/domains', toDomainStatus('pending'));
  await sandbox.restart();
  const error = { name: 'validation_error', statusCode: 403, message: expect.stringContaining('midori.example') };
  const resend = new Resend('re_test', { baseUrl: sandbox.url });
  expect((await resend.emails.send(mail)).error).toMatchObject(error);
  expect((await resend.batch.send([{ ...mail, from: 'b@hinode.example' }, mail])).error).toMatchObject(error);
  const [unverified] = (await resend.domains.list()).data?.data ?? [];
  expect(unverified).toMatchObject({ status: 'pending' });
  await resend.domains.verify(unverified?.id ?? '');
  expect((await resend.emails.send(mail)).error).toBeNull();
  expect(await sandbox.inbox()).toHaveLength(1);
});

it('adds a domain', async () => {
  await using sandbox = await startTestSandbox();
  const resend = new Resend('re_test', { baseUrl: sandbox.url });
  const added = await resend.domains.create({ name: 'midori.example' });
  expect(added.data).toMatchObject({ name: 'midori.example', status: 'verified' });
  expect((await resend.domains.create({ name: 'not a domain' })).error).toMatchObject({ name: 'validation_error' });
});

it('adds, reads and removes suppressions, and suppresses mail to them', async () => {
  await using sandbox = await startTestSandbox();
  const added = await sandbox.call('POST', '/suppressions', { email: 'Taro@example.com' });
  const { id } = (await added.json()) as { id: string };
  expect(added.status).toBe(201);
  for (const idOrEmail of [id, 'taro@example.com']) {
    expect(await (await sandbox.call('GET', `/suppressions/${idOrEmail}`)).json()).toMatchObject({
      id,
      origin: 'manual',
    });
  }
  await sandbox.call('POST', '/emails', mail);
  expect(await sandbox.inbox()).toMatchObject([{ last_event: 'suppressed' }]);
  expect(await (await sandbox.call('GET', '/suppressions')).json()).toMatchObject({
    data: [{ email: 'taro@example.com' }],
  });
  expect(await (await sandbox.call('DELETE', `/suppressions/${id}`)).json()).toMatchObject({ deleted: true });
  await sandbox.restart();
  expect((await sandbox.call('GET', `/suppressions/${id}`)).status).toBe(404);
});

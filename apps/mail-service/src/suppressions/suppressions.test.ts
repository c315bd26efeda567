import { personHash } from '@goen/service-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { companyA, companyB, type MailFixture, messageTo, startMailFixture } from '../testing/mail-fixture.ts';

let fixture: MailFixture;
beforeAll(async () => {
  fixture = await startMailFixture();
});
afterAll(() => fixture.close());

type Page = { items: { id: string; person_hash: string; reason: string; source: string }[]; next: string | null };
const list = async (company: string, query = '') =>
  (await (await fixture.get(`/suppressions?company=${company}${query}`)).json()) as Page;
const importAll = async (company: string, emails: string[]) =>
  (await fixture.post('/suppressions/imports', { company, emails })).json();
const hash = (email: string) => personHash(email, fixture.env.PERSON_HASH_KEY ?? '');

it('an imported list stops the regulated mails of its company', async () => {
  const emails = ['One@example.com', 'one@example.com', 'two@example.com'];
  expect(await importAll(companyA, emails)).toEqual({ added: 2, known: 1 });
  expect(await importAll(companyA, emails)).toEqual({ added: 0, known: 3 });
  expect(await fixture.send(messageTo('one@example.com'))).toMatchObject({ reason: 'suppressed' });
  expect(await fixture.send(messageTo('one@example.com', { kind: 'rejection' }))).toMatchObject({ status: 'sent' });
  expect(await fixture.send(messageTo('two@example.com', { company: companyB }))).toMatchObject({ status: 'sent' });
});

it('are listed page by page as hashes, per company', async () => {
  const first = await list(companyA, '&limit=1');
  const second = await list(companyA, `&limit=1&cursor=${first.next}`);
  const items = [...first.items, ...second.items];
  expect(second.next).toBeNull();
  expect(items.map((item) => item.person_hash).sort()).toEqual(['one@example.com', 'two@example.com'].map(hash).sort());
  expect(items[0]).toMatchObject({ reason: 'unsubscribed', source: 'import' });
  expect(await list(companyB)).toEqual({ items: [], next: null });
});

it.each(['garbage', '', '-1', 'x'.repeat(500)])('refuse the cursor %j with 400 invalid_cursor', async (cursor) => {
  for (const path of [`/suppressions?company=${companyA}`, `/wordings?company=${companyA}`]) {
    const answer = await fixture.get(`${path}&cursor=${cursor}`);
    const { code } = (await answer.json()) as { code: string };
    expect([path, answer.status, code]).toEqual([path, 400, 'invalid_cursor']);
  }
});

it('are removed with a recorded reason; a company cannot remove what applies to the whole platform', async () => {
  const remove = (company: string, email: string) =>
    fixture.post('/suppressions/removals', { company, email, because: 'asked by phone', removedBy: 'API key console' });
  expect((await remove(companyB, 'one@example.com')).status).toBe(404);
  expect((await remove(companyA, 'ONE@example.com')).status).toBe(204);
  expect((await remove(companyA, 'one@example.com')).status).toBe(404);
  expect(await fixture.send(messageTo('one@example.com'))).toMatchObject({ status: 'sent' });
  expect(await fixture.sql('select person_hash, reason, removed_by, removed_because from suppression_removal')).toEqual(
    [
      {
        person_hash: hash('one@example.com'),
        reason: 'unsubscribed',
        removed_by: 'API key console',
        removed_because: 'asked by phone',
      },
    ],
  );
  await fixture.post('/suppressions', {
    company: companyA,
    email: 'gone@example.com',
    scope: 'all',
    reason: 'bounced',
  });
  expect((await remove(companyA, 'gone@example.com')).status).toBe(404);
});

it("the provider's own list is synced at startup", async () => {
  const added = await fetch(`${fixture.env.RESEND_BASE_URL}/suppressions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${fixture.env.RESEND_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'theirs@example.com' }),
  });
  expect(added.ok).toBe(true);
  await fixture.restartService();
  await expect
    .poll(() =>
      fixture.sql('select scope, reason, source from suppression where person_hash = ?', [hash('theirs@example.com')]),
    )
    .toEqual([{ scope: 'all', reason: 'bounced', source: 'provider' }]);
});

it.each([
  ['unsubscribed', 'regulated', 204, 'sent'],
  ['erased', 'regulated', 204, 'sent'],
  ['unsubscribed', 'all', 422, 'sent'],
  ['erased', 'all', 422, 'sent'],
  ['bounced', 'all', 204, 'skipped'],
  ['complained', 'all', 204, 'skipped'],
])(
  'an address that %s (%s) at one company: %d, and a mail of another company is %s',
  async (reason, scope, status, outcome) => {
    const email = `${reason}-${scope}@example.com`;
    const answer = await fixture.post('/suppressions', { company: companyA, email, scope, reason });
    expect(answer.status).toBe(status);
    expect(await fixture.send(messageTo(email, { company: companyB }))).toMatchObject({ status: outcome });
  },
);

import { randomUUID } from 'node:crypto';
import { openConsole, withCompany } from '@goen/case-store';
import { loadCase, refreshProjection } from '@goen/cases';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { row, useQueue } from '../../testing/queue-fixture.ts';
import { checkApprovals, findCompaniesWithApprovals } from './check-approvals.ts';

const queue = useQueue();
const { setApproval, report, list, decide } = queue;

test('an approval names the very mail: a repeat is known, a changed recipient or sender needs a new one', async () => {
  const { case_id: id } = await report();
  const readDigests = async () =>
    (
      await queue.gateway.rows<{ digest: string }>(
        `select data ->> 'digest' as digest from fact where case_id = ? and kind = 'mail.approved' order by seq`,
        [id],
      )
    ).map(({ digest }) => digest);
  const approve = async () => (await decide([row(id, 'approve')]))[0];
  expect([await approve(), await approve()]).toMatchObject([{ changed: true }, { changed: false }]);
  await queue.gateway.rows(
    'update candidate set email = ? where id = (select candidate_id from follow_up_case where id = ?)',
    ['atarashii@example.jp', id],
  );
  expect(await approve()).toMatchObject({ changed: true, state: 'approved' });
  const digests = await readDigests();
  expect(digests.map((digest) => digest.length)).toEqual([64, 64]);
  expect(new Set(digests).size).toBe(2);
});

test('an approved edit is not replaced when invitations are switched off: the plain mail waits, also if automatic', async () => {
  await setApproval('automatic');
  const { case_id: id } = await report();
  const wording = { subject: 'Your application', body: '{{addressee}} [page]({{pageUrl}})' };
  await decide([row(id, 'approve', { wording })]);
  await queue.gateway.rows(`update company set settings = settings || '{"invitesWithRejection": false}' where id = ?`, [
    queue.gateway.hinode.id,
  ]);
  try {
    await withCompany(queue.gateway.orm, queue.gateway.hinode.id, async (em) => {
      const loaded = await loadCase(em, id);
      if (loaded) await refreshProjection(em, loaded, queue.gateway.clock.now.getTime());
    });
    expect((await list('?state=awaiting')).items).toMatchObject([
      { case_id: id, kind: 'rejection', approval: 'awaiting' },
    ]);
    expect(await list('?state=scheduled')).toMatchObject({ items: [] });
  } finally {
    await queue.gateway.rows(
      `update company set settings = settings || '{"invitesWithRejection": true}' where id = ?`,
      [queue.gateway.hinode.id],
    );
  }
});

const change = {
  'a name': (id: string) =>
    queue.gateway.rows(
      `update candidate set family_name = '鈴木', full_name = '鈴木 一郎'
       where id = (select candidate_id from follow_up_case where id = ?)`,
      [id],
    ),
  'an address': (id: string) =>
    queue.gateway.rows(
      `update candidate set email = 'betsu@example.jp'
       where id = (select candidate_id from follow_up_case where id = ?)`,
      [id],
    ),
  'the sender': () =>
    queue.gateway.rows(
      `update company set settings = jsonb_set(settings, '{sender,name}', '"新しい社名"') where id = ?`,
      [queue.gateway.hinode.id],
    ),
  'the language': () =>
    queue.gateway.rows(`update company set settings = settings || '{"locale": "en"}' where id = ?`, [
      queue.gateway.hinode.id,
    ]),
  'the kind of mail': () =>
    queue.gateway.rows(`update company set settings = settings || '{"invitesWithRejection": false}' where id = ?`, [
      queue.gateway.hinode.id,
    ]),
  async 'the wording'() {
    const body = `{{addressee}} ${randomUUID()} [ページ]({{pageUrl}})`;
    const answer = await queue.app.request('/v1/wordings', {
      method: 'PUT',
      headers: { authorization: `Bearer ${queue.gateway.hinode.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        kind: 'rejection_relay',
        locale: 'ja',
        stage: null,
        job_category: null,
        subject: '結果',
        body,
      }),
    });
    if (!answer.ok) throw new Error(await answer.text());
  },
} satisfies Record<string, (id: string) => Promise<unknown>>;

const check = () => checkApprovals({ ...queue.gateway.context, mail: queue.mail.address }, queue.gateway.hinode.id);
const lapses = async (id: string) =>
  (await queue.gateway.rows("select 1 from fact where case_id = ? and kind = 'mail.approval_lapsed'", [id])).length;

describe.each(Object.entries(change))('after a change of %s', (what, apply) => {
  const shown = async (query: string, id: string) =>
    (await list(query)).items.find(({ case_id: caseId }) => caseId === id)?.approval;
  let restore: { settings: unknown }[];
  beforeEach(async () => {
    restore = await queue.gateway.rows<{ settings: unknown }>('select settings from company where id = ?', [
      queue.gateway.hinode.id,
    ]);
  });
  afterEach(() =>
    queue.gateway.rows('update company set settings = ?::jsonb where id = ?', [
      JSON.stringify(restore[0]?.settings),
      queue.gateway.hinode.id,
    ]),
  );

  test.each(['', '?state=awaiting', '?state=approved'])(
    'the queue%s says that an approved mail needs a new approval, and reading it changes nothing',
    async (query) => {
      const { case_id: id } = await report();
      await decide([row(id, 'approve')]);
      expect([await shown('', id), await shown('?state=approved', id)]).toEqual(['approved', 'approved']);
      await apply(id);
      expect(await shown('', id)).toBe('approved');
      expect(await lapses(id)).toBe(0);
      expect(await check()).toBe(1);
      // A mail of another kind was never approved.
      expect(await lapses(id)).toBe(what === 'the kind of mail' ? 0 : 1);
      expect(await check()).toBe(0);
      expect(await shown(query, id)).toBe(query === '?state=approved' ? undefined : 'awaiting');
      expect(await shown('?state=awaiting', id)).toBe('awaiting');
    },
  );

  test('the case says so, too', async () => {
    const { case_id: id } = await report();
    await decide([row(id, 'approve')]);
    await apply(id);
    await check();
    const headers = { authorization: `Bearer ${queue.gateway.hinode.key}` };
    const answer = await queue.app.request(`/v1/cases/${id}`, { headers });
    expect(await answer.json()).toMatchObject({ next_mail: { approval: 'awaiting' } });
  });
});

test('approvals are checked only where something is approved, found by an index of its own', async () => {
  const { case_id: id } = await report();
  expect(await findCompaniesWithApprovals(queue.gateway.context)).toEqual([]);
  await decide([row(id, 'approve')]);
  expect(await findCompaniesWithApprovals(queue.gateway.context)).toEqual([queue.gateway.hinode.id]);
  const plan = await (await openConsole(queue.gateway.orm)).em.fork().transactional(async (em) => {
    await em.execute('set local enable_seqscan = off');
    return em.execute(
      `explain select distinct company_id as id from follow_up_case where mail_decision = 'approved' and state = 'open'`,
    );
  });
  expect(JSON.stringify(plan)).toContain('case_approved');
});

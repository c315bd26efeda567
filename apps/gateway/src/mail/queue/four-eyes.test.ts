import { apiKeyHash } from '@goen/case-store';
import { mailDecisionResults, previewV1 } from '@goen/contracts/public';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createKey } from '../../cli/index.ts';
import { aReport } from '../../testing/gateway-fixture.ts';
import { editedWording, readCode, readIds, row, useQueue } from '../../testing/queue-fixture.ts';
import { createBrowser } from '../../testing/sign-in-fixture.ts';

const queue = useQueue();
const { call, report, list, decide } = queue;

describe('four eyes', () => {
  beforeEach(() => queue.gateway.rows(`update company set settings = settings || '{"fourEyes": true}'`));
  afterEach(() => queue.gateway.rows(`update company set settings = settings || '{"fourEyes": false}'`));
  /** Who saved it last would count as the writer of every mail. */
  const retireWording = () =>
    queue.app.request('/v1/wordings?kind=rejection_relay&locale=ja', {
      method: 'DELETE',
      headers: { authorization: `Bearer ${queue.gateway.hinode.key}` },
    });
  beforeAll(retireWording);
  const edit = (id: string) => row(id, 'edit', { wording: editedWording });
  const fourEyes = [403, 'four_eyes'];
  type Person = { readonly jar: ReadonlyMap<string, string> };
  /** Signed in at the app of this file. */
  const decideAs = async ({ jar }: Person, decisions: unknown[]) => {
    const browser = createBrowser({ app: queue.app, publicUrl: queue.gateway.context.publicUrl });
    for (const [name, value] of jar) browser.jar.set(name, value);
    const answer = await browser.post('/v1/mails/decisions', { decisions });
    return mailDecisionResults.parse(await answer.json()).results.map(readCode);
  };
  const member = async (role: 'owner' | 'recruiter' | 'approver') =>
    await queue.gateway.member(queue.gateway.hinode.id, role);
  const keyOf = async (...scopes: ('mail:read' | 'mail:write' | 'mail:approve')[]) =>
    (await createKey(queue.gateway.admin, { company: 'hinode', name: 'mails', scopes })).key;

  test('who edited a mail cannot approve it, another member can; what nobody wrote, anybody approves', async () => {
    const [writer, other] = [await member('recruiter'), await member('approver')];
    const [own, untouched] = [(await report()).case_id, (await report()).case_id];
    expect(await decideAs(writer.browser, [edit(own), edit(own)])).toEqual([200, 200]);
    expect((await list(`?state=awaiting`)).items).toMatchObject([{ edited: true, approval: 'awaiting' }, {}]);
    const readWriter = async (id: string) =>
      previewV1.parse(await (await call('GET', `/${id}/preview?as=text`)).json()).last_written;
    expect(await readWriter(own)).toMatchObject({ by: { kind: 'member', id: writer.id } });
    expect(await readWriter(untouched)).toBeNull();
    const both = [row(own, 'approve'), row(untouched, 'approve')];
    expect(await decideAs(writer.browser, both)).toEqual([fourEyes, 200]);
    expect(await decideAs(other.browser, [row(own, 'approve')])).toEqual([200]);
    // It is approved already: the writer changes nothing.
    expect(await decideAs(writer.browser, [row(own, 'approve')])).toEqual([200]);
    // The approver edits: the first writer may approve now, the approver may not.
    expect(await decideAs(other.browser, [row(own, 'edit', { wording: null })])).toEqual([200]);
    expect(readIds(await list('?state=awaiting'))).toContain(own);
    expect(await decideAs(other.browser, [row(own, 'approve')])).toEqual([fourEyes]);
    expect(await decideAs(writer.browser, [row(own, 'approve')])).toEqual([200]);
    expect(await queue.gateway.listAudit(own)).toEqual([
      'mail.edited',
      'mail.approved',
      'mail.edited',
      'mail.approved',
    ]);
  });

  test('approving with a text is an edit; the mail of a removed member needs others', async () => {
    const writer = await member('owner');
    const { case_id: id } = await report();
    const withText = row(id, 'approve', { wording: editedWording });
    expect(await decideAs(writer.browser, [withText, edit(id)])).toEqual([fourEyes, 200]);
    await queue.gateway.rows('update member set removed_at = now(), email = null, email_hash = null where id = ?', [
      writer.id,
    ]);
    const { browser } = await member('owner');
    expect(await decideAs(browser, [withText])).toEqual([200]);
  });

  test('a key is a person of its own, also after its rotation, and approves with mail:approve only', async () => {
    const [writer, other] = [await keyOf('mail:write', 'mail:approve'), await keyOf('mail:write', 'mail:approve')];
    const writesOnly = await keyOf('mail:write');
    const { case_id: id } = await report();
    const results = await decide([edit(id), row(id, 'approve')], writer);
    expect(results.map(readCode)).toEqual([200, fourEyes]);
    expect((await decide([row(id, 'approve'), row(id, 'hold')], writesOnly)).map(readCode)).toEqual([
      [403, 'missing_scope'],
      200,
    ]);
    await decide([row(id, 'release')]);
    const { token } = (await (await call('GET', '/matching?state=awaiting')).json()) as { token: string };
    const all = { filter: { state: 'awaiting' }, token, action: 'approve' };
    for (const [key, code] of [
      [writesOnly, 'missing_scope'],
      [writer, 'four_eyes'],
    ] as const) {
      const answer = await call('POST', '/matching/decisions', all, key);
      expect(await answer.json()).toMatchObject({ changed: 0, problems: [{ problem: { code } }] });
    }
    const { id: keyId } = (
      (await queue.gateway.rows('select id from api_key where key_hash = ?', [apiKeyHash(writer)])) as [{ id: string }]
    )[0];
    const rotated = await queue.gateway.post(`/v1/api-keys/${keyId}/rotate`, {});
    const { key: successor } = (await rotated.json()) as { key: string };
    expect((await decide([row(id, 'approve')], successor)).map(readCode)).toEqual([fourEyes]);
    expect((await decide([row(id, 'approve')], other)).map(readCode)).toEqual([200]);
  });

  test('a key is the member who made it, whichever of them writes and whichever approves', async () => {
    const [writer, other] = [await member('owner'), await member('owner')];
    const create = async (browser: typeof writer.browser) => {
      const body = { name: 'mails', scopes: ['mail:write', 'mail:approve', 'keys:manage'] };
      return (await (await browser.post('/v1/api-keys', body)).json()) as { key: string; api_key: { id: string } };
    };
    const [own, second, foreign] = [
      await create(writer.browser),
      await create(writer.browser),
      await create(other.browser),
    ];
    const byMember = (await report()).case_id;
    expect(await decideAs(writer.browser, [edit(byMember)])).toEqual([200]);
    expect((await decide([row(byMember, 'approve')], own.key)).map(readCode)).toEqual([fourEyes]);
    // A key that the key makes is no other person either.
    const made = await queue.gateway.post(
      '/v1/api-keys',
      { name: 'x', scopes: ['mail:write', 'mail:approve'] },
      {},
      own.key,
    );
    const { key: grandchild } = (await made.json()) as { key: string };
    expect((await decide([row(byMember, 'approve')], grandchild)).map(readCode)).toEqual([fourEyes]);
    const byKey = (await report()).case_id;
    expect((await decide([edit(byKey)], own.key)).map(readCode)).toEqual([200]);
    expect(await decideAs(writer.browser, [row(byKey, 'approve')])).toEqual([fourEyes]);
    expect((await decide([row(byKey, 'approve')], second.key)).map(readCode)).toEqual([fourEyes]);
    expect((await decide([row(byMember, 'approve')], foreign.key)).map(readCode)).toEqual([200]);
    // Who replaces somebody's key does not become them.
    await other.browser.post(`/v1/api-keys/${own.api_key.id}/rotate`, {});
    expect(await decideAs(other.browser, [row(byKey, 'approve'), edit(byKey)])).toEqual([200, 200]);
    expect(await decideAs(writer.browser, [row(byKey, 'approve')])).toEqual([200]);
  });

  test('a personal note and the company’s wording count, the last of them alone', async () => {
    const [writer, other] = [await keyOf('mail:write', 'mail:approve'), await keyOf('mail:write', 'mail:approve')];
    const { case_id: id, rejection_id: rejection } = await report();
    const put = (path: string, body: object, key: string) =>
      queue.app.request(path, {
        method: 'PUT',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    queue.gateway.clock.now = new Date();
    const { case_id: worded } = await report(aReport({ application: { rejected_at: new Date().toISOString() } }));
    const target = { kind: 'rejection_relay', locale: 'ja', stage: null, job_category: null };
    expect((await put('/v1/wordings', { ...target, ...editedWording }, other)).status).toBe(200);
    expect((await decide([row(worded, 'approve')], other)).map(readCode)).toEqual([fourEyes]);
    queue.gateway.clock.now = new Date(Date.now() + 60_000);
    const note = await put(`/v1/rejections/${rejection}/personal-note`, { text: '印象に残りました。' }, writer);
    expect(note.status).toBe(200);
    expect((await decide([row(id, 'approve')], writer)).map(readCode)).toEqual([fourEyes]);
    expect((await decide([row(id, 'approve')], other)).map(readCode)).toEqual([200]);
    expect((await retireWording()).status).toBeLessThan(300);
  });
});

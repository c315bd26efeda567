import { randomUUID } from 'node:crypto';
import { lateResult, personalNoteView, queuedMailPage, type RejectionAccepted } from '@goen/contracts/public';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { aReport, type GatewayFixture, settings, someday, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway?.close());
afterEach(async () => {
  gateway.clock.now = someday;
  await set(settings);
  await gateway.rows("update follow_up_case set state = 'closed'");
});

const set = (change: object) =>
  gateway.rows('update company set settings = settings || ?::jsonb', [JSON.stringify(change)]);
const report = async (application: object): Promise<RejectionAccepted> =>
  (await (
    await gateway.post('/v1/rejections', aReport({ application: { ...application } }))
  ).json()) as RejectionAccepted;
const send = async (method: string, path: string, body?: unknown, key = gateway.hinode.key) => {
  const headers = { 'content-type': 'application/json' };
  const answer = await gateway.request(path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) }, key);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const readQueue = async (query = '') => queuedMailPage.parse((await send('GET', `/v1/mails${query}`)).body).items;
const finalStage = { current_stage: { name: '最終面接', kind: 'final' } };

describe('the personal note', () => {
  const path = (id: string) => `/v1/rejections/${id}/personal-note`;
  test('a result that needs one waits in the queue and says why, until it is written', async () => {
    await set({ personalNoteFrom: 'final' });
    const { case_id, rejection_id } = await report(finalStage);
    expect(await readQueue('?state=note_missing')).toMatchObject([{ case_id, waiting_for: 'personal_note' }]);
    expect((await send('GET', `/v1/cases/${case_id}`)).body).toMatchObject({
      next_mail: { waiting_for: 'personal_note' },
    });
    expect((await send('GET', path(rejection_id))).body).toMatchObject({ text: null, required: true });
    const approve = { decisions: [{ case_id, kind: 'rejection_relay', action: 'hold' }] };
    expect((await send('POST', '/v1/mails/decisions', approve)).status).toBe(200);
    await send('POST', '/v1/mails/decisions', {
      ...approve,
      decisions: [{ ...approve.decisions[0], action: 'release' }],
    });

    const written = await send('PUT', path(rejection_id), {
      text: ' 設計のお話が印象に残りました。 ',
    });
    expect([written.status, personalNoteView.parse(written.body)]).toEqual([
      200,
      {
        rejection_id,
        text: '設計のお話が印象に残りました。',
        version: expect.any(String),
        by: gateway.hinode.actor,
        written_at: someday.toISOString(),
        required: true,
      },
    ]);
    expect(await readQueue()).toMatchObject([{ case_id, waiting_for: null }]);
    expect(await readQueue('?state=note_missing')).toEqual([]);
    await send('PUT', path(rejection_id), { text: '設計のお話が印象に残りました。' });
    expect(
      await gateway.rows("select 1 from fact where case_id = ? and kind = 'note.written'", [case_id]),
    ).toHaveLength(1);
    await send('PUT', path(rejection_id), { text: null });
    expect(await readQueue('?state=note_missing')).toMatchObject([{ case_id }]);
    expect(await gateway.rows('select 1 from personal_note')).toEqual([]);
  });

  test('when two people write at the same time, the second gets a conflict', async () => {
    const { rejection_id } = await report(finalStage);
    const write = async (text: string | null, replaces?: unknown) =>
      send('PUT', path(rejection_id), replaces === undefined ? { text } : { text, replaces });
    const first = await write('最初の文章', null);
    expect(first.status).toBe(200);
    expect((await write('同時に書いた文章', null)).body.code).toBe('note_changed');
    expect((await write(null, null)).body.code).toBe('note_changed');
    expect((await send('GET', path(rejection_id))).body).toMatchObject({ text: '最初の文章' });
    const second = await write('読んでから書いた文章', first.body.version);
    expect(second).toMatchObject({ status: 200, body: { text: '読んでから書いた文章' } });
    expect(second.body.version).not.toBe(first.body.version);
    // The same text again is what both wanted.
    expect((await write('読んでから書いた文章', first.body.version)).status).toBe(200);
    expect(await write(null, second.body.version)).toMatchObject({ status: 200, body: { version: null } });
    expect((await write('版を問わない文章')).status).toBe(200);
  });

  test('a mail that waits for its note is counted once in what is to be done today', async () => {
    const read = async () => (await send('GET', '/v1/today')).body.mails;
    await set({ personalNoteFrom: 'final', approval: 'required' });
    const { case_id } = await report(finalStage);
    const alone = { today: 0, due_today: 1, note_missing: 1, note_missing_only: 0, awaiting_without_note: 0 };
    expect(await read()).toMatchObject({ ...alone, awaiting: 1, awaiting_without_note: 1, held: 0 });
    const hold = { case_id, kind: 'rejection_relay', action: 'hold' };
    await send('POST', '/v1/mails/decisions', { decisions: [hold] });
    expect(await read()).toMatchObject({ ...alone, awaiting: 0, held: 1 });
    await send('POST', '/v1/mails/decisions', { decisions: [{ ...hold, action: 'release' }] });
    await set({ personalNoteFrom: 'final', approval: 'automatic' });
    expect(await read()).toMatchObject({ ...alone, awaiting: 0, held: 0, note_missing_only: 1 });
  });

  test('is refused once the result is out, for others, and when it is too long', async () => {
    const { case_id, rejection_id } = await report(finalStage);
    const note = { text: 'x' };
    expect((await send('PUT', path(randomUUID()), note)).body.code).toBe('not_found');
    expect((await send('PUT', path(rejection_id), note, gateway.aoba.key)).body.code).toBe('not_found');
    expect((await send('PUT', path(rejection_id), { ...note, text: 'x'.repeat(1_001) })).status).toBe(422);
    await send('POST', '/v1/mails/decisions', {
      decisions: [{ case_id, kind: 'rejection_relay', action: 'cancel' }],
    });
    expect((await send('PUT', path(rejection_id), note)).body.code).toBe('mail_changed');
  });
});

describe('a result that was reported late', () => {
  const path = (id: string) => `/v1/rejections/${id}/late-result`;
  const late = { rejected_at: '2026-09-01T10:00:00+09:00' };

  test('leaves only when a member asks for it, person by person', async () => {
    const { case_id, rejection_id, not_mailed_reason } = await report(late);
    expect(not_mailed_reason).toBe('reported_too_late');
    const asked = await send('POST', path(rejection_id), {});
    expect([asked.status, lateResult.parse(asked.body)]).toEqual([
      202,
      { case_id, rejection_id, kind: 'rejection_late', sends_at: someday.toISOString() },
    ]);
    expect(await readQueue()).toMatchObject([{ case_id, kind: 'rejection_late', rejection_ids: [rejection_id] }]);
    expect((await send('POST', path(rejection_id), {})).status).toBe(202);
    expect(await gateway.listAudit(rejection_id)).toEqual(['late_result.requested']);
    expect(
      await gateway.rows("select 1 from fact where case_id = ? and kind = 'result.requested'", [case_id]),
    ).toHaveLength(1);
  });

  test('is asked for in a closed case, too, which goes on for it', async () => {
    const { case_id, rejection_id } = await report(late);
    await gateway.rows("update follow_up_case set state = 'closed', closed_reason = 'story_told' where id = ?", [
      case_id,
    ]);
    expect((await send('POST', path(rejection_id), {})).body).toMatchObject({ kind: 'rejection_late' });
    expect(await gateway.rows('select state from follow_up_case where id = ?', [case_id])).toEqual([{ state: 'open' }]);
  });

  test.each<[string, object, number, string]>([
    ['in time', {}, 409, 'result_not_late'],
    ['withdrawn before', { ...late, remote_id: 'gone' }, 409, 'result_not_late'],
  ])('is not one that is %s', async (_what, application, status, code) => {
    const { rejection_id } = await report(application);
    if ('remote_id' in application) {
      await gateway.post('/v1/events', {
        type: 'application.unrejected',
        source: { ats: 'herp' },
        occurred_at: '2026-11-24T10:30:00+09:00',
        application: { remote_id: 'gone' },
      });
    }
    expect(await send('POST', path(rejection_id), {})).toMatchObject({ status, body: { code } });
    expect((await send('POST', path(rejection_id), {}, gateway.aoba.key)).body.code).toBe('not_found');
  });
});

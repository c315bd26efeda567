import { retryStuck, startFilling } from '@goen/case-store/sync';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aReport, hubspot, type SyncFixture, startSyncFixture, zoho, zohoClient } from '../testing/sync-fixture.ts';
import { startSync } from './start-sync.ts';

let fixture: SyncFixture;
beforeEach(async () => {
  fixture = await startSyncFixture();
});
afterEach(() => fixture?.close());

test('all workers share one refresh of an expired token, and a refused token pauses the connection', async () => {
  const id = await fixture.connect('zoho_recruit_crm', zoho);
  await fixture.report([aReport()]);
  await fixture.pushAll(3);
  fixture.sandbox.zoho.expireTokens();
  await fixture.sql(`update connection set token_refreshed_at = now() - interval '1 hour'`);
  await fixture.report([aReport()]);
  await fixture.pushAll(3);
  expect(fixture.sandbox.zoho.candidates()).toHaveLength(2);
  await fixture.sql(`update connection set token_refreshed_at = now() - interval '1 hour'`);
  fixture.sandbox.faults.add({ vendor: 'zoho', fault: 'expire_token', path: '/recruit', times: null });
  await fixture.report([aReport()]);
  await fixture.pushAll();
  expect(await fixture.connectionRow(id)).toMatchObject({ lastError: { code: 'unauthorized' } });
  const [held] = await fixture.sql<{ ms: number }>(
    'select (extract(epoch from held_until - now()) * 1000)::float8 as ms from sync_target',
  );
  expect(held?.ms).toBeGreaterThan(600_000);
  expect(await fixture.sql(`select state, failing_since from sync_record where state <> 'synced'`)).toEqual([
    { state: 'pending', failing_since: null },
  ]);
  fixture.sandbox.faults.clear();
  await fixture.change(id, { settings: zoho.settings, tokenRefreshedAt: null });
  await fixture.makeDue();
  await fixture.pushAll();
  expect(fixture.sandbox.zoho.candidates()).toHaveLength(3);
});

test('a refused candidate does not block the others, is shown as stuck and is pushed once corrected', async () => {
  const id = await fixture.connect('zoho_recruit_crm', zoho);
  const bad = aReport({ candidate: { family_name: null, given_name: null, full_name: '佐藤' } });
  await fixture.report([aReport(), bad, aReport()]);
  await fixture.sql(`update candidate set full_name = repeat('x', 300) where full_name = '佐藤'`);
  await fixture.pushAll();
  expect(fixture.sandbox.zoho.candidates()).toHaveLength(2);
  expect(await fixture.connectionRow(id)).toMatchObject({
    counts: { pushed: 2, stuck: 1 },
    lastError: { code: 'refused' },
  });
  expect(await fixture.asCompany((em) => retryStuck(em, id))).toBe(1);
  await fixture.pushAll();
  expect(await fixture.connectionRow(id)).toMatchObject({ counts: { stuck: 1 } });
  await fixture.report([bad]);
  await fixture.pushAll();
  expect(fixture.sandbox.zoho.candidates().map((candidate) => candidate.Last_Name)).toContain('佐藤');
  expect(await fixture.connectionRow(id)).toMatchObject({ counts: { stuck: 0 } });
});

test('candidates stuck because of a wrong setting are pushed once it is corrected', async () => {
  await fixture.close();
  fixture = await startSyncFixture({ limits: { zoho: { client: zohoClient, candidateStatuses: ['Rejected'] } } });
  const id = await fixture.connect('zoho_recruit_crm', { ...zoho, settings: { statuses: { open: 'Rejekted' } } });
  await fixture.report([aReport(), aReport()]);
  await fixture.pushAll();
  const { counts, lastError } = await fixture.connectionRow(id);
  expect([counts.stuck, lastError?.detail]).toEqual([2, expect.stringContaining('statuses.open')]);
  await fixture.change(id, { settings: zoho.settings });
  await fixture.pushAll();
  expect((await fixture.connectionRow(id)).counts).toMatchObject({ pushed: 2, stuck: 0 });
  expect(fixture.zohoNotes()).toHaveLength(2);
});

test('a candidate is stuck after three days of failures', async () => {
  const id = await fixture.connect('zoho_recruit_crm', zoho);
  await fixture.report([aReport()]);
  fixture.sandbox.faults.add({ vendor: 'zoho', fault: 'server_error', path: '/Candidates', times: null });
  await fixture.pushAll();
  expect(await fixture.sql('select state, attempts from sync_record')).toEqual([{ state: 'pending', attempts: 1 }]);
  await fixture.sql(`update sync_record set failing_since = now() - interval '73 hours'`);
  await fixture.makeDue();
  await fixture.pushAll();
  expect(await fixture.sql('select state, due_at from sync_record')).toEqual([{ state: 'stuck', due_at: null }]);
  expect(await fixture.connectionRow(id)).toMatchObject({ counts: { stuck: 1 }, lastError: { code: 'unavailable' } });
});

test('after faults of every kind the CRM has each candidate and each note once', async () => {
  const ids = [await fixture.connect('zoho_recruit_crm', zoho), await fixture.connect('hubspot', hubspot)];
  for (const vendor of ['zoho', 'hubspot'] as const) {
    for (const fault of ['lost_answer', 'server_error', 'too_many_requests'] as const) {
      fixture.sandbox.faults.add({
        vendor,
        fault,
        method: 'POST',
        path: vendor === 'zoho' ? '/recruit' : '/crm',
        times: 4,
        share: 0.5,
      });
    }
  }
  await fixture.report(Array.from({ length: 12 }, () => aReport()));
  await vi.waitFor(
    async () => {
      await fixture.makeDue();
      await fixture.pushAll(2);
      const rows = await fixture.sql(`select 1 from sync_record where state <> 'synced'`);
      expect(rows).toEqual([]);
    },
    { timeout: 150_000, interval: 10 },
  );
  const readMarker = (body: string) => /\[(goen:\d+)\]$/.exec(body)?.[1];
  for (const bodies of [
    fixture.sandbox.zoho.notes().map((note) => note.Note_Content),
    fixture.sandbox.hubspot.notes().map((note) => note.properties.hs_note_body ?? ''),
  ]) {
    expect([bodies.length, new Set(bodies.map(readMarker)).size]).toEqual([12, 12]);
  }
  expect([fixture.sandbox.zoho.candidates().length, fixture.sandbox.hubspot.contacts().length]).toEqual([12, 12]);
  expect(await fixture.sql('select connection_id, count(*)::int from sync_record group by 1')).toHaveLength(ids.length);
});

test('a worker that dies before recording a push leaves no duplicates', async () => {
  await fixture.connect('zoho_recruit_crm', zoho);
  await fixture.report([aReport(), aReport()]);
  // It dies after the CRM has written everything, while the response hangs.
  fixture.sandbox.faults.add({ vendor: 'zoho', fault: 'hang', path: '/Notes' });
  const driver = startSync(fixture.context, { inFlight: 1, pollMs: 20 });
  await vi.waitFor(() => expect(fixture.sandbox.zoho.notes()).toHaveLength(2), { timeout: 60_000 });
  await driver.stop();
  expect(await fixture.sql('select unsure, state, remote_id from sync_record')).toEqual(
    [1, 2].map(() => ({ unsure: true, state: 'pending', remote_id: null })),
  );
  await fixture.makeDue();
  await fixture.pushAll();
  expect([fixture.sandbox.zoho.candidates().length, fixture.zohoNotes().length]).toEqual([2, 2]);
  expect(await fixture.sql('select distinct state, unsure from sync_record')).toEqual([
    { state: 'synced', unsure: false },
  ]);
});

test('a push that takes longer than its lease extends it, and no other push starts', async () => {
  await fixture.connect('zoho_recruit_crm', zoho);
  await fixture.report([aReport()]);
  fixture.sandbox.faults.add({ vendor: 'zoho', fault: 'hang', path: '/Notes' });
  const leaseMs = 8_000;
  const drivers = [1, 2].map(() => startSync(fixture.context, { inFlight: 1, pollMs: 20, leaseMs }));
  const lease = async () => {
    const [row] = await fixture.sql<{ lease: string; ms: number }>(
      'select lease, extract(epoch from leased_until)::float * 1000 as ms from sync_target',
    );
    return row ?? { lease: '0', ms: 0 };
  };
  await vi.waitFor(async () => expect((await lease()).lease).toBe('1'), { timeout: 60_000 });
  const { ms } = await lease();
  await vi.waitFor(async () => expect((await lease()).ms).toBeGreaterThan(ms + leaseMs), { timeout: 60_000 });
  expect((await lease()).lease).toBe('1');
  await Promise.all(drivers.map((driver) => driver.stop()));
});

test('a push that never ends is cancelled, recorded as a timeout and not restarted at once', async () => {
  const id = await fixture.connect('zoho_recruit_crm', zoho);
  await fixture.report([aReport(), aReport()]);
  fixture.sandbox.faults.add({ vendor: 'zoho', fault: 'hang', path: '/Candidates/upsert' });
  await fixture.pushAll(1, { maxPushMs: 2_000 });
  expect((await fixture.connectionRow(id)).lastError).toMatchObject({ code: 'timeout' });
  expect(await fixture.sql('select faults, held_until > leased_until as held from sync_target')).toEqual([
    { faults: 1, held: true },
  ]);
  await fixture.makeDue();
  await fixture.pushAll();
  expect([fixture.sandbox.zoho.candidates().length, fixture.zohoNotes().length]).toEqual([2, 2]);
});

test('settings that no longer match the CRM’s schema are recorded, and nothing is pushed', async () => {
  const id = await fixture.connect('hubspot', { settings: { colour: 'red' }, secrets: {} });
  await fixture.report([aReport()]);
  await fixture.pushAll();
  expect(await fixture.connectionRow(id)).toMatchObject({ lastError: { code: 'refused' } });
  expect(await fixture.sql('select unsure, attempts from sync_record')).toEqual([{ unsure: false, attempts: 0 }]);
});

test('an internal error is recorded on the connection without its cause', async () => {
  const id = await fixture.connect('hubspot', hubspot);
  await fixture.sql(`update connection set secrets = 'no sealed secret'`);
  await fixture.report([aReport()]);
  await fixture.pushAll();
  expect((await fixture.connectionRow(id)).lastError).toEqual({
    code: 'unavailable',
    detail: 'the push failed on our side: see the log of the worker',
  });
});

test('concurrent intakes, pushes and a backfill do not deadlock, and the CRM has everything once', async () => {
  const id = await fixture.connect('zoho_recruit_crm', zoho);
  const reports = Array.from({ length: 20 }, () => aReport());
  const rounds = async () => {
    for (let n = 0; n < 5; n += 1) {
      const renamed = reports.map((report) => ({
        ...report,
        candidate: { ...report.candidate, family_name: `姓${n}` },
      }));
      await fixture.report(n % 2 === 0 ? renamed : renamed.toReversed());
      await fixture.asCompany((em) => startFilling(em, id));
    }
  };
  await Promise.all([rounds(), fixture.pushAll(3), fixture.pushAll(3)]);
  await fixture.pushAll();
  expect(fixture.sandbox.zoho.candidates().map((candidate) => candidate.Last_Name)).toEqual(reports.map(() => '姓4'));
  expect(fixture.sandbox.zoho.notes()).toHaveLength(20);
  expect(await fixture.sql('select distinct state from sync_record')).toEqual([{ state: 'synced' }]);
  expect(await fixture.connectionRow(id)).toMatchObject({ lastError: null });
});

import { randomUUID } from 'node:crypto';
import { type Em, WebhookEndpoint } from '@goen/case-store';
import { seedFacts, someday, startStoreFixture } from '@goen/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NewFact } from '../fact-rows.ts';
import { loadCase } from '../load-case.ts';
import { refreshProjection } from './refresh-projection.ts';

let fixture: Awaited<ReturnType<typeof startStoreFixture>>;
beforeAll(async () => {
  fixture = await startStoreFixture();
});
afterAll(() => fixture?.close());

const before = new Date('2026-01-15T11:00:00+09:00');
const closed: NewFact<'case.closed'> = { kind: 'case.closed', at: before, data: { reason: 'story_told' } };
const append = (caseId: string, candidateId: string, ...facts: NewFact[]) =>
  fixture.asCompany(async (em) => {
    await seedFacts(em, { id: caseId, companyId: fixture.companyId, candidateId }, ...facts);
  });
const refresh = (caseId: string) =>
  fixture.asCompany(async (em: Em) => {
    const loaded = await loadCase(em, caseId, { lock: true });
    if (loaded === null) throw new Error('no such case');
    return refreshProjection(em, loaded, someday.getTime());
  });
const readRow = async (candidateId: string) =>
  (await fixture.sql('select may_be_mailed, relay_consent from candidate where id = ?', [candidateId]))[0];
const pause: NewFact<'case.paused'> = { kind: 'case.paused', at: someday, data: { until: '2027-06-01' } };

test('a candidate’s row shows the open case, even when a closed case is refreshed', async () => {
  const id = await fixture.candidate();
  const old = await fixture.openCase(id, { state: 'closed', openedAt: before });
  const open = await fixture.openCase(id);
  await append(old, id, await fixture.reported(old), closed);
  await append(open, id, await fixture.reported(open), pause);
  await refresh(open);
  expect(await readRow(id)).toMatchObject({ may_be_mailed: false });
  expect((await refresh(old)).mayBeMailed).toBe(true);
  expect(await readRow(id)).toMatchObject({ may_be_mailed: false });
});

test('without an open case, the row shows the latest case', async () => {
  const id = await fixture.candidate();
  const old = await fixture.openCase(id, { state: 'closed', openedAt: before });
  const latest = await fixture.openCase(id, { state: 'closed' });
  await append(old, id, await fixture.reported(old), closed);
  await append(latest, id, await fixture.reported(latest), pause, closed);
  for (const caseId of [latest, old]) {
    await refresh(caseId);
    expect(await readRow(id)).toMatchObject({ may_be_mailed: false });
  }
});

test('a decision made through the link of an old case is shown at once', async () => {
  const id = await fixture.candidate();
  const old = await fixture.openCase(id, { state: 'closed', openedAt: before });
  const open = await fixture.openCase(id);
  await append(old, id, await fixture.reported(old), closed);
  await append(open, id, await fixture.reported(open));
  const evidence = { method: 'page', textVersion: '1', textHash: 'x'.repeat(64), locale: 'ja' } as const;
  await append(old, id, { kind: 'consent.declined', at: someday, data: { consent: 'relay', evidence } });
  await refresh(old);
  expect(await readRow(id)).toMatchObject({ relay_consent: 'declined' });
});

test('while relay consent is granted, the row has its expiry', async () => {
  const id = await fixture.candidate();
  const caseId = await fixture.openCase(id);
  const evidence = { method: 'page', textVersion: '1', textHash: 'x'.repeat(64), locale: 'ja' } as const;
  const toConsent = (kind: 'consent.granted' | 'consent.withdrawn'): NewFact => ({
    kind,
    at: someday,
    data: { consent: 'relay', evidence },
  });
  const readLapse = async () =>
    (await fixture.sql<{ at: unknown }>('select relay_consent_lapses_at as at from candidate where id = ?', [id]))[0]
      ?.at;
  await append(caseId, id, await fixture.reported(caseId), toConsent('consent.granted'));
  await refresh(caseId);
  expect(await readLapse()).toBe('2027-11-24 02:00:00+00');
  await append(caseId, id, toConsent('consent.withdrawn'));
  await refresh(caseId);
  expect(await readLapse()).toBeNull();
});

test('a changed case is emitted to the company’s webhook endpoints once, and not when it is refreshed unchanged', async () => {
  await fixture.asCompany((em) =>
    em.insert(WebhookEndpoint, {
      id: randomUUID(),
      companyId: fixture.companyId,
      url: 'https://example.jp/hooks',
      types: [],
      state: 'enabled',
      disabledBecause: null,
      secret: Buffer.of(1),
      createdAt: new Date(),
    }),
  );
  const id = await fixture.candidate();
  const caseId = await fixture.openCase(id);
  await append(caseId, id, await fixture.reported(caseId));
  for (let times = 0; times < 2; times += 1) await refresh(caseId);
  const events = await fixture.sql<{ type: string }>("select type from webhook_event where data ->> 'case_id' = ?", [
    caseId,
  ]);
  expect(events).toEqual([{ type: 'case.updated' }]);
});

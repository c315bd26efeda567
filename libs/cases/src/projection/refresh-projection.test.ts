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
const look = (caseId: string) =>
  fixture.asCompany(async (em: Em) => {
    const loaded = await loadCase(em, caseId, { lock: true });
    if (loaded === null) throw new Error('no such case');
    return refreshProjection(em, loaded, someday.getTime());
  });
const shown = async (candidateId: string) =>
  (await fixture.sql('select may_be_mailed, relay_consent from candidate where id = ?', [candidateId]))[0];
const pause: NewFact<'case.paused'> = { kind: 'case.paused', at: someday, data: { until: '2027-06-01' } };

test('a candidate shows their open case, also when a closed one is looked at', async () => {
  const id = await fixture.candidate();
  const old = await fixture.openCase(id, { state: 'closed', openedAt: before });
  const open = await fixture.openCase(id);
  await append(old, id, await fixture.reported(old), closed);
  await append(open, id, await fixture.reported(open), pause);
  await look(open);
  expect(await shown(id)).toMatchObject({ may_be_mailed: false });
  expect((await look(old)).mayBeMailed).toBe(true);
  expect(await shown(id)).toMatchObject({ may_be_mailed: false });
});

test('without an open case they show the latest', async () => {
  const id = await fixture.candidate();
  const old = await fixture.openCase(id, { state: 'closed', openedAt: before });
  const latest = await fixture.openCase(id, { state: 'closed' });
  await append(old, id, await fixture.reported(old), closed);
  await append(latest, id, await fixture.reported(latest), pause, closed);
  for (const caseId of [latest, old]) {
    await look(caseId);
    expect(await shown(id)).toMatchObject({ may_be_mailed: false });
  }
});

test('what the person decides by a link of an old case is shown at once', async () => {
  const id = await fixture.candidate();
  const old = await fixture.openCase(id, { state: 'closed', openedAt: before });
  const open = await fixture.openCase(id);
  await append(old, id, await fixture.reported(old), closed);
  await append(open, id, await fixture.reported(open));
  const evidence = { method: 'page', textVersion: '1', textHash: 'x'.repeat(64), locale: 'ja' } as const;
  await append(old, id, { kind: 'consent.declined', at: someday, data: { consent: 'relay', evidence } });
  await look(old);
  expect(await shown(id)).toMatchObject({ relay_consent: 'declined' });
});

test('while the relay is agreed to, the row tells when that lapses', async () => {
  const id = await fixture.candidate();
  const caseId = await fixture.openCase(id);
  const evidence = { method: 'page', textVersion: '1', textHash: 'x'.repeat(64), locale: 'ja' } as const;
  const word = (kind: 'consent.granted' | 'consent.withdrawn'): NewFact => ({
    kind,
    at: someday,
    data: { consent: 'relay', evidence },
  });
  const lapsesAt = async () =>
    (await fixture.sql<{ at: unknown }>('select relay_consent_lapses_at as at from candidate where id = ?', [id]))[0]
      ?.at;
  await append(caseId, id, await fixture.reported(caseId), word('consent.granted'));
  await look(caseId);
  expect(await lapsesAt()).toBe('2027-11-24 02:00:00+00');
  await append(caseId, id, word('consent.withdrawn'));
  await look(caseId);
  expect(await lapsesAt()).toBeNull();
});

test('the company’s endpoints receive a case once when it changes, and not when it is evaluated again', async () => {
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
  for (let times = 0; times < 2; times += 1) await look(caseId);
  const events = await fixture.sql<{ type: string }>("select type from webhook_event where data ->> 'case_id' = ?", [
    caseId,
  ]);
  expect(events).toEqual([{ type: 'case.updated' }]);
});

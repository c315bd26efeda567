import { randomUUID } from 'node:crypto';
import { WebhookEndpoint } from '@goen/case-store';
import { someday, startStoreFixture } from '@goen/testing';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { NewFact } from './fact-rows.ts';
import { loadCase } from './load-case.ts';
import { refreshProjection } from './projection/refresh-projection.ts';
import { type FactsToRecord, recordFacts, recordOutcome } from './record-facts.ts';

let fixture: Awaited<ReturnType<typeof startStoreFixture>>;
let caseId: string;
let candidateId: string;

beforeAll(async () => {
  fixture = await startStoreFixture();
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
});
afterAll(() => fixture?.close());
beforeEach(async () => {
  candidateId = await fixture.candidate();
  caseId = await fixture.openCase(candidateId);
  await record(await fixture.reported(caseId));
});

const evidence = { method: 'page', textVersion: '1', textHash: 'x', locale: 'ja' } as const;
const granted: NewFact = { kind: 'consent.granted', at: someday, data: { consent: 'relay', evidence } };
const hired: NewFact = {
  kind: 'candidate.hired',
  at: someday,
  data: { at: someday.toISOString(), offerOnly: false },
  dedupeKey: 'hired:once',
};

const record = (facts: FactsToRecord['facts'], wake?: 'none') =>
  fixture.asCompany((em) => recordFacts({ em, now: someday }, { caseId, facts, ...(wake ? { wake } : {}) }));

/** Names the locking and writing statements of `work`, in order. */
async function traceWrites(work: () => Promise<unknown>): Promise<string[]> {
  const log = vi.spyOn(fixture.orm.config.getLogger(), 'logQuery');
  try {
    await work();
    return log.mock.calls.flatMap(([{ query = '', params }]) => {
      const statement = `${query} ${JSON.stringify(params ?? [])}`;
      const step = steps.find(([pattern]) => pattern.test(statement));
      return step ? [step[1]] : [];
    });
  } finally {
    log.mockRestore();
  }
}
const steps: readonly (readonly [RegExp, string])[] = [
  [/from follow_up_case where id = .* for update/, 'lock the case'],
  [/from fact where case_id = c\.id/, 'load the facts'],
  [/insert into "fact"/, 'append'],
  [/update "follow_up_case"/, 'refresh the case'],
  [/update "candidate"/, 'refresh the candidate'],
  [/insert into webhook_event.*consent\.granted/s, 'emit consent.granted'],
  [/insert into webhook_event.*case\.updated/s, 'emit case.updated'],
  [/insert into outbox/, 'wake up'],
];
const count = async (table: string) =>
  Number((await fixture.sql<{ n: string }>(`select count(*) as n from ${table} where case_id = ?`, [caseId]))[0]?.n);
const readEvents = () =>
  fixture.sql<{ type: string }>("select type from webhook_event where data ->> 'case_id' = ?", [caseId]);

const locked = ['lock the case', 'load the facts'];
test.each<[name: string, facts: FactsToRecord['facts'], wake: 'none' | undefined, expected: string[]]>([
  [
    'a fact that changes the projection',
    hired,
    undefined,
    [...locked, 'append', 'refresh the case', 'refresh the candidate', 'emit case.updated', 'wake up'],
  ],
  [
    'a consent: its webhook comes before the webhook of the case',
    [granted, hired],
    undefined,
    [
      ...locked,
      'append',
      'refresh the case',
      'refresh the candidate',
      'emit consent.granted',
      'emit case.updated',
      'wake up',
    ],
  ],
  [
    'a fact that leaves the projection unchanged',
    { kind: 'case.resumed', at: someday, data: {} },
    undefined,
    [...locked, 'append', 'wake up'],
  ],
  [
    'a fact recorded by the workflow’s own activity',
    hired,
    'none',
    [...locked, 'append', 'refresh the case', 'refresh the candidate', 'emit case.updated'],
  ],
  ['nothing to record', () => null, undefined, locked],
])('the order of a write: %s', async (_name, facts, wake, expected) => {
  await record({ kind: 'case.resumed', at: someday, data: {} }, 'none');
  expect(await traceWrites(() => record(facts, wake))).toEqual(expected);
});

test('a fact with a known dedupe key changes nothing', async () => {
  expect(await record(hired)).toMatchObject({ appended: true, description: { next: 'close' } });
  const before = [await count('fact'), await count('outbox'), (await readEvents()).length];
  expect(await record(hired)).toMatchObject({ appended: false });
  expect([await count('fact'), await count('outbox'), (await readEvents()).length]).toEqual(before);
});

test('only the new facts of several are appended, in order, and the rules see them', async () => {
  await record(hired);
  const recorded = await record([hired, granted, { kind: 'erasure.requested', at: someday, data: {} }]);
  if (!recorded?.appended) throw new Error('nothing appended');
  expect(recorded.description).toMatchObject({ next: 'erasure', consents: { relay: 'granted' } });
  const facts = await fixture.sql<{ kind: string; seq: string }>(
    'select kind, seq from fact where case_id = ? order by seq',
    [caseId],
  );
  expect(facts.map(({ kind }) => kind)).toEqual([
    'rejection.reported',
    'candidate.hired',
    'consent.granted',
    'erasure.requested',
  ]);
  expect(recorded.loaded.file.facts.map(({ seq }) => seq)).toEqual(facts.map(({ seq }) => Number(seq)));
});

test('the returned case equals a fresh load of it', async () => {
  const recorded = await record([granted, hired]);
  await fixture.asCompany(async (em) => {
    expect((await loadCase(em, caseId))?.file).toEqual(recorded?.loaded.file);
  });
});

test('the facts, the projection, the webhooks and the wake-up are written together or not at all', async () => {
  const before = [await count('fact'), await count('outbox'), (await readEvents()).length];
  const failing = fixture.asCompany(async (em) => {
    await recordFacts({ em, now: someday }, { caseId, facts: hired });
    throw new Error('rolled back');
  });
  await expect(failing).rejects.toThrow('rolled back');
  expect([await count('fact'), await count('outbox'), (await readEvents()).length]).toEqual(before);
});

test('facts are derived from the case under its lock, so a concurrent writer sees the fact of the first', async () => {
  const hireOnce: FactsToRecord['facts'] = ({ file }) =>
    file.facts.some(({ kind }) => kind === hired.kind) ? null : hired;
  const results = await Promise.all([record(hireOnce), record(hireOnce), record(hireOnce)]);
  expect(results.filter((result) => result?.appended)).toHaveLength(1);
});

test('a case of another company is not found', async () => {
  expect(
    await fixture.asCompany((em) => recordFacts({ em, now: someday }, { caseId: randomUUID(), facts: hired })),
  ).toBeNull();
});

test('the outcome of a step is recorded once; the next decision refreshes the case and wakes nobody', async () => {
  const outcome = { ...hired, dedupeKey: 'hired:by-step' };
  const before = [await count('outbox'), (await readEvents()).length];
  for (let times = 0; times < 2; times += 1) {
    await fixture.asCompany((em) => recordOutcome(em, caseId, outcome));
    await fixture.asCompany((em) => recordOutcome(em, randomUUID(), outcome));
  }
  expect([await count('outbox'), (await readEvents()).length]).toEqual(before);
  const loaded = await fixture.asCompany((em) => loadCase(em, caseId));
  expect(loaded?.file.facts.map(({ kind, at, data }) => ({ kind, at, data }))).toEqual([
    expect.objectContaining({ kind: 'rejection.reported' }),
    { kind: hired.kind, at: someday.toISOString(), data: hired.data },
  ]);
  expect(loaded?.row.nextStep).toBe('rejection_mail');
  await fixture.asCompany(async (em) => {
    const again = await loadCase(em, caseId);
    if (again) await refreshProjection(em, again, someday.getTime());
  });
  expect((await fixture.asCompany((em) => loadCase(em, caseId)))?.row.nextStep).toBe('close');
});

import type * as CaseDomain from '@goen/case-domain';
import { messageRequest } from '@goen/contracts/internal';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sendingWindow, startWorkerFixture, type WorkerFixture } from '../testing/worker-fixture.ts';
import { decide } from './decide.ts';

const evaluations = vi.hoisted(() => ({ count: 0 }));
vi.mock('@goen/case-domain', async (importOriginal) => {
  const original = await importOriginal<typeof CaseDomain>();
  const counted =
    <Args extends unknown[], Result>(evaluate: (...args: Args) => Result) =>
    (...args: Args) => {
      evaluations.count += 1;
      return evaluate(...args);
    };
  return { ...original, describeCase: counted(original.describeCase), nextStep: counted(original.nextStep) };
});

let fixture: WorkerFixture;
beforeAll(async () => {
  fixture = await startWorkerFixture();
});
afterAll(() => fixture?.close());

/** The undo window is over. */
const dueMs = sendingWindow.startMs + 90 * 60_000;

test('a mail, from its decision to the next decision, loads its case and evaluates the rules once per decision and once to send', async () => {
  const seeded = await fixture.seed();
  fixture.mail.respondWith(({ body }) => {
    const { key: id, kind, date, rejectionIds } = messageRequest.parse(body);
    return { status: 200, body: { status: 'sent', id, kind, date, rejectionIds, sentAt: new Date().toISOString() } };
  });
  const log = vi.spyOn(fixture.context.orm.config.getLogger(), 'logQuery');
  evaluations.count = 0;
  const { step } = await decide(fixture.context, { ...seeded.ref, asOfMs: dueMs });
  await fixture.run('sendMail', seeded, dueMs, step satisfies CaseDomain.Step);
  await decide(fixture.context, { ...seeded.ref, asOfMs: dueMs + 60_000 });
  const statements = log.mock.calls.map(([{ query = '' }]) => query);
  log.mockRestore();
  const loads = statements.filter((query) => /^\s*select c\.\*, json_build_object/.test(query));
  // Changes are announced to open pages at most every 200 ms per process, not per mail.
  const work = statements.filter((query) => !/^(begin|commit|select set_config|select pg_notify)/.test(query));
  expect({ loads: loads.length, evaluations: evaluations.count, statements: work.length }).toEqual({
    loads: 3,
    evaluations: 3,
    statements: 13,
  });
});

import { randomUUID } from 'node:crypto';
import { HttpProblem } from '@goen/service-kit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '../audit/audit.ts';
import { installCrashes } from '../testing/crashes.ts';
import { type LedgerFixture, startLedgerFixture } from '../testing/ledger-fixture.ts';
import type { Command, Posted } from './command.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { readBalance } from './read-journal.ts';

let fixture: LedgerFixture;
/** Three services on the same books. */
let ledgers: Ledger[];
let crashes: Awaited<ReturnType<typeof installCrashes>>;
beforeAll(async () => {
  fixture = await startLedgerFixture();
  crashes = await installCrashes(fixture);
  ledgers = [openLedger(fixture.orm), openLedger(await fixture.another()), openLedger(await fixture.another())];
});
afterAll(() => fixture?.close());

type Asked = Omit<Command, 'company'>;
const person = (n: number) => String(n).padStart(64, '0');
const referral = (n: number, date = '2026-11-24'): Asked => ({
  kind: 'referral',
  id: `case-${n}:referral:1`,
  // A few persons are reported by two cases.
  personHash: person(n % 25),
  date,
});

const asked: fc.Arbitrary<Asked | 'kill'> = fc.oneof(
  {
    weight: 30,
    arbitrary: fc
      .record({ n: fc.integer({ min: 1, max: 30 }), date: fc.constantFrom('2026-11-24', '2027-11-23', '2027-11-24') })
      .map(({ n, date }) => referral(n, date)),
  },
  {
    weight: 6,
    arbitrary: fc.integer({ min: 1, max: 30 }).map(
      (n): Asked => ({
        kind: 'reversal',
        id: `case-${n}:referral:1:reversal`,
        reverses: `case-${n}:referral:1`,
        reason: 'unrejected',
      }),
    ),
  },
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 3 }).map((n): Asked => ({ kind: 'hold', id: `h${n}` })) },
  {
    weight: 4,
    arbitrary: fc
      .record({ n: fc.integer({ min: 1, max: 3 }), kind: fc.constantFrom('capture', 'release') })
      .map(({ n, kind }): Asked => ({ kind, id: `h${n}:${kind}`, reverses: `h${n}` })),
  },
  { weight: 1, arbitrary: fc.constant('kill' as const) },
);

/** As a caller does: what the service could not tell is asked again; a problem is an answer. */
async function ask(ledger: Ledger, command: Command): Promise<Posted | HttpProblem> {
  for (;;) {
    try {
      return await ledger.post(command);
    } catch (error) {
      if (error instanceof HttpProblem) return error;
    }
  }
}

/** All at once, over three services; answers what each came to. */
async function askAll(company: string, all: readonly (Asked | 'kill')[]) {
  const answers = await Promise.all(
    all.map(async (one, n) => {
      if (one === 'kill') return fixture.killOneConnection();
      const outcome = await ask(ledgers[n % ledgers.length] as Ledger, { company, ...one });
      return { id: one.id, outcome };
    }),
  );
  return answers.filter((one) => one !== undefined);
}

const journalOf = (company: string) =>
  fixture.asOwner<{ id: string; kind: string }>(
    'select id, kind from journal_entry where company_id = ? order by seq',
    [company],
  );

test('whatever is asked at once, by whom and whatever dies: the books are sound and each key is posted once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(asked, { minLength: 10, maxLength: 120 }),
      fc.constantFrom(0, 2, 3, 5),
      async (all, crashEvery) => {
        const company = randomUUID();
        await crashes.every(crashEvery);
        const answers = await askAll(company, all);
        await crashes.every(0);
        const journal = await journalOf(company);
        const count = (kind: string) => journal.filter((entry) => entry.kind === kind).length;

        const posted = answers.filter(
          ({ outcome }) => !(outcome instanceof HttpProblem) && outcome.status === 'posted',
        );
        const ids = new Set(posted.map(({ id }) => id));
        const commands = journal.filter(({ kind }) => kind !== 'conversion' && kind !== 'unconversion');
        expect(commands.map(({ id }) => id).toSorted()).toEqual([...ids].toSorted());
        for (const id of ids) {
          const first = posted.filter((one) => one.id === id && 'replayed' in one.outcome && !one.outcome.replayed);
          expect(first.length).toBeLessThanOrEqual(1);
        }

        const balance = await readBalance(fixture.orm, company);
        const net = count('referral') - count('reversal');
        const held = count('hold') - count('capture') - count('release');
        expect(balance).toMatchObject({ points: net, held, spent: count('capture') });
        expect(balance.available).toBe(Math.max(0, Math.floor(net / 10) - count('capture') - held));
        expect(await audit(fixture.orm)).toEqual([]);
      },
    ),
    { numRuns: 40 },
  );
}, 600_000);

test.each([0, 2])('from 9 to 10 to 11 at once is one conversion (every n-th transaction dies: %i)', async (every) => {
  const company = randomUUID();
  await askAll(
    company,
    Array.from({ length: 9 }, (_, n) => referral(n)),
  );
  await crashes.every(every);
  const answers = await askAll(
    company,
    [9, 10, 9, 10, 9, 10].map((n) => referral(n)),
  );
  await crashes.every(0);
  const conversions = (await journalOf(company)).filter(({ kind }) => kind === 'conversion');
  expect(conversions).toHaveLength(1);
  expect(await readBalance(fixture.orm, company)).toMatchObject({ points: 11, available: 1, pointsToNextCredit: 9 });
  // Who made the credit hears so, also when asked again; nobody else does.
  const earners = answers.filter(({ outcome }) => 'earnedCredits' in outcome && outcome.earnedCredits === 1);
  expect(earners.map(({ id }) => `${id}:conversion`)).toEqual(Array(3).fill(conversions[0]?.id));
});

test('a command that the database refuses harms none beside it', async () => {
  const company = randomUUID();
  const [ledger] = ledgers as [Ledger];
  const first = ledger.post({ company, ...referral(1) });
  const rest = await Promise.allSettled([
    ledger.post({ company, ...referral(2) }),
    ledger.post({ company, ...referral(3), id: 'nul\0' }),
    ledger.post({ company, ...referral(4) }),
  ]);
  expect(await first).toMatchObject({ status: 'posted' });
  expect(rest.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await readBalance(fixture.orm, company)).toMatchObject({ points: 3 });
});

test('when more wait than can be served, the next is told to come again, and none of the others is lost', async () => {
  const company = randomUUID();
  const [ledger] = ledgers as [Ledger];
  const asked = Array.from({ length: 5_300 }, () => ledger.post({ company, ...referral(1) }));
  const outcomes = await Promise.allSettled(asked);
  const refused = outcomes.filter(({ status }) => status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]).toMatchObject({ reason: { code: 'unavailable' } });
  expect(await readBalance(fixture.orm, company)).toMatchObject({ points: 1 });
});

import { listInbox, skipWorkflowTo, waitUntil } from '@goen/stack/demo';
import { toCaseWorkflowId } from '@goen/temporal-kit';
import { Client } from 'pg';
import { type Expected, type ProvidersStage, providerNames } from './start-providers.ts';

/** Shares of all sends. A third goes through: a provider that takes nothing shows little. */
const plan = { lostAnswers: 0.2, hangs: 0.08, badGateways: 0.14, tooManyRequests: 0.16, serverErrors: 0.08 };
const dayMs = 86_400_000;
const minuteMs = 60_000;

/** Every provider has the same kinds of faults, each by a seed of its own. SMTP has no 502. */
export async function misbehave({ stack }: ProvidersStage, seed: number): Promise<void> {
  for (const [n, provider] of providerNames.entries()) {
    const badGateways = provider === 'smtp' ? 0 : plan.badGateways;
    await setPlan(stack.urls.inbox, provider, { ...plan, badGateways, seed: seed * 10 + n });
  }
}

async function setPlan(inboxUrl: string, provider: string, faults: object | null): Promise<void> {
  const response = await fetch(`${inboxUrl}/sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ provider, plan: faults }),
  });
  if (!response.ok) throw new Error(`The sandbox refused a fault plan: ${await response.text()}`);
}

type Stats = Readonly<Record<string, Readonly<Record<string, number>>>>;
const faultNames = ['lostAnswers', 'hangs', 'badGateways', 'rateLimited', 'serverErrors'];

/**
 * Waits until every result was tried, ends the faults, and lets time pass for what is still open: minutes, in which a
 * list that lacks a mail is believed, then a day, after which a mail whose outcome nobody knows is given up.
 */
export async function settle(stage: ProvidersStage, expected: readonly Expected[]): Promise<Record<string, number>> {
  const { stack } = stage;
  await waitUntil('every result to be tried', async () => (await countUntried(stage, expected)) === 0);
  for (const provider of providerNames) await setPlan(stack.urls.inbox, provider, null);
  for (const [round, minutes] of [11, 11, 25 * 60, 25 * 60, 25 * 60].entries()) {
    const open = await listOpen(stage, expected);
    if (open.length === 0) break;
    await ageRequests(stack.databases.mail.migrationUrl, minutes);
    await skipTime(stage, open, (round + 1) * 10 * minuteMs);
  }
  const stats = (await (await fetch(`${stack.urls.inbox}/sandbox/stats`)).json()) as Stats;
  return Object.fromEntries(
    faultNames.map((name) => [name, Object.values(stats).reduce((sum, own) => sum + (own[name] ?? 0), 0)]),
  );
}

/** Nobody answers at the providers' addresses while workflows live through days. */
export async function comeBackAfterDays(
  stage: ProvidersStage,
  days: number,
  report: () => Promise<Expected[]>,
): Promise<Expected[]> {
  const { sandbox } = stage.stack.services;
  await sandbox.stop();
  const late = await report();
  await waitUntil('every result to be tried', async () => (await countUntried(stage, late)) === 0);
  await skipTime(stage, late, days * dayMs);
  await sandbox.start();
  for (let round = 0; round < 20; round += 1) {
    const open = await listOpen(stage, late);
    if (open.length === 0) break;
    await skipTime(stage, open, days * dayMs + (round + 1) * 20 * minuteMs);
  }
  return late;
}

const isSettled = (kind: string): boolean => kind === 'mail.sent' || kind === 'mail.skipped';

async function listOpen(stage: ProvidersStage, expected: readonly Expected[]): Promise<Expected[]> {
  const views = await Promise.all(expected.map(({ provider, caseId }) => stage.api(provider).getCase(caseId)));
  return expected.filter((_one, n) => !views[n]?.timeline.some(({ kind }) => isSettled(kind)));
}

/** How many results mail-service has not heard of. */
async function countUntried(stage: ProvidersStage, expected: readonly Expected[]): Promise<number> {
  const known = new Set<string | null>();
  for (const provider of providerNames) {
    const pages = stage.api(provider).goen.pages('/v1/messages', { query: { limit: 200 } });
    for await (const { case_id: caseId } of pages) known.add(caseId);
  }
  return expected.filter(({ caseId }) => !known.has(caseId)).length;
}

/** Moves the clocks of these cases to so much after now, through all retries that fall into the time. */
async function skipTime({ temporal }: ProvidersStage, cases: readonly Expected[], ms: number): Promise<void> {
  const untilMs = Date.now() + ms;
  await Promise.all(cases.map(({ caseId }) => skipWorkflowTo(temporal, toCaseWorkflowId(caseId), untilMs)));
}

/** Requests without an answer become older: mail-service reckons by the database's clock. */
async function ageRequests(url: string, minutes: number): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('update send_batch set created_at = created_at - make_interval(mins => $1)', [minutes]);
  } finally {
    await client.end();
  }
}

/** The mails that reached somebody. */
export const countInInbox = async ({ stack }: ProvidersStage, { address }: Expected): Promise<number> =>
  (await listInbox(stack.urls.inbox, address)).length;

import { unwrap } from '@goen/client';
import { connectSystem } from './connect-system.ts';
import type { DemoCompany } from './demo-company.ts';
import { compareCounts } from './outcome.ts';
import { waitUntil } from './wait-until.ts';

export type SelectionResult = {
  readonly company: string;
  readonly inSelection: number;
  readonly waiting: number;
  readonly afterBusinessDays: number;
  /** Since when the one who has waited longest has not moved, and for how many business days. */
  readonly oldestMovedAt: string | null;
  readonly oldestBusinessDays: number;
  readonly differences: readonly string[];
};

const dayMs = 86_400_000;
/** Who is in selection at HERP, and how many days ago they reached their step. */
const candidacies = [
  { name: '三浦 遥', step: 'resumeScreening', movedDaysAgo: 60 },
  { name: '岡本 樹', step: 'firstInterview', movedDaysAgo: 40 },
  { name: '藤井 凛', step: 'finalInterview', movedDaysAgo: 1 },
] as const;

/** A poll of HERP also tells who is still in selection: the company sees who has waited too long for an answer. */
export async function runSelection(
  vendorsUrl: string,
  { api, company }: DemoCompany,
  report: (line: string) => void,
): Promise<SelectionResult> {
  report(`${company.name} connects HERP, which is polled, and sees who has waited too long for an answer …`);
  const movedAt = candidacies.map(({ movedDaysAgo }) => new Date(Date.now() - movedDaysAgo * dayMs));
  for (const [index, { name, step }] of candidacies.entries()) {
    await addCandidacy(vendorsUrl, { name, step, stepUpdatedAt: movedAt[index]?.toISOString() ?? '' });
  }
  const secrets = { api_key: 'local' };
  const connection = await connectSystem(api, 'herp', { secrets });
  const list = (query: { business_days?: number } = {}) =>
    unwrap(api.goen.GET('/v1/waiting-applications', { params: { query: { connection_id: connection.id, ...query } } }));
  const everybody = await waitUntil('the poll of HERP', async () => {
    const page = await list({ business_days: 0 });
    return page.count >= candidacies.length && page;
  });
  const waiting = await list();
  const [oldest] = waiting.items;
  const result = {
    company: company.name,
    inSelection: everybody.count,
    waiting: waiting.count,
    afterBusinessDays: waiting.after_business_days,
    oldestMovedAt: waiting.oldest_moved_at,
    oldestBusinessDays: oldest?.business_days ?? 0,
  };
  const isOldest = toSecond(waiting.oldest_moved_at) === toSecond(movedAt[0]?.toISOString() ?? null);
  const differences = [
    ...compareCounts('waiting at HERP', { inSelection: 3, waiting: 2 }, pickCounts(result)),
    ...(isOldest ? [] : [`waiting at HERP: the oldest has not moved since ${waiting.oldest_moved_at}`]),
  ];
  return { ...result, differences };
}

const pickCounts = ({ inSelection, waiting }: { inSelection: number; waiting: number }) => ({ inSelection, waiting });
const toSecond = (instant: string | null) => (instant === null ? null : Math.floor(Date.parse(instant) / 1_000));

async function addCandidacy(vendorsUrl: string, candidacy: object): Promise<void> {
  const response = await fetch(`${vendorsUrl}/sandbox/herp/candidacies`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(candidacy),
  });
  if (!response.ok) throw new Error(`The vendor sandbox returned ${response.status}.`);
}

import { currentCaseOf, withCompany, withPool } from '@goen/case-store';
import { loadCase, refreshProjection } from '@goen/cases';
import { wakeIntroductionsOf } from '@goen/relay';
import { heartbeat } from '@temporalio/activity';
import type { ActivityContext } from '../activity-context.ts';

const batchRows = 200;
/** What is left is the next round's: also when a million lapse on one day, the round gets to its other work. */
const maxLookedAt = 5_000;

type Lapsing = { readonly candidate_id: string; readonly company_id: string; readonly lapses_at: string };
const first = { lapses_at: '-infinity', candidate_id: '00000000-0000-0000-0000-000000000000' };

/**
 * Ends consents whose twelve months are over, the longest over first, also of closed cases and of people who were never
 * referred: lists say so, the profile leaves the pool, and who is asked about a company is asked no longer.
 */
export async function lapseConsents(
  context: ActivityContext,
  now = new Date(),
  limits = { batchRows, maxLookedAt },
): Promise<number> {
  let lapsed = 0;
  let after: Pick<Lapsing, 'lapses_at' | 'candidate_id'> = first;
  for (let lookedAt = 0; lookedAt < limits.maxLookedAt; ) {
    const rows = await lapsingAfter(context, after, now, limits.batchRows);
    // By a cursor: one that can't be ended for some reason is passed, and tried again in the next round.
    for (const row of rows) if (await lapse(context, row, now)) lapsed += 1;
    heartbeat();
    if (rows.length < limits.batchRows) return lapsed;
    lookedAt += rows.length;
    after = rows.at(-1) ?? after;
  }
  return lapsed;
}

const lapsingAfter = ({ orm }: ActivityContext, after: typeof first, now: Date, limit: number): Promise<Lapsing[]> =>
  withPool(orm, (em) =>
    em.execute<Lapsing[]>(
      `select candidate_id, company_id, lapses_at::text as lapses_at from pool.relay_consent
       where lapses_at <= ? and (lapses_at, candidate_id) > (?::timestamptz, ?::uuid)
       order by lapses_at, candidate_id limit ?`,
      [now, after.lapses_at, after.candidate_id, limit],
    ),
  );

/** What the facts say counts: a row that tells nothing yet, or of a yes that was renewed, is set right. */
async function lapse({ orm, logger }: ActivityContext, of: Lapsing, now: Date): Promise<boolean> {
  const looked = withCompany(orm, of.company_id, async (em) => {
    const current = await currentCaseOf(em, of.candidate_id);
    const loaded = current && (await loadCase(em, current.id, { lock: true }));
    if (!loaded) return false;
    const { consents } = await refreshProjection(em, loaded, now.getTime());
    if (consents.relay === 'granted') return false;
    await wakeIntroductionsOf(em, of.candidate_id, now);
    return true;
  });
  return looked.catch((error: unknown) => {
    logger.error({ err: error, candidateId: of.candidate_id }, 'a consent could not be looked at');
    return false;
  });
}

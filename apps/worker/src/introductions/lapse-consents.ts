import { findCurrentCase, withCompany, withPool } from '@goen/case-store';
import { loadCase, refreshProjection } from '@goen/cases';
import { wakeCandidateIntroductions } from '@goen/relay';
import type { ActivityContext } from '../activity-context.ts';

const batchRows = 200;
/** Per round, so that even a million consents expiring on one day leave time for the round's other work. */
const maxChecked = 5_000;

type Lapsing = { readonly candidate_id: string; readonly company_id: string; readonly lapses_at: string };
const first = { lapses_at: '-infinity', candidate_id: '00000000-0000-0000-0000-000000000000' };

/**
 * Ends relay consents after their twelve months, oldest first, also those of closed cases and of people never referred:
 * lists show it, the profile leaves the pool, and open introductions of the person end.
 */
export async function lapseConsents(
  context: ActivityContext,
  now = new Date(),
  limits = { batchRows, maxChecked },
): Promise<number> {
  let lapsed = 0;
  let after: Pick<Lapsing, 'lapses_at' | 'candidate_id'> = first;
  for (let checked = 0; checked < limits.maxChecked; ) {
    const rows = await readLapsing(context, after, now, limits.batchRows);
    // Paging by cursor skips a consent that fails; the next round retries it.
    for (const row of rows) if (await lapse(context, row, now)) lapsed += 1;
    if (rows.length < limits.batchRows) return lapsed;
    checked += rows.length;
    after = rows.at(-1) ?? after;
  }
  return lapsed;
}

const readLapsing = ({ orm }: ActivityContext, after: typeof first, now: Date, limit: number): Promise<Lapsing[]> =>
  withPool(orm, (em) =>
    em.execute<Lapsing[]>(
      `select candidate_id, company_id, lapses_at::text as lapses_at from pool.relay_consent
       where lapses_at <= ? and (lapses_at, candidate_id) > (?::timestamptz, ?::uuid)
       order by lapses_at, candidate_id limit ?`,
      [now, after.lapses_at, after.candidate_id, limit],
    ),
  );

/** Facts decide: a row that is stale, such as after a renewed consent, is only refreshed. */
async function lapse({ orm, logger }: ActivityContext, consent: Lapsing, now: Date): Promise<boolean> {
  const hasLapsed = withCompany(orm, consent.company_id, async (em) => {
    const current = await findCurrentCase(em, consent.candidate_id);
    const loaded = current && (await loadCase(em, current.id, { lock: true }));
    if (!loaded) return false;
    const { consents } = await refreshProjection(em, loaded, now.getTime());
    if (consents.relay === 'granted') return false;
    await wakeCandidateIntroductions(em, consent.candidate_id, now);
    return true;
  });
  return hasLapsed.catch((error: unknown) => {
    logger.error({ err: error, candidateId: consent.candidate_id }, 'Failed to check an expiring consent');
    return false;
  });
}

import { tagLabel } from '@goen/case-domain/tags';
import {
  createIntroduction,
  type FoundCandidate,
  findCandidatesFor,
  Introduction,
  introductionFacts,
  loadCase,
  matchPositionOf,
  type NewIntroduction,
  Position,
  refreshProfile,
  refreshProjection,
  wakeIntroduction,
  withCompany,
  withPool,
  withRelay,
} from '@goen/case-store';
import { creditBalance, holdResult, openHoldPage } from '@goen/contracts';
import { heartbeat } from '@temporalio/activity';
import type { z } from 'zod';
import type { ActivityContext } from '../activity-context.ts';
import { callService, readService } from '../services/call-service.ts';
import { introductionOfHold } from './credit.ts';

const batchRows = 200;
/** A start that was lost, or a workflow that died: its introduction is looked at again after so long. */
const overdueAfterMs = 60 * 60 * 1000;
/** Tried for a position when the best is taken by another in the same moment. */
const tries = 5;

/** Ends consents whose twelve months are over: the profile leaves the pool, and lists say so, whatever the case does. */
export async function lapseConsents({ orm }: ActivityContext, now = new Date()): Promise<number> {
  let lapsed = 0;
  // By a cursor: one that can't be ended for some reason is passed, and tried again in the next round.
  for (let after: string | null = null; ; ) {
    const rows: Lapsing[] = await withPool(orm, (em) =>
      em.execute<Lapsing[]>(
        `select candidate_id, company_id, case_id from pool.profile
         where consent_expires_at <= ? and (?::uuid is null or candidate_id > ?::uuid)
         order by candidate_id limit ${batchRows}`,
        [now, after, after],
      ),
    );
    for (const row of rows) {
      await withCompany(orm, row.company_id, async (em) => {
        await refreshProfile(em, row.candidate_id, now);
        const loaded = await loadCase(em, row.case_id, { lock: true });
        if (loaded) await refreshProjection(em, loaded, now.getTime());
      });
    }
    lapsed += rows.length;
    heartbeat();
    if (rows.length < batchRows) return lapsed;
    after = rows.at(-1)?.candidate_id ?? null;
  }
}

type Lapsing = { candidate_id: string; company_id: string; case_id: string };

/** Introductions whose next step is long due: their start was lost, or their workflow died with a credit held. */
export function wakeOverdue({ orm }: ActivityContext, now = new Date()): Promise<number> {
  return withRelay(orm, async (em) => {
    const rows = await em.find(
      Introduction,
      { state: { $ne: 'closed' }, nextStepAt: { $lt: new Date(now.getTime() - overdueAfterMs) } },
      { orderBy: { nextStepAt: 'asc' }, limit: batchRows },
    );
    for (const row of rows) await wakeIntroduction(em, row, now);
    return rows.length;
  });
}

/**
 * Credits that stay set aside though their introduction has ended, or never came to be: spent if the profile was handed
 * over, else the company's again. Returns how many were settled.
 */
export async function settleHolds(context: ActivityContext, now = new Date()): Promise<number> {
  const olderThan = new Date(now.getTime() - overdueAfterMs).toISOString();
  let settled = 0;
  for (let cursor: string | null = null; ; ) {
    const query: string = new URLSearchParams({ olderThan, ...(cursor === null ? {} : { cursor }) }).toString();
    const page: z.output<typeof openHoldPage> = await readService(context.credit, `/holds?${query}`, openHoldPage);
    for (const { company, id } of page.items) {
      const verb = await endOf(context, id);
      if (verb === null) continue;
      const path = `/companies/${company}/holds/${encodeURIComponent(id)}/${verb}`;
      await callService(context.credit, path, {}, holdResult);
      context.logger.warn({ hold: id, verb }, 'a hold that nobody ended was settled');
      settled += 1;
    }
    heartbeat();
    if (page.next === null) return settled;
    cursor = page.next;
  }
}

/** Null: the introduction runs, and ends its hold itself; or the hold is none of an introduction. */
async function endOf({ orm }: ActivityContext, holdId: string): Promise<'capture' | 'release' | null> {
  const id = introductionOfHold(holdId);
  if (id === null) return null;
  return withRelay(orm, async (em) => {
    const row = await em.findOne(Introduction, { id });
    if (row !== null && row.state !== 'closed') return null;
    const facts = row === null ? [] : await introductionFacts(em, id);
    return facts.some(({ kind }) => kind === 'profile.provided') ? 'capture' : 'release';
  });
}

/** Puts the best candidates before open positions, the longest open first, as far as each company's credits go. */
export async function matchPositions(context: ActivityContext, now = new Date()): Promise<number> {
  let introduced = 0;
  for (let after: string | null = null; ; ) {
    const companies = await companiesWithPositions(context, after);
    for (const companyId of companies) {
      introduced += await matchCompany(context, companyId, now);
      heartbeat();
    }
    if (companies.length < batchRows) return introduced;
    after = companies.at(-1) ?? null;
  }
}

const companiesWithPositions = async ({ orm }: ActivityContext, after: string | null): Promise<string[]> => {
  const rows = await withRelay(orm, (em) =>
    em.execute<{ company_id: string }[]>(
      `select distinct company_id from position where state = 'open' and (?::uuid is null or company_id > ?::uuid)
       order by company_id limit ${batchRows}`,
      [after, after],
    ),
  );
  return rows.map((row) => row.company_id);
};

async function matchCompany(context: ActivityContext, companyId: string, now: Date): Promise<number> {
  const { available } = await readService(context.credit, `/companies/${companyId}/balance`, creditBalance);
  const waiting = await withRelay(context.orm, (em) => em.count(Introduction, { companyId, state: 'matched' }));
  // One that is matched has not set its credit aside yet.
  let free = available - waiting;
  let introduced = 0;
  if (free <= 0) return 0;
  const positions = await withCompany(context.orm, companyId, (em) =>
    em.find(Position, { companyId, state: 'open' }, { orderBy: { createdAt: 'asc', id: 'asc' }, limit: batchRows }),
  );
  for (const position of positions) {
    if (free <= 0) break;
    if (!(await needsOne(context, position)) || !(await introduceBest(context, position, now))) continue;
    free -= 1;
    introduced += 1;
  }
  return introduced;
}

/** No more people than seats are asked, or at work with the company, at a time. */
const needsOne = ({ orm }: ActivityContext, { id, seats }: Position): Promise<boolean> =>
  withRelay(orm, async (em) => {
    const running = await em.count(Introduction, { positionId: id, state: { $ne: 'closed' } });
    const hired = await em.count(Introduction, { positionId: id, ended: 'hired' });
    return running + hired < seats;
  });

async function introduceBest({ orm }: ActivityContext, position: Position, now: Date): Promise<boolean> {
  const { companyId } = position;
  const found = await withPool(orm, (em) =>
    findCandidatesFor(em, { ...matchPositionOf(position), companyId }, { limit: tries, now }),
  );
  for (const candidate of found) {
    const of = await newIntroduction(orm, position, candidate);
    // Another position may have asked the person in this very moment: then the next best.
    if (await withRelay(orm, (em) => createIntroduction(em, of, now))) return true;
  }
  return false;
}

async function newIntroduction(orm: ActivityContext['orm'], position: Position, found: FoundCandidate) {
  const { companyId } = position;
  const [company] = await withRelay(orm, (em) =>
    em.execute<{ name: string }[]>('select name from company where id = ?', [companyId]),
  );
  return {
    companyId,
    positionId: position.id,
    referrerId: found.referrerId,
    candidateId: found.candidateId,
    caseId: found.caseId,
    personHash: found.personHash,
    score: found.score.total,
    scoreParts: { ...found.score },
    profile: profileOf(found),
    about: {
      company: company?.name ?? '',
      position: position.title,
      url: position.url ?? null,
      description: position.description ?? null,
    },
  };
}

/** The tags in words, by kind: what the company sees of a person whom it does not know yet. */
function profileOf({ tags, stage }: FoundCandidate): NewIntroduction['profile'] {
  const of = (kind: string) => tags.filter((id) => id.startsWith(`${kind}:`)).map((id) => tagLabel(id, 'ja'));
  return {
    skills: of('skill'),
    regions: of('region'),
    orientations: of('orientation'),
    job_categories: of('job_category'),
    last_stage: stage,
  };
}

import { randomUUID } from 'node:crypto';
import { toTagLabel } from '@goen/case-domain/tags';
import { Introduction, isNoSandbox, Position, withCompany, withPool, withRelay } from '@goen/case-store';
import { toMatchPosition } from '@goen/cases';
import { creditBalance } from '@goen/contracts/internal';
import { createIntroduction, type FoundCandidate, findCandidatesFor, type NewIntroduction } from '@goen/relay';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityContext } from '../activity-context.ts';
import { readService } from '../services/call-service.ts';

const batchRows = 200;
/** More than any company has open at a time; the ones open longest come first. */
const maxPositions = 500;
/** Candidates to try for a position when the best one is taken concurrently. */
const maxAttempts = 5;

/** How far a round has come, kept over the retries of its activity. */
export type RoundProgress = {
  /** Companies take turns from here on, by their ids: each round begins with another one. */
  readonly first: string;
  /** Null until one is done. */
  readonly lastDone: string | null;
  readonly failed: readonly string[];
};
type MatchContext = Pick<ActivityContext, 'orm' | 'credit'>;
type Round = { readonly resumeFrom?: RoundProgress | undefined; readonly onProgress?: (at: RoundProgress) => void };

/**
 * Introduces the best candidates for open positions, those open longest first, as far as each company's credits go.
 * Returns how many. When some companies fail, the others are still matched before this throws; a retry goes on where the
 * last attempt ended, and retries those.
 */
export async function matchPositions(
  context: ActivityContext,
  now = new Date(),
  { resumeFrom, onProgress = () => {} }: Round = {},
): Promise<number> {
  const first = resumeFrom?.first ?? randomUUID();
  let lastDone = resumeFrom?.lastDone ?? null;
  let introduced = 0;
  const failed: string[] = [];
  const match = async (companyId: string) => {
    introduced += await matchCompany(context, companyId, now).catch((error: unknown) => {
      context.logger.error({ err: error, companyId }, 'Failed to match positions of a company');
      failed.push(companyId);
      return 0;
    });
  };
  for (const companyId of resumeFrom?.failed ?? []) await match(companyId);
  for (;;) {
    const companies = await findHiringCompanies(context, first, lastDone);
    for (const companyId of companies) {
      await match(companyId);
      lastDone = companyId;
      onProgress({ first, lastDone, failed });
    }
    if (companies.length < batchRows) break;
  }
  onProgress({ first, lastDone, failed });
  if (failed.length > 0) throw ApplicationFailure.retryable('companies_not_matched', 'companies_not_matched');
  return introduced;
}

/** In the order of a circle that begins at `first`. */
const findHiringCompanies = async ({ orm }: ActivityContext, first: string, after: string | null) => {
  const rows = await withRelay(orm, (em) =>
    em.execute<{ company_id: string }[]>(
      `select company_id from (
         select distinct company_id, company_id < ?::uuid as is_past from position
         join company on company.id = position.company_id
         where state = 'open' and conditions is not null and suspended_at is null and ${isNoSandbox('company_id')}) hiring
       where ?::uuid is null or (is_past, company_id) > (?::uuid < ?::uuid, ?::uuid)
       order by is_past, company_id limit ${batchRows}`,
      [first, after, after, first, after],
    ),
  );
  return rows.map((row) => row.company_id);
};

/** When some positions fail, the others are still tried before this throws. */
export async function matchCompany(context: MatchContext, companyId: string, now: Date): Promise<number> {
  let free = await countFreeCredits(context, companyId);
  let introduced = 0;
  const errors: unknown[] = [];
  if (free <= 0) return 0;
  for (const position of await findFreePositions(context, companyId)) {
    if (free <= 0) break;
    const isIntroduced = await introduceBest(context, position, now).catch((error: unknown) => {
      errors.push(error);
      return false;
    });
    if (!isIntroduced) continue;
    free -= 1;
    introduced += 1;
  }
  if (errors.length > 0) throw new AggregateError(errors, 'Some positions could not be matched');
  return introduced;
}

/** Available credits, minus those of matched introductions that have not held theirs yet. */
async function countFreeCredits({ orm, credit }: MatchContext, companyId: string): Promise<number> {
  const { available } = await readService(credit, `/companies/${companyId}/balance`, creditBalance);
  const notHeldYet = { companyId, state: 'matched' as const, nextStep: 'hold_credit' };
  return available - (await withRelay(orm, (em) => em.count(Introduction, notHeldYet)));
}

/**
 * Open positions with known conditions (職業安定法 Art. 5-3) and a free seat: candidates being asked, introduced or hired
 * take a seat each.
 */
async function findFreePositions({ orm }: MatchContext, companyId: string): Promise<Position[]> {
  const rows = await withRelay(orm, (em) =>
    em.execute<{ id: string }[]>(
      `select id from position where company_id = ? and ${isNoSandbox('company_id')} and state = 'open' and conditions is not null
         and seats > (
         select count(*) from introduction
         where introduction.position_id = position.id and (state <> 'closed' or report = 'hired'))
       order by created_at, id limit ?`,
      [companyId, maxPositions],
    ),
  );
  const id = { $in: rows.map((row) => row.id) };
  return withCompany(orm, companyId, (em) => em.find(Position, { id }, { orderBy: { createdAt: 'asc', id: 'asc' } }));
}

async function introduceBest({ orm }: MatchContext, position: Position, now: Date): Promise<boolean> {
  const { companyId } = position;
  const candidates = await withPool(orm, (em) =>
    findCandidatesFor(em, { ...toMatchPosition(position), companyId }, { limit: maxAttempts, now }),
  );
  for (const candidate of candidates) {
    const introduction = await buildIntroduction(orm, position, candidate);
    // Null when another position has just taken the candidate: the next best is tried.
    if (await withRelay(orm, (em) => createIntroduction(em, introduction, now))) return true;
  }
  return false;
}

async function buildIntroduction(orm: ActivityContext['orm'], position: Position, candidate: FoundCandidate) {
  const { companyId } = position;
  const [company] = await withRelay(orm, (em) =>
    em.execute<{ name: string }[]>('select name from company where id = ?', [companyId]),
  );
  return {
    companyId,
    positionId: position.id,
    referrerId: candidate.referrerId,
    candidateId: candidate.candidateId,
    caseId: candidate.caseId,
    personHash: candidate.personHash,
    score: candidate.score.total,
    scoreParts: { ...candidate.score },
    profile: buildProfile(candidate),
    about: {
      company: company?.name ?? '',
      position: position.title,
      url: position.url ?? null,
      description: position.description ?? null,
      conditions: position.conditions ?? null,
      conditionsVersion: position.conditionsVersion,
    },
  };
}

/** The labels of the tags by kind: what the company sees before it knows who the candidate is. */
function buildProfile({ tags, stage }: FoundCandidate): NewIntroduction['profile'] {
  const labels = (kind: string) => tags.filter((id) => id.startsWith(`${kind}:`)).map((id) => toTagLabel(id, 'ja'));
  return {
    skills: labels('skill'),
    regions: labels('region'),
    orientations: labels('orientation'),
    job_categories: labels('job_category'),
    last_stage: stage,
  };
}

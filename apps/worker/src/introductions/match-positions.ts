import { toTagLabel } from '@goen/case-domain/tags';
import { Introduction, Position, withCompany, withPool, withRelay } from '@goen/case-store';
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

/**
 * Introduces the best candidates for open positions, those open longest first, as far as each company's credits go.
 * Returns how many. When some companies fail, the others are still matched before this throws.
 */
export async function matchPositions(context: ActivityContext, now = new Date()): Promise<number> {
  let introduced = 0;
  let failed = 0;
  for (let after: string | null = null; ; ) {
    const companies = await findHiringCompanies(context, after);
    for (const companyId of companies) {
      introduced += await matchCompany(context, companyId, now).catch((error: unknown) => {
        context.logger.error({ err: error, companyId }, 'Failed to match positions of a company');
        failed += 1;
        return 0;
      });
    }
    if (companies.length < batchRows) break;
    after = companies.at(-1) ?? null;
  }
  if (failed > 0) throw ApplicationFailure.retryable('companies_not_matched', 'companies_not_matched');
  return introduced;
}

const findHiringCompanies = async ({ orm }: ActivityContext, after: string | null): Promise<string[]> => {
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
  let free = await countFreeCredits(context, companyId);
  let introduced = 0;
  if (free <= 0) return 0;
  for (const position of await findFreePositions(context, companyId)) {
    if (free <= 0) break;
    if (!(await introduceBest(context, position, now))) continue;
    free -= 1;
    introduced += 1;
  }
  return introduced;
}

/** Available credits, minus those of matched introductions that have not held theirs yet. */
async function countFreeCredits({ orm, credit }: ActivityContext, companyId: string): Promise<number> {
  const { available } = await readService(credit, `/companies/${companyId}/balance`, creditBalance);
  const notHeldYet = { companyId, state: 'matched' as const, nextStep: 'hold_credit' };
  return available - (await withRelay(orm, (em) => em.count(Introduction, notHeldYet)));
}

/** Open positions with a free seat: candidates being asked, introduced or hired take a seat each. */
async function findFreePositions({ orm }: ActivityContext, companyId: string): Promise<Position[]> {
  const rows = await withRelay(orm, (em) =>
    em.execute<{ id: string }[]>(
      `select id from position where company_id = ? and state = 'open' and seats > (
         select count(*) from introduction
         where introduction.position_id = position.id and (state <> 'closed' or report = 'hired'))
       order by created_at, id limit ?`,
      [companyId, maxPositions],
    ),
  );
  const id = { $in: rows.map((row) => row.id) };
  return withCompany(orm, companyId, (em) => em.find(Position, { id }, { orderBy: { createdAt: 'asc', id: 'asc' } }));
}

async function introduceBest({ orm }: ActivityContext, position: Position, now: Date): Promise<boolean> {
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

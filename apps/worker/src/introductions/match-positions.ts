import { toTagLabel } from '@goen/case-domain/tags';
import { Introduction, Position, withCompany, withPool, withRelay } from '@goen/case-store';
import { matchPositionOf } from '@goen/cases';
import { creditBalance } from '@goen/contracts/internal';
import { createIntroduction, type FoundCandidate, findCandidatesFor, type NewIntroduction } from '@goen/relay';
import { heartbeat } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityContext } from '../activity-context.ts';
import { readService } from '../services/call-service.ts';

const batchRows = 200;
/** More than a company has open at a time; those open longest are looked at. */
const maxPositions = 500;
/** Tried for a position when the best is taken by another in the same moment. */
const tries = 5;

/**
 * Puts the best candidates before open positions, the longest open first, as far as each company's credits go. Where
 * one company could not be looked for, the others are before it fails.
 */
export async function matchPositions(context: ActivityContext, now = new Date()): Promise<number> {
  let introduced = 0;
  let failed = 0;
  for (let after: string | null = null; ; ) {
    const companies = await companiesWithPositions(context, after);
    for (const companyId of companies) {
      introduced += await matchCompany(context, companyId, now).catch((error: unknown) => {
        context.logger.error({ err: error, companyId }, 'a company could not be matched');
        failed += 1;
        return 0;
      });
      heartbeat();
    }
    if (companies.length < batchRows) break;
    after = companies.at(-1) ?? null;
  }
  if (failed > 0) throw ApplicationFailure.retryable('companies_not_matched', 'companies_not_matched');
  return introduced;
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
  let free = await freeCredits(context, companyId);
  let introduced = 0;
  if (free <= 0) return 0;
  for (const position of await positionsInNeed(context, companyId)) {
    if (free <= 0) break;
    if (!(await introduceBest(context, position, now))) continue;
    free -= 1;
    introduced += 1;
    heartbeat();
  }
  return introduced;
}

/** Credits that no introduction is about to take: one that was just matched has not set its own aside yet. */
async function freeCredits({ orm, credit }: ActivityContext, companyId: string): Promise<number> {
  const { available } = await readService(credit, `/companies/${companyId}/balance`, creditBalance);
  const waiting = { companyId, state: 'matched' as const, nextStep: 'hold_credit' };
  return available - (await withRelay(orm, (em) => em.count(Introduction, waiting)));
}

/** Open positions with a free seat: no more people than seats are asked, or at work with the company, at a time. */
async function positionsInNeed({ orm }: ActivityContext, companyId: string): Promise<Position[]> {
  const found = await withRelay(orm, (em) =>
    em.execute<{ id: string }[]>(
      `select id from position where company_id = ? and state = 'open' and seats > (
         select count(*) from introduction
         where introduction.position_id = position.id and (state <> 'closed' or report = 'hired'))
       order by created_at, id limit ?`,
      [companyId, maxPositions],
    ),
  );
  const id = { $in: found.map((one) => one.id) };
  return withCompany(orm, companyId, (em) => em.find(Position, { id }, { orderBy: { createdAt: 'asc', id: 'asc' } }));
}

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
  const of = (kind: string) => tags.filter((id) => id.startsWith(`${kind}:`)).map((id) => toTagLabel(id, 'ja'));
  return {
    skills: of('skill'),
    regions: of('region'),
    orientations: of('orientation'),
    job_categories: of('job_category'),
    last_stage: stage,
  };
}

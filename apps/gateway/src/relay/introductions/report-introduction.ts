import { addMonths, canReport, toTokyoDate } from '@goen/case-domain';
import { type Em, Introduction, type Position, withCompany } from '@goen/case-store';
import { type AuditActor, recordAudit } from '@goen/cases';
import type { IntroductionView, NewIntroductionReport } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { appendIntroductionFact, introductionFacts, wakeIntroduction } from '@goen/relay';
import { HttpProblem } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { closeIfFilled, lockPosition } from '../../pool/positions/filled-seats.ts';
import { readIntroductionView } from './view-introduction.ts';

type Report = NewIntroductionReport & { readonly actor: AuditActor };

/** Nobody joins later than this after the report of their hire. */
const maxMonthsToJoin = 24;

/**
 * Records the company's report; a repeat changes nothing but the date of joining, and the hire that fills the last seat
 * closes the position. Throws `not_found`, `introduction_not_open` before the profile is provided, after the end and for
 * a step back, and `invalid_request` for a date of joining that cannot be.
 */
export function reportIntroduction(
  { orm, now }: GatewayContext,
  companyId: string,
  id: string,
  input: Report,
): Promise<IntroductionView> {
  const { report, actor } = input;
  return withCompany(orm, companyId, async (em) => {
    // Position first, like changePosition does: the other order could deadlock.
    const position = report === 'hired' ? await lockIntroducedPosition(em, companyId, id) : null;
    const introduction = await lockIntroduction(em, companyId, id);
    if (report === 'hired' && input.joined_on) checkJoinedOn(introduction, input.joined_on, now());
    if (introduction.report === report) {
      const isCorrected = await correctHire(em, introduction, input, now());
      if (isCorrected) await audit(em, 'hire.corrected');
      return readIntroductionView(em, introduction);
    }
    if (!canReport(await introductionFacts(em, id), report)) throw new HttpProblem('introduction_not_open');
    const joinedOn = report === 'hired' ? (input.joined_on ?? toTokyoDate(now().getTime())) : null;
    await appendIntroductionFact(em, introduction, {
      kind: 'company.reported',
      at: now(),
      data: { report, by: formatActor(actor), ...(joinedOn && { joinedOn }) },
      dedupeKey: `company.reported:${report}`,
    });
    introduction.report = report;
    if (joinedOn !== null) {
      const offeredTerm = introduction.about.conditions?.contract_term;
      Object.assign(introduction, { joinedOn, contractTerm: input.contract_term ?? offeredTerm ?? null });
    }
    await em.flush();
    await audit(em, 'introduction.reported');
    await wakeIntroduction(em, introduction, now());
    if (position) await closeIfFilled(em, position, now());
    return readIntroductionView(em, introduction);
  });

  function audit(em: Em, action: 'introduction.reported' | 'hire.corrected') {
    return recordAudit(em, { companyId, actor, action, subject: { type: 'introduction', id }, data: { report } });
  }
}

/** Locks the introduction until the transaction ends; throws `not_found`. */
export async function lockIntroduction(em: Em, companyId: string, id: string): Promise<Introduction> {
  await em.execute('select 1 from introduction where id = ? and company_id = ? for update', [id, companyId]);
  const introduction = await em.findOne(Introduction, { id, companyId }, { refresh: true });
  if (introduction === null) throw new HttpProblem('not_found');
  return introduction;
}

/** From it run the two years without openings, the six months to the question, and the ledgers. */
function checkJoinedOn({ createdAt }: Introduction, joinedOn: string, now: Date): void {
  const earliest = toTokyoDate(createdAt.getTime());
  if (joinedOn >= earliest && joinedOn <= addMonths(toTokyoDate(now.getTime()), maxMonthsToJoin)) return;
  const detail = `The date of joining must be between ${earliest} and ${maxMonthsToJoin} months from now.`;
  throw new HttpProblem('invalid_request', { errors: [{ pointer: '/joined_on', code: 'out_of_range', detail }] });
}

/** Start dates move: a repeated report of the hire may give another one. Returns whether anything changed. */
async function correctHire(em: Em, introduction: Introduction, input: Report, now: Date): Promise<boolean> {
  const joinedOn = input.joined_on ?? introduction.joinedOn;
  const contractTerm = input.contract_term ?? introduction.contractTerm;
  if (joinedOn && joinedOn !== introduction.joinedOn) {
    const data = { joinedOn, by: formatActor(input.actor) };
    await appendIntroductionFact(em, introduction, { kind: 'hire.corrected', at: now, data });
    await wakeIntroduction(em, introduction, now);
  }
  const isChanged = joinedOn !== introduction.joinedOn || contractTerm !== introduction.contractTerm;
  Object.assign(introduction, { joinedOn, contractTerm });
  await em.flush();
  return isChanged;
}

async function lockIntroducedPosition(em: Em, companyId: string, introductionId: string): Promise<Position | null> {
  const [introduction] = await em.execute<{ position_id: string }[]>(
    'select position_id from introduction where id = ? and company_id = ?',
    [introductionId, companyId],
  );
  return introduction ? lockPosition(em, companyId, introduction.position_id) : null;
}

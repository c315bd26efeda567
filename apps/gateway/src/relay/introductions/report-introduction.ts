import { canReport } from '@goen/case-domain';
import { type Em, Introduction, type Position, withCompany } from '@goen/case-store';
import type { IntroductionReport, IntroductionView } from '@goen/contracts/public';
import { appendIntroductionFact, introductionFacts, wakeIntroduction } from '@goen/relay';
import { HttpProblem } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { closeIfFilled, lockPosition } from '../../pool/positions/filled-seats.ts';
import { viewIntroduction } from './view-introduction.ts';

/**
 * Records the company's report; a repeat changes nothing, and the hire that fills the last seat closes the position.
 * Throws `not_found`, and `introduction_not_open` before the profile is provided, after the end and for a step back.
 */
export function reportIntroduction(
  { orm, now }: GatewayContext,
  companyId: string,
  id: string,
  { report, by }: { report: IntroductionReport; by: string },
): Promise<IntroductionView> {
  return withCompany(orm, companyId, async (em) => {
    // Position first, like changePosition does: the other order could deadlock.
    const position = report === 'hired' ? await lockIntroducedPosition(em, companyId, id) : null;
    await em.execute('select 1 from introduction where id = ? and company_id = ? for update', [id, companyId]);
    const introduction = await em.findOne(Introduction, { id, companyId });
    if (introduction === null) throw new HttpProblem('not_found');
    if (introduction.report === report) return viewIntroduction(introduction);
    if (!canReport(await introductionFacts(em, id), report)) throw new HttpProblem('introduction_not_open');
    await appendIntroductionFact(em, introduction, {
      kind: 'company.reported',
      at: now(),
      data: { report, by },
      dedupeKey: `company.reported:${report}`,
    });
    introduction.report = report;
    await em.flush();
    await wakeIntroduction(em, introduction, now());
    if (position) await closeIfFilled(em, position, now());
    return viewIntroduction(introduction);
  });
}

async function lockIntroducedPosition(em: Em, companyId: string, introductionId: string): Promise<Position | null> {
  const [introduction] = await em.execute<{ position_id: string }[]>(
    'select position_id from introduction where id = ? and company_id = ?',
    [introductionId, companyId],
  );
  return introduction ? lockPosition(em, companyId, introduction.position_id) : null;
}

import { canReport } from '@goen/case-domain';
import { type Em, Introduction, type Position, withCompany } from '@goen/case-store';
import type { IntroductionReport, IntroductionView } from '@goen/contracts/public';
import { appendIntroductionFact, introductionFacts, wakeIntroduction } from '@goen/relay';
import { HttpProblem } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { closeIfFilled, lockPosition } from '../../pool/positions/filled-seats.ts';
import { viewOf } from './view-introduction.ts';

/**
 * What the company tells of a person who was introduced. The same report again changes nothing; the hire that takes the
 * last seat closes the position. Throws 404 for another company's, 409 `introduction_not_open` before the handing over,
 * after the end, and for a step back.
 */
export function reportIntroduction(
  { orm, now }: GatewayContext,
  companyId: string,
  id: string,
  { report, by }: { report: IntroductionReport; by: string },
): Promise<IntroductionView> {
  return withCompany(orm, companyId, async (em) => {
    // The position first, as who changes it does: the other way round they would wait for each other.
    const position = report === 'hired' ? await lockPositionOf(em, companyId, id) : null;
    await em.execute('select 1 from introduction where id = ? and company_id = ? for update', [id, companyId]);
    const row = await em.findOne(Introduction, { id, companyId });
    if (row === null) throw new HttpProblem('not_found');
    if (row.report === report) return viewOf(row);
    if (!canReport(await introductionFacts(em, id), report)) throw new HttpProblem('introduction_not_open');
    await appendIntroductionFact(em, row, {
      kind: 'company.reported',
      at: now(),
      data: { report, by },
      dedupeKey: `company.reported:${report}`,
    });
    row.report = report;
    await em.flush();
    await wakeIntroduction(em, row, now());
    if (position) await closeIfFilled(em, position, now());
    return viewOf(row);
  });
}

async function lockPositionOf(em: Em, companyId: string, introductionId: string): Promise<Position | null> {
  const [of] = await em.execute<{ position_id: string }[]>(
    'select position_id from introduction where id = ? and company_id = ?',
    [introductionId, companyId],
  );
  return of ? lockPosition(em, companyId, of.position_id) : null;
}

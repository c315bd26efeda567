import {
  appendIntroductionFact,
  Introduction,
  introductionFacts,
  wakeIntroduction,
  withCompany,
} from '@goen/case-store';
import { type IntroductionReport, type IntroductionView, introductionReport } from '@goen/contracts';
import { HttpProblem } from '@goen/service-kit';
import type { GatewayContext } from '../gateway-app.ts';
import { viewOf } from './view-introduction.ts';

/** From the first contact on, only forward: a company can't un-hire by a report. */
const order = introductionReport.options;

/**
 * What the company tells of a person who was introduced. The same report again changes nothing. Throws 404 for another
 * company's, 409 `introduction_not_open` before the handing over, after the end, and for a step back.
 */
export function reportIntroduction(
  { orm, now }: GatewayContext,
  companyId: string,
  id: string,
  { report, by }: { report: IntroductionReport; by: string },
): Promise<IntroductionView> {
  return withCompany(orm, companyId, async (em) => {
    await em.execute('select 1 from introduction where id = ? and company_id = ? for update', [id, companyId]);
    const row = await em.findOne(Introduction, { id, companyId });
    if (row === null) throw new HttpProblem('not_found');
    if (row.report === report) return viewOf(row);
    const facts = await introductionFacts(em, id);
    const isOpen = facts.some(({ kind }) => kind === 'profile.provided') && row.state !== 'closed';
    const isForward =
      row.report === null || row.report === undefined || order.indexOf(row.report) < order.indexOf(report);
    if (!isOpen || !isForward) throw new HttpProblem('introduction_not_open');
    await appendIntroductionFact(em, row, {
      kind: 'company.reported',
      at: now(),
      data: { report, by },
      dedupeKey: `company.reported:${report}`,
    });
    row.report = report;
    await em.flush();
    await wakeIntroduction(em, row, now());
    return viewOf(row);
  });
}

import { Introduction, withCompany } from '@goen/case-store';
import type { IntroductionQuery } from '@goen/contracts/public';
import { isAfter, readCursor, toPage } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { readIntroductionDates } from './introduction-dates.ts';
import { viewIntroduction } from './view-introduction.ts';

/** A page of introductions to the company, newest first. */
export async function listIntroductions(
  { orm }: GatewayContext,
  companyId: string,
  { cursor, limit, state, position_id: positionId }: IntroductionQuery,
) {
  const after = isAfter('createdAt', readCursor(cursor));
  return withCompany(orm, companyId, async (em) => {
    const rows = await em.find(
      Introduction,
      { companyId, ...(state ? { state } : {}), ...(positionId ? { positionId } : {}), ...after },
      { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], limit: limit + 1 },
    );
    const ids = rows.map(({ id }) => id);
    const datesOf = await readIntroductionDates(em, ids);
    const view = (row: Introduction) => viewIntroduction(row, datesOf(row.id));
    return toPage(rows, limit, view, ({ createdAt, id }) => ({ at: createdAt, id }));
  });
}

import { isNoSandbox } from '@goen/case-store';
import { loadActors } from '@goen/cases';
import { calendarMonth, handConfirmations } from '@goen/contracts/public';
import { jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import { type OperatorContext, withConsole } from '../operator-context.ts';

const route = defineOperatorRoute({
  method: 'get',
  path: '/operator/hand-confirmations',
  operationId: 'listHandConfirmations',
  tags: ['operator-books'],
  summary: 'List the registrations that members confirmed by hand in a month: their points rest on the company’s word',
  request: { query: z.strictObject({ month: calendarMonth }) },
  responses: { 200: jsonResponse(handConfirmations, 'The registrations of the month.') },
});

type Row = {
  readonly registration_id: string;
  readonly company_id: string;
  readonly confirmed_at: Date | string;
  readonly confirmed_by: string | null;
  readonly state: string;
};

export function addListHandConfirmations(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => {
    const first = `${c.req.valid('query').month}-01`;
    const rows = await withConsole(context, (em) =>
      em.execute<Row[]>(
        `select id as registration_id, company_id, confirmed_at, decided_by as confirmed_by, state from registration
         where confirmed_how = 'by_hand' and confirmed_at >= (?::date)::timestamp at time zone 'Asia/Tokyo'
           and confirmed_at < (?::date + interval '1 month')::timestamp at time zone 'Asia/Tokyo'
           and ${isNoSandbox('company_id')}
         order by company_id, confirmed_at, id`,
        [first, first],
      ),
    );
    const viewActor = await nameConfirmers(context, rows);
    const items = rows.map((row) => ({
      ...row,
      confirmed_at: new Date(row.confirmed_at).toISOString(),
      confirmed_by: viewActor(row.confirmed_by),
    }));
    return c.json({ items }, 200);
  });
}

/** The role of the lists reads no names of members. */
const nameConfirmers = async ({ identity }: OperatorContext, rows: readonly Row[]) =>
  loadActors(
    (await identity.operatorOrm()).em.fork(),
    rows.map((row) => row.confirmed_by),
  );

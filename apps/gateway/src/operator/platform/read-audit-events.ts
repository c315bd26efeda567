import { OperatorStaff } from '@goen/case-store';
import { findAuditEvents, viewAuditEvents } from '@goen/cases';
import type { AuditEventView, operatorAuditQuery } from '@goen/contracts/public';
import { readSeqCursor, toSeqPage } from '@goen/service-kit';
import type { z } from 'zod';
import type { OperatorContext } from '../operator-context.ts';

/** A page of the log of a company, or of the operator's own. Unlike members, the operator sees the names of its staff. */
export async function listOperatorAudit({ identity }: OperatorContext, query: z.output<typeof operatorAuditQuery>) {
  const { cursor, limit, order, company_id: companyId = null, ...filters } = query;
  const em = (await identity.operatorOrm()).em.fork();
  const page = { companyId, filters, after: readSeqCursor(cursor), limit: limit + 1, order };
  const views = await viewAuditEvents(em, await findAuditEvents(em, page));
  const ids = views.flatMap(({ actor }) => (actor.kind === 'operator' && actor.id !== null ? [actor.id] : []));
  const staff = ids.length === 0 ? [] : await em.find(OperatorStaff, { id: { $in: [...new Set(ids)] } });
  const names = new Map(staff.map(({ id, name }) => [id, name]));
  const nameStaff = (view: AuditEventView): AuditEventView => ({
    ...view,
    actor: { ...view.actor, name: view.actor.name ?? names.get(view.actor.id ?? '') ?? null },
  });
  return toSeqPage(views, limit, nameStaff, ({ seq }) => seq);
}

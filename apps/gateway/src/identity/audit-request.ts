import { withCompany } from '@goen/case-store';
import { type NewAuditEvent, recordAudit } from '@goen/cases';
import type { Context } from 'hono';
import type { GatewayContext } from '../http/gateway-app.ts';
import { readActor } from './principal.ts';

/**
 * Records an audit event of a request whose change another service or several transactions make: in a transaction of its
 * own, as soon as that is done. Other changes call `recordAudit` in theirs.
 */
export function auditRequest(
  { orm }: Pick<GatewayContext, 'orm'>,
  c: Context,
  event: Omit<NewAuditEvent, 'companyId' | 'actor'>,
): Promise<void> {
  const companyId = c.get('companyId') as string;
  return withCompany(orm, companyId, (em) => recordAudit(em, { companyId, actor: readActor(c), ...event }));
}

import type { AuditEvent } from '@goen/client/operator';
import { z } from 'zod/mini';
import { operatorListQuery } from '../../../api/operator.ts';
import { addDays } from '../../../i18n/dates.ts';

export const auditSearch = z.object({
  company: z.catch(z.optional(z.string()), undefined),
  noun: z.catch(z.optional(z.string()), undefined),
  from: z.catch(z.optional(z.iso.date()), undefined),
  to: z.catch(z.optional(z.iso.date()), undefined),
});
export type AuditSearch = z.infer<typeof auditSearch>;

/** `to` is the last day that counts. */
export const toAuditFilters = ({ company, noun, from, to }: AuditSearch) => ({
  company_id: company,
  action: noun,
  from: from === undefined ? undefined : `${from}T00:00:00+09:00`,
  to: to === undefined ? undefined : `${addDays(to, 1)}T00:00:00+09:00`,
});

export const auditQuery = (search: AuditSearch) =>
  operatorListQuery('operator-audit', '/operator/audit-events', toAuditFilters(search));

export type Event = AuditEvent;

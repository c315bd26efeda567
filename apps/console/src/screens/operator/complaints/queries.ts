import { z } from 'zod/mini';
import { operatorListQuery } from '../../../api/operator.ts';

export const complaintSearch = z.object({
  show: z.catch(z.optional(z.enum(['all'])), undefined),
  complaint: z.catch(z.optional(z.string()), undefined),
});
export type ComplaintSearch = z.infer<typeof complaintSearch>;

export const complaintsQuery = ({ show }: Pick<ComplaintSearch, 'show'>) =>
  operatorListQuery('complaints', '/operator/complaints', { unanswered: show === 'all' ? 'false' : 'true' });

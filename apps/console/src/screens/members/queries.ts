import { z } from 'zod/mini';
import { listQuery } from '../../api/pages.ts';

export const membersSearch = z.object({ state: z.catch(z.optional(z.enum(['removed'])), undefined) });

export const membersQuery = (state: 'removed' | undefined) => listQuery('members', '/v1/members', { state });

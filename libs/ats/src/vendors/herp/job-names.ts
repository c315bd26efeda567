import { z } from 'zod';
import type { HerpClient } from './herp-client.ts';

const requisition = z.object({ id: z.string(), name: z.string() });

export type JobNameLookup = (requisitionIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Looks up names of requisitions. Reads only as many pages as needed and keeps the names for the poll. */
export function createJobNameLookup(client: HerpClient): JobNameLookup {
  const names = new Map<string, string>();
  let nextPage: number | null = 1;
  return async (requisitionIds) => {
    while (nextPage !== null && requisitionIds.some((id) => !names.has(id))) {
      const { requisitions, hasNextPage } = await client.requisitions(nextPage);
      for (const { id, name } of requisitions.flatMap((row) => requisition.safeParse(row).data ?? []))
        names.set(id, name);
      nextPage = hasNextPage ? nextPage + 1 : null;
    }
    return names;
  };
}

import { randomUUID } from 'node:crypto';
import { OperatorLicence } from '@goen/case-store';
import { z } from 'zod';
import type { AdminContext } from './admin-context.ts';
import { parseInput } from './admin-error.ts';
import { nudgeCases } from './wake-cases.ts';

const licence = z.object({
  number: z.string().trim().min(1).max(100),
  kind: z.string().trim().min(1).max(100),
  expiresOn: z.iso.date(),
});

/**
 * Records the operator's placement licence (職業安定法 Art. 30, 33) and wakes the cases whose referral waits for it.
 * Returns how many.
 */
export async function setLicence({ orm }: AdminContext, input: z.input<typeof licence>): Promise<number> {
  const { number, kind, expiresOn } = parseInput(licence, input);
  return orm.em.fork().transactional(async (em) => {
    await em.insert(OperatorLicence, { id: randomUUID(), number, kind, expiresOn, createdAt: new Date() });
    return nudgeCases(em, `next_step = 'referral' and state = 'open'`);
  });
}

import { randomUUID } from 'node:crypto';
import { toTokyoDate } from '@goen/case-domain';
import { OperatorLicence } from '@goen/case-store';
import { nudgeCases, recordAudit } from '@goen/cases';
import { z } from 'zod';
import type { AdminContext } from './admin-context.ts';
import { parseInput } from './admin-error.ts';

/** As the ministry writes it: prefecture, ユ (paid), ム (free), 特 or 地, and six digits. */
const licenceNumber = /^\d{2}-[ユム特地]-\d{6}$/;

const licence = z.object({
  number: z.string().trim().normalize('NFKC').regex(licenceNumber, 'must look like 13-ユ-123456'),
  kind: z.string().trim().min(1).max(100),
  operatorName: z.string().trim().min(1).max(200),
  address: z.string().trim().min(1).max(500),
  complaintsContact: z.string().trim().min(1).max(300),
  occupations: z.string().trim().min(1).max(300),
  fees: z.string().trim().min(1).max(500),
  expiresOn: z.iso.date().refine((date) => date >= toTokyoDate(Date.now()), 'this licence has expired'),
});

/**
 * Records the operator's placement licence (職業安定法 Art. 30, 33) with what the law wants told about it (Art. 32-13): who
 * and where the operator is, where to complain, the occupations it handles and its fees. Wakes the cases whose referral waits for it.
 * Returns how many.
 */
export async function setLicence({ orm, actor }: AdminContext, input: z.input<typeof licence>): Promise<number> {
  const fields = parseInput(licence, input);
  return orm.em.fork().transactional(async (em) => {
    const id = randomUUID();
    await em.insert(OperatorLicence, { id, ...fields, createdAt: new Date() });
    const subject = { type: 'licence', id };
    await recordAudit(em, { companyId: null, actor, action: 'licence.recorded', subject });
    return nudgeCases(em, `next_step = 'referral' and state = 'open'`);
  });
}

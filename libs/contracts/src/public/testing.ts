import { z } from 'zod';
import { stepName } from './case.ts';
import { instant } from './shared.ts';

export const caseAdvance = z.strictObject({ case_id: z.uuid() }).meta({ id: 'CaseAdvance' });
export const caseAdvanced = z
  .object({
    case_id: z.uuid(),
    next_step: stepName.describe('what the case does now'),
    now: instant.describe('what time it is in the case from now on'),
  })
  .meta({ id: 'CaseAdvanced' });
export type CaseAdvanced = z.infer<typeof caseAdvanced>;

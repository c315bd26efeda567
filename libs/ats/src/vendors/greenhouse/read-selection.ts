import { toComparisonKey } from '@goen/contracts/text';
import { z } from 'zod';
import { parseJsonBody } from '../../parse-json-body.ts';
import { type SelectionNews, toStageText } from '../../selection.ts';
import { greenhouseId, toFields, toFlag, toText } from './greenhouse-values.ts';

const hook = z.looseObject({
  action: z.string().max(100),
  payload: z.looseObject({
    application: z.looseObject({
      id: greenhouseId,
      prospect: z.unknown().optional(),
      current_stage: z.unknown().optional(),
      candidate: z.looseObject({ id: greenhouseId }).nullish().catch(null),
    }),
  }),
});

/** Hooks after which the application is in selection, and has just moved. */
const openingActions = new Set(['new_candidate_application', 'candidate_stage_change', 'unreject_candidate']);
const settlingActions = new Set(['reject_candidate', 'hire_candidate']);

/** Of these nothing is kept but the ids and the stage: they are about people whom nobody has decided about. */
export const isAboutSelectionAlone = (action: string): boolean =>
  action === 'new_candidate_application' || action === 'candidate_stage_change';

/** What a web hook says about an application in selection; null: nothing. A prospect has not applied. */
export function readGreenhouseSelection(body: Uint8Array, now: Date): SelectionNews | null {
  const parsed = hook.safeParse(parseJsonBody(body));
  if (!parsed.success) return null;
  const { application } = parsed.data.payload;
  const action = toComparisonKey(parsed.data.action);
  if (toFlag(application.prospect) === true) return null;
  if (settlingActions.has(action)) return { open: [], settled: [application.id], completeSince: null };
  if (!openingActions.has(action)) return null;
  const open = {
    applicationId: application.id,
    candidateId: application.candidate?.id ?? null,
    stage: toStageText(toText(toFields(application.current_stage, 'name').name)),
    movedAt: now.toISOString(),
  };
  return { open: [open], settled: [], completeSince: null };
}

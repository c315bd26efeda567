import type { ImportActivities, ImportDecision } from '@goen/file-import';
import { cancellationSignal } from '@temporalio/activity';
import type { ActivityContext } from '../activity-context.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { expireImport, failImport, forgetBytes, forgetRows } from './forget.ts';
import { lookThrough } from './look-through.ts';
import { nextImportStep } from './next-import-step.ts';
import { takeRows } from './take-rows.ts';

/** The local activity, on the `cases` queue, where the workflow runs. */
export const importDecision = (context: ActivityContext) =>
  ({ nextImportStep: (ref, asOfMs) => nextImportStep(context, ref, asOfMs) }) satisfies ImportDecision;

/** The activities of the `imports` queue. */
export const importActivities = (context: ActivityContext) =>
  ({
    lookThrough: (ref) => withHeartbeat(() => lookThrough(context, ref)),
    takeRows: (ref) => withHeartbeat(() => takeRows(context, ref, cancellationSignal())),
    failImport: async (ref) => {
      await failImport(context, ref);
    },
    forgetBytes: (ref) => withHeartbeat(() => forgetBytes(context, ref)),
    forgetRows: (ref) => withHeartbeat(() => forgetRows(context, ref)),
    expireImport: (ref) => expireImport(context, ref),
  }) satisfies ImportActivities;

import type { ImportActivities, ImportDecision } from '@goen/file-import';
import { cancellationSignal } from '@temporalio/activity';
import type { ActivityContext } from '../activity-context.ts';
import { whileBeating } from '../cases/while-beating.ts';
import { expireImport, failImport, forgetBytes, forgetRows } from './forget.ts';
import { lookThrough } from './look-through.ts';
import { nextImportStep } from './next-import-step.ts';
import { takeRows } from './take-rows.ts';

/** Of the queue `cases`, where the workflow runs. */
export const importDecision = (context: ActivityContext) =>
  ({ nextImportStep: (ref, asOfMs) => nextImportStep(context, ref, asOfMs) }) satisfies ImportDecision;

/** The activities of the queue `imports`. */
export const importActivities = (context: ActivityContext) =>
  ({
    lookThrough: (ref) => whileBeating(() => lookThrough(context, ref)),
    takeRows: (ref) => whileBeating(() => takeRows(context, ref, cancellationSignal())),
    failImport: async (ref) => {
      await failImport(context, ref);
    },
    forgetBytes: (ref) => whileBeating(() => forgetBytes(context, ref)),
    forgetRows: (ref) => whileBeating(() => forgetRows(context, ref)),
    expireImport: (ref) => expireImport(context, ref),
  }) satisfies ImportActivities;

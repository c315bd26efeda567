import { openCaseStore } from '@goen/case-store';
import type { ImportRef } from '@goen/file-import';
import { createLogger } from '@goen/service-kit';
import type { ActivityContext } from '../activity-context.ts';
import { lookThrough } from '../imports/look-through.ts';
import { nextImportStep } from '../imports/next-import-step.ts';
import { takeRows } from '../imports/take-rows.ts';

type Database = { readonly url: string; readonly personHashKey: string };

/** Takes an import as far as it goes by itself, step by step like its workflow: for tests without Temporal. */
export async function runImport({ url, personHashKey }: Database, ref: ImportRef): Promise<void> {
  const orm = await openCaseStore({ url });
  const context = { orm, personHashKey, logger: createLogger('worker', 'silent') } as ActivityContext;
  try {
    for (;;) {
      const { kind } = await nextImportStep(context, ref, Date.now());
      if (kind === 'look_through') await lookThrough(context, ref);
      else if (kind === 'take_rows') await takeRows(context, ref);
      else return;
    }
  } finally {
    await orm.close(true);
  }
}

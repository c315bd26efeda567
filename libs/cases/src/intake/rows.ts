import type { Em, FollowUpCase } from '@goen/case-store';
import { emitEvents } from '@goen/webhooks';
import { toCaseUpdate } from '../projection/refresh-projection.ts';
import { closeAddressQuestions, openAddressQuestions, refreshOpenCases } from '../shared-address/address-questions.ts';

import { insertRows, writtenTables } from './insert-rows.ts';
import type { IntakeRows, IntakeScope } from './intake-rows.ts';
import type { Lookup } from './lookup.ts';

/**
 * The set-based sibling of `recordFacts`: facts, webhooks and wake-ups of a whole intake with the rows they need, in one
 * statement. Changed candidates are written by the flush.
 */
export async function writeRows(
  em: Em,
  scope: IntakeScope,
  rows: IntakeRows,
  { areMailsPaused, hasEndpoint }: Pick<Lookup, 'areMailsPaused' | 'hasEndpoint'>,
): Promise<void> {
  if (writtenTables.some(([name]) => rows[name].length > 0)) await insertRows(em, rows);
  if (hasEndpoint) await emitOpened(em, rows.cases, areMailsPaused);
  await em.flush();
  const { sharedAddresses, leftAddresses, changedSharers } = rows;
  if (sharedAddresses.size > 0) await openAddressQuestions(em, scope, sharedAddresses);
  if (leftAddresses.size > 0) await closeAddressQuestions(em, scope, leftAddresses);
  await refreshOpenCases(em, scope, [...changedSharers]);
}

/** All cases are of one company. */
async function emitOpened(em: Em, cases: readonly FollowUpCase[], areMailsPaused: boolean): Promise<void> {
  const [first] = cases;
  if (first === undefined) return;
  const updates = cases.map((row) => toCaseUpdate(row, areMailsPaused));
  await emitEvents(em, first.companyId, 'case.updated', updates, { at: first.openedAt });
}

import { toComparisonKey } from '@goen/contracts/text';
import { type OpenApplication, toStageText } from '../selection.ts';
import type { Cells } from './build-report.ts';
import { type FileOffer, readId } from './read-offer.ts';
import { toStatusKeys } from './rejection-statuses.ts';

/** Statuses in which nobody waits for an answer any more, unless the company has its own list. */
export const defaultEndedStatuses: readonly string[] = [
  '辞退',
  '選考辞退',
  '応募辞退',
  '面接辞退',
  '内定辞退',
  '入社辞退',
  '採用',
  '採用決定',
  '終了',
  '選考終了',
  '対象外',
  '応募取消',
  '取消',
  'キャンセル',
  '重複',
  '重複応募',
];

/** The candidate withdrew, whatever the company's list says. */
const withdrawalKeys = toStatusKeys(['辞退', '選考辞退', '内定辞退']);

/** Whether the application of a row that is no rejection is in selection. A status counts as for rejections. */
export type RowSelection = { readonly isOpen: boolean; readonly application: OpenApplication };

/** Null: the row has no usable id of the application, or no status. The file does not say since when. */
export function readSelection(
  status: string,
  fields: Cells,
  offer: FileOffer | null,
  endedKeys: ReadonlySet<string>,
): RowSelection | null {
  const applicationId = readId(fields.application_id);
  const key = toComparisonKey(status);
  if (applicationId === null || key === '') return null;
  const isOpen = offer === null && !endedKeys.has(key) && !withdrawalKeys.has(key);
  const candidateId = readId(fields.candidate_id);
  return { isOpen, application: { applicationId, candidateId, stage: toStageText(status), movedAt: null } };
}

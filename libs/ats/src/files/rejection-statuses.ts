import { toComparisonKey } from '@goen/contracts/text';

/** Statuses that mean "rejected by the company", unless the company has its own list. */
export const defaultRejectionStatuses: readonly string[] = ['不採用', '不合格', 'お見送り', '見送り'];

export const toStatusKeys = (statuses: readonly string[]): ReadonlySet<string> =>
  new Set(statuses.map(toComparisonKey));

/** The candidate withdrew: never a rejection, whatever the company's list says. */
const withdrawalKeys = toStatusKeys(['辞退', '選考辞退', '内定辞退']);

/** A status counts when the key of the whole cell is in the list: 不採用通知済み does not. */
export function isRejectionStatus(status: string, rejectionKeys: ReadonlySet<string>): boolean {
  const key = toComparisonKey(status);
  return rejectionKeys.has(key) && !withdrawalKeys.has(key);
}

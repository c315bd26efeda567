/** Statuses that mean "rejected by the company", unless the company has its own list. */
export const defaultRejectionStatuses: readonly string[] = ['不採用', '不合格', 'お見送り', '見送り'];

/** The candidate withdrew: never a rejection, whatever the company's list says. */
const withdrawals: ReadonlySet<string> = new Set(['辞退', '選考辞退', '内定辞退']);

/** A status counts when the whole trimmed cell equals an entry: 不採用通知済み does not. */
export function isRejectionStatus(status: string, rejectionStatuses: ReadonlySet<string>): boolean {
  const trimmed = status.trim();
  return rejectionStatuses.has(trimmed) && !withdrawals.has(trimmed);
}

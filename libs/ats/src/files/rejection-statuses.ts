/** Statuses that say that the company rejected, unless the company has its own list. */
export const defaultRejectionStatuses: readonly string[] = ['不採用', '不合格', 'お見送り', '見送り'];

/** The candidate withdrew. Never a rejection, whatever a company's list says. */
const withdrawals: ReadonlySet<string> = new Set(['辞退', '選考辞退', '内定辞退']);

/** A status counts when the trimmed cell equals an entry, never as a part of it: 不採用通知済み is none. */
export function isRejection(status: string, list: ReadonlySet<string>): boolean {
  const trimmed = status.trim();
  return list.has(trimmed) && !withdrawals.has(trimmed);
}

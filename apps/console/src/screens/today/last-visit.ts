const newVisitAfterMs = 4 * 3_600_000;

type Visits = { readonly before?: string; readonly lastAt: string };

/** On this device. */
export const isFirstVisit = (memberId: string): boolean => localStorage.getItem(toKey(memberId)) === null;
const toKey = (memberId: string): string => `goen-visit-${memberId}`;

/**
 * When this member was here before this visit, on this device; undefined on the first one. Looking again within some
 * hours is the same visit.
 */
export function readLastVisit(memberId: string): string | undefined {
  const key = toKey(memberId);
  const stored = localStorage.getItem(key);
  const visits = stored === null ? null : (JSON.parse(stored) as Visits);
  const now = new Date();
  const isNew = visits !== null && now.getTime() - Date.parse(visits.lastAt) > newVisitAfterMs;
  const before = isNew ? visits.lastAt : visits?.before;
  localStorage.setItem(key, JSON.stringify({ ...(before === undefined ? {} : { before }), lastAt: now.toISOString() }));
  return before;
}

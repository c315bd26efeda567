import { type Em, Position, PositionConditions } from '@goen/case-store';
import type { WorkingConditions } from '@goen/contracts/workflow';

/** Candidates are asked about an open position whose working conditions are known (職業安定法 Art. 5-3). */
export const takesPartInRelay = ({ state, conditions }: Pick<Position, 'state' | 'conditions'>): boolean =>
  state === 'open' && (conditions ?? null) !== null;

/** Gives the position another version of its conditions; the same ones change nothing. The caller holds its lock. */
export async function changeConditions(
  em: Em,
  position: Position,
  conditions: WorkingConditions | null,
  now: Date,
): Promise<void> {
  const { id, companyId } = position;
  if (isSame(position.conditions ?? null, conditions)) return;
  const version = position.conditionsVersion + 1;
  await em.insert(PositionConditions, { positionId: id, version, companyId, conditions, createdAt: now });
  await em.nativeUpdate(Position, { id, companyId }, { conditions, conditionsVersion: version });
  Object.assign(position, { conditions, conditionsVersion: version });
}

/** The database returns the fields of JSON in an order of its own. */
const isSame = (before: WorkingConditions | null, after: WorkingConditions | null): boolean =>
  sortFields(before) === sortFields(after);
const sortFields = (conditions: WorkingConditions | null): string =>
  JSON.stringify(Object.entries(conditions ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)));

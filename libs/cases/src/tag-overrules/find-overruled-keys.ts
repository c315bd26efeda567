import { isOverrulable, type OverruledKeys } from '@goen/case-domain/tags';
import { type Em, TagOverrule } from '@goen/case-store';
import type { Tag } from '@goen/contracts/public';
import { toComparisonKey } from '@goen/contracts/text';

/** Which of the tags its company overruled. One query for all of them; none when nothing is refused. */
export async function findOverruledKeys(em: Em, companyId: string, tags: readonly Tag[]): Promise<OverruledKeys> {
  const keys = new Set(tags.filter(isOverrulable).map(({ value }) => toComparisonKey(value)));
  if (keys.size === 0) return keys;
  const rows = await em.find(TagOverrule, { companyId, valueKey: { $in: [...keys] }, revokedAt: null });
  return new Set(rows.map(({ valueKey }) => valueKey));
}

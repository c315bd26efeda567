import { isOverruled, type OverruledKeys, readTag, type SensitiveReading } from '@goen/case-domain/tags';
import { type FieldError, sensitiveTagDetail, type Tag } from '@goen/contracts/public';

type SplitTags = { readonly tags: readonly Tag[]; readonly sensitive: readonly FieldError[] };

/**
 * The tags that may be stored, and those that 職業安定法 Art. 5-5 forbids to collect: the rejection is accepted without
 * them. `overruled`: by the company, at the time of the report.
 */
export function splitTags(all: readonly Tag[], overruled: OverruledKeys): SplitTags {
  const readings = all.map((tag) => readTag(tag, isOverruled(tag, overruled)));
  return {
    tags: all.filter((_, index) => readings[index]?.kind !== 'sensitive'),
    sensitive: readings.flatMap((reading, index) =>
      reading.kind === 'sensitive' ? [toDroppedTag(index, reading)] : [],
    ),
  };
}

const toDroppedTag = (index: number, { fault: code, subject }: SensitiveReading): FieldError => ({
  pointer: `/candidate/tags/${index}`,
  code,
  detail: sensitiveTagDetail(subject),
});

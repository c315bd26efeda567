import { z } from 'zod';
import type { TagFault, TagId } from '../workflow/tags.ts';

export type { TagFault, TagId } from '../workflow/tags.ts';

/** A normalized tag: `<kind>:<dictionary id>`, or `<kind>:=<text>` when the dictionary does not contain it. */
export const tagId = z.string().max(100) satisfies z.ZodType<TagId>;

/** Reasons for refusing a tag, as shown in problem details. */
export const tagFaults = {
  sensitive_tag: {
    en: 'The law forbids collecting this about candidates, so the tag was not accepted.',
    ja: '求職者について収集が禁じられている事項のため、このタグは使えません。',
  },
  unknown_region: { en: 'This is not a prefecture of Japan.', ja: '都道府県として認識できません。' },
  unknown_orientation: { en: 'Unknown orientation.', ja: '志向として認識できません。' },
  tag_too_long: { en: 'The tag is too long.', ja: 'タグが長すぎます。' },
  empty_tag: { en: 'The tag contains no characters that can be compared.', ja: '比較できる文字がありません。' },
} as const satisfies Readonly<Record<TagFault, { readonly en: string; readonly ja: string }>>;

/** The reason in both languages: engineers and recruiters may read different ones. */
export const tagFaultDetail = (fault: TagFault): string => `${tagFaults[fault].en} ${tagFaults[fault].ja}`;

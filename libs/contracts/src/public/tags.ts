import { z } from 'zod';
import { sensitiveSubjects, type TagFault, type TagId } from '../workflow/tags.ts';

export type { SensitiveSubject, TagFault, TagId } from '../workflow/tags.ts';

/** A tag as it is compared: `<kind>:<id of the dictionary>`, or `<kind>:=<text>` for a free one. */
export const tagId = z.string().max(100) satisfies z.ZodType<TagId>;

/** What a tag may not tell (職業安定法 Art. 5-5 with 告示141号 no. 5; 個人情報保護法 Art. 2(3) 要配慮個人情報). */
export const sensitiveSubject = z.enum(sensitiveSubjects);

/** Why a tag is not taken, in words for the reader of a problem. */
export const tagFaults = {
  sensitive_tag: {
    en: 'The law forbids to collect this about candidates; the tag is not taken.',
    ja: '求職者について収集が禁じられている事項のため、このタグは使えません。',
  },
  unknown_region: { en: 'This is no prefecture of Japan.', ja: '都道府県として認識できません。' },
  unknown_orientation: { en: 'This orientation is not known.', ja: '志向として認識できません。' },
  tag_too_long: { en: 'The tag is too long.', ja: 'タグが長すぎます。' },
  empty_tag: { en: 'Nothing of the tag is left to compare.', ja: '比較できる文字がありません。' },
} as const satisfies Readonly<Record<TagFault, { readonly en: string; readonly ja: string }>>;

/** The words of a fault in both languages: who integrates and who recruits may read different ones. */
export const tagFaultDetail = (fault: TagFault): string => `${tagFaults[fault].en} ${tagFaults[fault].ja}`;

import { z } from 'zod';
import type { SensitiveSubject, TagFault, TagId } from '../workflow/tags.ts';

export type { SensitiveSubject, TagFault, TagId } from '../workflow/tags.ts';

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

const employmentAct = '職業安定法第5条の5、告示第141号第5の1(2)';
const privacyAct = '個人情報保護法第2条第3項';
/** The rule by which a tag is refused: what it reveals, and the article that forbids to collect it. */
const sensitiveRules: Readonly<Record<SensitiveSubject, string>> = {
  origin: `本籍・出生地・国籍など（${employmentAct}イ）`,
  race_or_status: `人種・民族・社会的身分（${employmentAct}イ、${privacyAct}）`,
  belief: `思想・信条・宗教・政党（${employmentAct}ロ、${privacyAct}）`,
  union: `労働組合への加入・社会運動（${employmentAct}ハ）`,
  family: `家族・婚姻（${employmentAct}イ）`,
  health: `病歴・障害・健康状態（${privacyAct}）`,
  pregnancy: `妊娠・出産（${employmentAct}イ）`,
  sex_life: `性的指向・性自認（${employmentAct}イ）`,
  crime: `犯罪の経歴・被害（${privacyAct}）`,
};

/** Why a tag is refused as sensitive, and which rule refuses it. */
export const sensitiveTagDetail = (subject: SensitiveSubject): string =>
  `${tagFaultDetail('sensitive_tag')} Rule ${subject}: ${sensitiveRules[subject]}.`;

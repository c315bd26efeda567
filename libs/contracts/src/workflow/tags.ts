export const tagKinds = ['skill', 'region', 'orientation', 'job_category'] as const;
export type TagKind = (typeof tagKinds)[number];

export type Tag = { kind: TagKind; value: string };

/** A tag in the form in which tags are compared: `<kind>:<dictionary id>`, or `<kind>:=<text>` for free text. */
export type TagId = string;

/** What a tag must not reveal (職業安定法 Art. 5-5 with 告示141号 no. 5; 個人情報保護法 Art. 2(3) 要配慮個人情報). */
export const sensitiveSubjects = [
  'origin',
  'race_or_status',
  'belief',
  'union',
  'family',
  'health',
  'pregnancy',
  'sex_life',
  'crime',
] as const;
export type SensitiveSubject = (typeof sensitiveSubjects)[number];

/** Why a tag is refused. */
export type TagFault = 'sensitive_tag' | 'unknown_region' | 'unknown_orientation' | 'tag_too_long' | 'empty_tag';

import { z } from 'zod';
import { candidateField } from '../candidate-fields.ts';

const defaultColumns = [
  { header: '氏名', field: 'full_name' },
  { header: 'メールアドレス', field: 'email' },
  { header: '電話番号', field: 'phone' },
  { header: '都道府県', field: 'prefecture' },
  { header: 'タグ', field: 'tags' },
  { header: '応募職種', field: 'last_job' },
  { header: '最終選考段階', field: 'last_stage' },
  { header: '不採用日', field: 'last_rejected_on' },
  { header: 'ステータス', field: 'status' },
] as const;

export const exportSettings = z.strictObject({
  columns: z
    .array(z.strictObject({ header: z.string().trim().min(1).max(100), field: candidateField }))
    .min(1)
    .max(50)
    .refine((columns) => new Set(columns.map(({ header }) => header)).size === columns.length, 'headers must be unique')
    .default([...defaultColumns]),
  encoding: z
    .enum(['utf-8', 'cp932'])
    .default('utf-8')
    .describe('utf-8 with a BOM, which spreadsheets need; cp932 is the Shift_JIS of Windows'),
});
export type ExportSettings = z.infer<typeof exportSettings>;

export const talentcloudSettings = z.strictObject({
  url: z.url().max(2_000).optional().describe('https URL that signed events are posted to; no events when omitted'),
  export: exportSettings.prefault({}).describe('the CSV file'),
});
export type TalentcloudSettings = z.infer<typeof talentcloudSettings>;

export const talentcloudSecrets = z.strictObject({
  signing_secret: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'must be whsec_ and 24 to 64 bytes in base64')
    .optional()
    .describe('signs the events (Standard Webhooks); required with a URL'),
});
export type TalentcloudSecrets = z.infer<typeof talentcloudSecrets>;

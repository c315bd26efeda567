import { z } from 'zod';
import {
  contractTerms,
  type WorkingConditions,
  type WorkingConditionText,
  workingConditionTexts,
} from '../workflow/working-conditions.ts';
import { calendarDate } from './shared.ts';

const text = z.string().trim().min(1).max(600).nullable().default(null);
const texts: Readonly<Record<WorkingConditionText, string>> = {
  work: '業務の内容, with the range in which it may change (変更の範囲)',
  contract_details: 'for a fixed term: how long, and when it is renewed (更新の基準・上限)',
  trial_period: '試用期間; なし when there is none',
  place: '就業の場所, with the range in which it may change',
  hours: 'start and end, overtime, breaks, days off (就業時間・時間外労働・休憩・休日)',
  wage: '賃金の額, with fixed overtime pay if any (固定残業代)',
  insurance: '健康保険、厚生年金、労災保険、雇用保険',
  employer: 'who employs: 募集者の氏名又は名称',
  smoking: '受動喫煙を防止するための措置',
};
const describe = (name: WorkingConditionText) => text.describe(texts[name]);

/** Conditions in words need all of these; those on a web page need its address and date. */
const isMissing = (conditions: WorkingConditions, name: WorkingConditionText): boolean =>
  conditions[name] === null && (name !== 'contract_details' || conditions.contract_term === 'fixed');

/** The working conditions of a position (職業安定法 Art. 5-3): nobody is asked about one without them. */
export const workingConditions = z
  .strictObject({
    work: describe('work'),
    contract_term: z.enum(contractTerms).describe('期間の定めなし, or 期間の定めあり'),
    contract_details: describe('contract_details'),
    trial_period: describe('trial_period'),
    place: describe('place'),
    hours: describe('hours'),
    wage: describe('wage'),
    insurance: describe('insurance'),
    employer: describe('employer'),
    smoking: describe('smoking'),
    dispatch: z.boolean().default(false).describe('employed as a dispatched worker (派遣労働者)'),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .nullable()
      .default(null)
      .describe('a page that states all conditions, instead of or beside the texts'),
    as_of: calendarDate.nullable().default(null).describe('the date as of which the page states them; needed with url'),
  })
  .superRefine((conditions, context) => {
    const refuse = (name: string, message: string) =>
      context.addIssue({ code: 'custom', path: [name], message, params: { code: 'missing_condition' } });
    if (conditions.url !== null && conditions.as_of === null) {
      return refuse('as_of', 'A page with conditions needs the date as of which it states them.');
    }
    if (conditions.url !== null) return;
    for (const name of workingConditionTexts) {
      if (isMissing(conditions, name)) refuse(name, 'Give every condition, or a page that states them (url, as_of).');
    }
  })
  .meta({ id: 'WorkingConditions' }) satisfies z.ZodType<WorkingConditions>;

import type { Locale } from '../workflow/company-settings.ts';
import {
  type ContractTerm,
  type WorkingConditions,
  type WorkingConditionText,
  workingConditionTexts,
} from '../workflow/working-conditions.ts';

export type ConditionLine = { readonly label: string; readonly text: string; readonly url: string | null };

/** The working conditions as a candidate reads them: the same lines on the page, in the mail and in the consent. */
export function describeConditions(conditions: WorkingConditions, locale: Locale): ConditionLine[] {
  const phrases = locale === 'ja' ? japanese : english;
  const line = (label: string, text: string, url: string | null = null): ConditionLine => ({ label, text, url });
  const texts = workingConditionTexts.flatMap((name) => {
    const text = conditions[name];
    if (name === 'contract_details') {
      const term = phrases.terms[conditions.contract_term];
      return [line(phrases.labels.contract_details, text ? phrases.join(term, text) : term)];
    }
    return text ? [line(phrases.labels[name], text)] : [];
  });
  const { url, as_of: asOf, dispatch } = conditions;
  return [
    ...texts,
    ...(dispatch ? [line(phrases.dispatchLabel, phrases.dispatch)] : []),
    ...(url && asOf ? [line(phrases.page, phrases.asOf(asOf), url)] : []),
  ];
}

type Phrases = {
  readonly labels: Readonly<Record<WorkingConditionText, string>>;
  readonly terms: Readonly<Record<ContractTerm, string>>;
  readonly join: (term: string, details: string) => string;
  readonly dispatchLabel: string;
  readonly dispatch: string;
  readonly page: string;
  readonly asOf: (date: string) => string;
};

const japanese: Phrases = {
  labels: {
    work: '業務の内容',
    contract_details: '契約期間',
    trial_period: '試用期間',
    place: '就業場所',
    hours: '就業時間・休憩・休日',
    wage: '賃金',
    insurance: '加入保険',
    employer: '募集者（雇用主）',
    smoking: '受動喫煙の防止措置',
  },
  terms: { indefinite: '期間の定めなし', fixed: '期間の定めあり' },
  join: (term, details) => `${term}（${details}）`,
  dispatchLabel: '雇用形態',
  dispatch: '派遣労働者としての雇用',
  page: '労働条件の掲載ページ',
  asOf: (date) => `${date.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日')}現在`,
};

const english: Phrases = {
  labels: {
    work: 'Work',
    contract_details: 'Contract',
    trial_period: 'Trial period',
    place: 'Place of work',
    hours: 'Hours, breaks and days off',
    wage: 'Pay',
    insurance: 'Insurance',
    employer: 'Employer',
    smoking: 'Protection against second-hand smoke',
  },
  terms: { indefinite: 'permanent', fixed: 'fixed term' },
  join: (term, details) => `${term} (${details})`,
  dispatchLabel: 'Employment',
  dispatch: 'as a dispatched (agency) worker',
  page: 'Page with the working conditions',
  asOf: (date) => `as of ${date}`,
};

import type { Words } from '../../../i18n/define-texts.ts';
import type { japanese } from './texts.ja.ts';

export const english = {
  title: 'Ledgers and yearly report',
  about: 'What the Employment Security Act has a licence holder keep and report.',
  ledgers: 'Ledgers',
  ledgersAbout: 'They name people. Each time one is shown or exported is in the audit log.',
  from: 'First day',
  to: 'Last day',
  names: {
    candidates: 'Candidates (求職管理簿)',
    jobs: 'Jobs (求人管理簿)',
    fees: 'Fees (手数料管理簿)',
  },
  abouts: {
    candidates: 'Candidates who consented to the relay, their introductions and hires',
    jobs: 'Positions with their working conditions, introductions and hires',
    fees: 'Fees and credits',
  },
  csv: 'Export CSV',
  show: 'Show here',
  hide: 'Hide',
  linesOf: 'Lines of {{name}}',
  lines: 'Lines: {{number}}',
  noLines: 'There is nothing in this period',
  moreInCsv: 'These are the first {{number}}. Export the CSV for all.',
  yearly: 'Counts of the yearly report',
  yearlyAbout: 'From April to March. The report (職業紹介事業報告書) is due on 30 April after that.',
  year: 'Fiscal year',
  yearOf: '{{year}} (April {{year}} to March {{next}})',
  item: 'Item',
  count: 'Count',
} as const satisfies Words<typeof japanese>;

import type { Words } from '../../../i18n/define-texts.ts';
import type { japanese } from './texts.ja.ts';

export const english = {
  title: 'Confirmed by hand',
  about:
    'Registrations whose rejection a member of the company confirmed by hand. Their points rest on the company’s word, so look every month for companies that do so often.',
  previous: 'Previous month',
  next: 'Next month',
  empty: 'Nothing was confirmed by hand in this month',
  emptyAdvice: 'Registrations that a report confirmed are not listed here.',
  count: '{{count}} registrations',
  count_one: '1 registration',
  listOf: 'Confirmed by hand at {{name}}',
  confirmedAt: 'Confirmed',
  confirmedBy: 'By',
  state: 'State',
  states: {
    unconfirmed: 'Unconfirmed',
    confirmed: 'Confirmed',
    refused: 'Refused',
    withdrawn: 'Confirmation withdrawn',
    expired: 'Expired',
    erased: 'Erased',
  },
  registration: 'Registration',
} as const satisfies Words<typeof japanese>;

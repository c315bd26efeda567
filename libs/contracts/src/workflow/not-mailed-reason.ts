import { noResultReasons, silentReasons } from './fact.ts';
import { skipReasons } from './mail.ts';

/** Why no mail tells a candidate about a rejection. */
export const notMailedReasons = [
  ...silentReasons,
  ...noResultReasons,
  ...skipReasons.filter((reason) => reason !== 'no_address'),
  'already_mailed',
  'unrejected',
  'hired',
  'erased',
  'address_shared',
  'address_of_another',
  'reported_too_late',
  'case_closed',
] as const;
export type NotMailedReason = (typeof notMailedReasons)[number];

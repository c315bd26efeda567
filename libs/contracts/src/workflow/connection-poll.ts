/** The names by which gateway, worker and Temporal refer to the polls of a connection. No personal data. */
export const connectionPollType = 'connectionPoll';
/** Vendors are slow, so polls have a queue of their own: they never take the places of cases. */
export const pollTaskQueue = 'polls';
export type ConnectionPollInput = { readonly connectionId: string; readonly companyId: string };

/** Names the Schedule of a connection; the ids of its workflows start with it. */
export const toPollScheduleId = (connectionId: string): string => `poll:${connectionId}`;

export const vendorFaultCodes = [
  'unauthorized',
  'forbidden',
  'not_found',
  'refused',
  'rate_limited',
  'unavailable',
  'timeout',
  'answer_unreadable',
] as const;
export type VendorFaultCode = (typeof vendorFaultCodes)[number];

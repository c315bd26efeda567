/** Names by which gateway, worker and Temporal agree on the polls of a connection. Nothing here tells of a person. */
export const connectionPollType = 'connectionPoll';
export type ConnectionPollInput = { readonly connectionId: string; readonly companyId: string };

/** The Schedule of a connection, and the start of its workflows' ids. */
export const pollScheduleIdOf = (connectionId: string): string => `poll:${connectionId}`;

/**
 * Classes of SQLSTATE: the connection broke (08), something ran out (53: disk, memory, connections), the server is being
 * stopped or is not up yet (57P), a lock or a statement took too long (55P03, 57014), the system failed (58).
 */
const awayStates = /^(?:08|53|57P0[1-5]|55P03$|57014$|58)/;
const awayCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** Of node-postgres, which gives these no code. */
const awayMessages = [
  'timeout exceeded when trying to connect',
  'Connection terminated',
  'Client has encountered a connection error',
  'Client was closed and is not queryable',
];

/** Whether a statement failed because the database could not do it now, and the caller may retry the whole request. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (awayStates.test(code) || awayCodes.has(code)) return true;
  if (awayMessages.some((message) => error.message.startsWith(message))) return true;
  return isDatabaseAway(error.cause);
}

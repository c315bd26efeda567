import { randomUUID } from 'node:crypto';
import { seconds } from './event-spellings.ts';

/** A bounce that SendGrid reports, of no mail of ours. */
export const sendgridBounce = (change: object) => ({
  email: `odd-${randomUUID()}@example.com`,
  timestamp: seconds(),
  sg_event_id: randomUUID(),
  event: 'bounce',
  ...change,
});
/** Events of SendGrid that cannot be understood. */
export const oddEvents: readonly [string, unknown][] = [
  ...[-1, 1, 946_684_799, 4_133_980_800, 1e11, 1e13, 1e15, 'soon 5', '2026', 1e20, 1e308, 'soon'].map(
    (timestamp): [string, unknown] => [`the time ${timestamp}`, sendgridBounce({ timestamp })],
  ),
  ['a time that is an object', sendgridBounce({ timestamp: {} })],
  ['NUL in the reason', sendgridBounce({ reason: 'a\0b' })],
  ['NUL in the address', sendgridBounce({ email: 'a\0@example.com' })],
  ['NUL in the event id', sendgridBounce({ sg_event_id: '\0' })],
  ['NUL in a key', sendgridBounce({ 'a\0b': 1 })],
  ['a lone surrogate', sendgridBounce({ reason: '\ud800' })],
  ['a lone surrogate deep inside', sendgridBounce({ more: [{ text: 'x\udc00' }] })],
  ['no type', sendgridBounce({ event: null })],
  ['a type that is not known', sendgridBounce({ event: 'exploded' })],
  ['a type that every object has', sendgridBounce({ event: 'constructor' })],
  ['a type that is a number', sendgridBounce({ event: 5 })],
  ['neither id nor address', sendgridBounce({ email: null })],
  ['several recipients', sendgridBounce({ email: ['a@example.com', 'b@example.com'] })],
  ['null', null],
  ['a number', 4],
  ['a text', 'odd'],
  ['a list', [[sendgridBounce({})]]],
  ['deep nesting', JSON.parse(`${'['.repeat(2_000)}${']'.repeat(2_000)}`)],
];

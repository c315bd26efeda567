import type { SignedHook } from './signed-hook.ts';

/** Zoho transfers at most so many of a record's fields. */
const maxFields = 10;

/**
 * A workflow rule's webhook: fields of a record under names the company chose, and custom parameters, among them the
 * secret, for Zoho signs nothing. Throws a RangeError on more fields than Zoho takes.
 */
export function zohoHook(
  to: { url: string; as?: 'form' | 'json'; custom: Readonly<Record<string, string>> },
  fields: Readonly<Record<string, string>>,
): SignedHook {
  const count = Object.keys(fields).length;
  if (count > maxFields) throw new RangeError(`Zoho transfers at most ${maxFields} fields, not ${count}.`);
  const parameters = { ...fields, ...to.custom };
  if (to.as === 'json')
    return { url: to.url, headers: { 'content-type': 'application/json' }, body: JSON.stringify(parameters) };
  const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' };
  return { url: to.url, headers, body: new URLSearchParams(parameters).toString() };
}

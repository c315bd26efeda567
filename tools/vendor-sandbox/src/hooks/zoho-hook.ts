import type { SignedHook } from './signed-hook.ts';

/** Zoho's limit for the fields of one webhook. */
const maxFields = 10;

/**
 * The webhook of a workflow rule: record fields under names that the company chose, and custom parameters. Zoho does
 * not sign, so the secret is one of those. Throws a RangeError on too many fields.
 */
export function zohoHook(
  endpoint: { url: string; as?: 'form' | 'json'; custom: Readonly<Record<string, string>> },
  fields: Readonly<Record<string, string>>,
): SignedHook {
  const count = Object.keys(fields).length;
  if (count > maxFields) throw new RangeError(`Zoho sends at most ${maxFields} fields, not ${count}`);
  const parameters = { ...fields, ...endpoint.custom };
  if (endpoint.as === 'json')
    return { url: endpoint.url, headers: { 'content-type': 'application/json' }, body: JSON.stringify(parameters) };
  const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' };
  return { url: endpoint.url, headers, body: new URLSearchParams(parameters).toString() };
}

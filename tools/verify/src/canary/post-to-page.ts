import { openMailbox } from '@goen/stack/demo';
import type { Journey } from './start-journey.ts';

/** Sends a form of the candidate's page that has fields to type into. */
export async function postToPage(
  { inboxUrl }: Journey,
  address: string,
  fields: Record<string, string>,
): Promise<void> {
  const url = await openMailbox(inboxUrl, address).findPageUrl();
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  if (!response.ok) throw new Error(`The page returned ${response.status} for ${fields.action}`);
}

import type { HookRequest } from '@goen/ats';
import { z } from 'zod';

const email = z.email();
/** A delivery tells of one person, rarely of a few. */
const maxAddresses = 50;

/** The addresses that stand anywhere in a delivery, of JSON, a form or the query, whether or not its vendor is read. */
export function addressesIn({ url, body }: HookRequest): string[] {
  const text = Buffer.from(body).toString('utf8');
  const texts = [...url.searchParams.values(), ...(stringsOfJson(text) ?? new URLSearchParams(text).values())];
  const found = texts.map((one) => one.trim()).filter((one) => one.includes('@') && email.safeParse(one).success);
  return [...new Set(found)].slice(0, maxAddresses);
}

/** Every string of a JSON text, however deep; null when it is none. */
function stringsOfJson(text: string): string[] | null {
  const strings: string[] = [];
  try {
    JSON.parse(text, (_key, value: unknown) => {
      if (typeof value === 'string') strings.push(value);
      return null;
    });
  } catch {
    return null;
  }
  return strings;
}

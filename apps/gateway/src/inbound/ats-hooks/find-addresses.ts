import type { HookRequest } from '@goen/ats';
import { readMailAddress, splitAddresses } from '@goen/service-kit';

/** A delivery is about one person, rarely a few. */
const maxAddresses = 50;

/** What stands around an address inside a longer text, such as a part of a multipart body or JSON that is cut. */
const separators = /[\s"'<>()[\]{},;:&=\\]+/;

/** Finds the mail addresses anywhere in a request (JSON, form, query or text), also of vendors that we cannot parse. */
export function findAddresses({ url, body }: HookRequest): string[] {
  const text = Buffer.from(body).toString('utf8');
  const values = [...url.searchParams.values(), ...(findJsonStrings(text) ?? new URLSearchParams(text).values()), text];
  const strings = values.flatMap((value) => [value, ...value.split(separators)]);
  const addresses = strings
    .flatMap((string) => (/[@＠]/.test(string) ? splitAddresses(string) : []))
    .filter((string) => readMailAddress(string) !== null);
  return [...new Set(addresses)].slice(0, maxAddresses);
}

/** All strings of a JSON text at any depth; null when it is not JSON. */
function findJsonStrings(text: string): string[] | null {
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

import type { RejectionReport } from '@goen/contracts/public';
import { readMailAddress, splitAddresses } from '@goen/service-kit';

/** `value`: what can be mailed in the form that is stored, all else as it came. */
export type ContactAddress = RejectionReport['candidate']['emails'][number];

/** Longer texts are no addresses; their beginning is kept, marked as cut, so that somebody can correct it. */
const maxStoredLength = 254;

/** The addresses of a report, one by one where a field holds several. A field with anything else in it is kept as it came. */
export const readAddresses = (reported: readonly ContactAddress[]): ContactAddress[] =>
  reported.flatMap(({ value, type }) => {
    const usable = splitAddresses(value).flatMap((text) => readMailAddress(text)?.address ?? []);
    return (usable.length > 0 ? usable : [toStoredText(value)]).map((text) => ({ value: text, type }));
  });

const toStoredText = (text: string): string =>
  text.length <= maxStoredLength ? text.trim() : `${text.slice(0, maxStoredLength - 1).toWellFormed()}…`;

export const selectUsable = (addresses: readonly ContactAddress[]): ContactAddress[] =>
  addresses.filter(({ value }) => readMailAddress(value) !== null);

/** The personal address, else the first, of those that can be mailed; null when there is none. */
export function chooseAddress(addresses: readonly ContactAddress[]): string | null {
  const usable = selectUsable(addresses);
  return (usable.find(({ type }) => type === 'personal') ?? usable[0])?.value ?? null;
}

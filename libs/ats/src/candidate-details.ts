import { emailAddress, maxContacts, maxReportedTags, phoneNumber, tag } from '@goen/contracts/public';
import type { z } from 'zod';
import { storedText } from './files/cell-text.ts';

type Contact = { readonly value: string; readonly type?: string | null | undefined };
type Details = {
  readonly emails: readonly Contact[];
  readonly phones: readonly Contact[];
  /** Of skills. */
  readonly skills: readonly string[];
};

/**
 * A candidate's details as a vendor's report takes them: what does not fit is dropped, and keeps no rejection out. An
 * address that is none stays when there is no other, for the report to be refused and somebody to mend it.
 */
export function details({ emails, phones, skills }: Details) {
  const given = emails.map(stored).filter(({ value }) => value !== '');
  const addresses = fitting(emailAddress, given, maxContacts);
  return {
    emails: addresses.length > 0 ? addresses : given.slice(0, maxContacts),
    phones: fitting(phoneNumber, phones.map(stored), maxContacts),
    tags: fitting(
      tag,
      skills.map((value) => ({ kind: 'skill', value: storedText(value) })),
      maxReportedTags,
    ),
  };
}

const stored = (contact: Contact): Contact => ({ ...contact, value: storedText(contact.value) });

const fitting = <T>(schema: z.ZodType<T>, values: readonly unknown[], limit: number): T[] =>
  values
    .map((value) => schema.safeParse(value).data)
    .filter((value) => value !== undefined)
    .slice(0, limit);

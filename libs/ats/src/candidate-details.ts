import { emailAddress, maxContacts, maxReportedTags, phoneNumber, tag } from '@goen/contracts/public';
import type { z } from 'zod';
import { toStoredText } from './files/cell-text.ts';

type Contact = { readonly value: string; readonly type?: string | null | undefined };
type Details = {
  readonly emails: readonly Contact[];
  readonly phones: readonly Contact[];
  readonly skills: readonly string[];
};

/**
 * Contact details and skills in our format. Invalid values are dropped, so that they never block a rejection; except for
 * the only mail address: it stays, so that the report is refused and someone corrects it.
 */
export function toCandidateDetails({ emails, phones, skills }: Details) {
  const reported = emails.map(toStoredContact).filter(({ value }) => value !== '');
  const valid = keepValid(emailAddress, reported, maxContacts);
  return {
    emails: valid.length > 0 ? valid : reported.slice(0, maxContacts),
    phones: keepValid(phoneNumber, phones.map(toStoredContact), maxContacts),
    tags: keepValid(
      tag,
      skills.map((value) => ({ kind: 'skill', value: toStoredText(value) })),
      maxReportedTags,
    ),
  };
}

const toStoredContact = (contact: Contact): Contact => ({ ...contact, value: toStoredText(contact.value) });

const keepValid = <T>(schema: z.ZodType<T>, values: readonly unknown[], limit: number): T[] =>
  values
    .map((value) => schema.safeParse(value).data)
    .filter((value) => value !== undefined)
    .slice(0, limit);

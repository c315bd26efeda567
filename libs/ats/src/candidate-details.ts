import { toStoredText } from './files/cell-text.ts';

type Contact = { readonly value: unknown; readonly type?: unknown };
type Details = {
  readonly emails: readonly Contact[];
  readonly phones: readonly Contact[];
  readonly skills: readonly unknown[];
};

/** Contact details and skills in our format. The report's schema drops what cannot be kept, and says so. */
export const toCandidateDetails = ({ emails, phones, skills }: Details) => ({
  emails: emails.map(toStoredContact),
  phones: phones.map(toStoredContact),
  tags: skills.map((value) => ({ kind: 'skill', value: toStored(value) })),
});

const toStored = (value: unknown): unknown => (typeof value === 'string' ? toStoredText(value) : value);
const toStoredContact = (contact: Contact): Contact => ({ ...contact, value: toStored(contact.value) });

/** The addresses that an event can name: it is never refused for one of them. */
export const toEventAddresses = (emails: readonly Contact[]): string[] =>
  emails
    .flatMap(({ value }) => (typeof value === 'string' ? [value.replaceAll('\0', '').toWellFormed()] : []))
    .filter((value) => value.length <= 1_000)
    .slice(0, 20);

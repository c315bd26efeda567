import { toStoredText } from './files/cell-text.ts';

type Contact = { readonly value: string; readonly type?: string | null | undefined };
type Details = {
  readonly emails: readonly Contact[];
  readonly phones: readonly Contact[];
  readonly skills: readonly string[];
};

/** Contact details and skills in our format. The report's schema drops what cannot be kept, and says so. */
export const toCandidateDetails = ({ emails, phones, skills }: Details) => ({
  emails: emails.map(toStoredContact),
  phones: phones.map(toStoredContact),
  tags: skills.map((value) => ({ kind: 'skill', value: toStoredText(value) })),
});

const toStoredContact = (contact: Contact): Contact => ({ ...contact, value: toStoredText(contact.value) });

import fc from 'fast-check';
import { cleanMail, namePlaceholder, names, placeholder, sharedAddresses } from './generate-names.ts';
import { withBlanksAround, withInvisible } from './mutations.ts';
import type { ReportVariant } from './variant.ts';

/** Every character that RFC 5322 allows in an atom. */
const atom = fc.string({
  unit: fc.constantFrom(...Array.from("abcXYZ019!#$%&'*+/=?^_`{|}~-")),
  minLength: 1,
  maxLength: 12,
});
const domain = fc.constantFrom('example.jp', 'example.co.jp', 'mail.example.com', 'EXAMPLE.JP', 'xn--fsq.example');
const carrier = fc.constantFrom('docomo.ne.jp', 'ezweb.ne.jp', 'au.com');
/** Two candidates must never share an address by chance (rule 38). */
const tag = fc.uuid().map((id) => id.slice(0, 8));

const usableAddress = fc.oneof(
  fc.tuple(atom, tag, domain).map(([local, unique, host]) => `${local}${unique}@${host}`),
  fc.tuple(atom, tag, carrier).map(([local, unique, host]) => `${local}..${unique}@${host}`),
  fc.tuple(atom, tag, carrier).map(([local, unique, host]) => `${unique}${local}.@${host}`),
  fc.tuple(tag, fc.constantFrom('例え.example', '日本語.例え.example', 'bücher.example')).map(([l, h]) => `a${l}@${h}`),
  tag.chain((unique) => withBlanksAround(`b${unique}@example.jp`)),
  tag.chain((unique) => withInvisible(`c${unique}@example.jp`)),
  tag.map((unique) => `ｄ${unique}＠example．jp`),
);
const unusableAddress = fc.oneof(
  tag.map((unique) => `${unique}.example.jp`),
  tag.map((unique) => `${unique}@`),
  tag.map((unique) => `@${unique}.jp`),
  tag.map((unique) => `a${unique}@b@example.jp`),
  tag.map((unique) => `a ${unique}@example.jp`),
  tag.map((unique) => `a${unique}@example..jp`),
  tag.map((unique) => `a${unique}@-example.jp`),
  tag.map((unique) => `${unique}${'x'.repeat(70)}@example.jp`),
  placeholder,
);
const toAddressVariant =
  (expected: ReportVariant['expected']) =>
  (value: string): ReportVariant => ({
    what: `address ${JSON.stringify(value)}`,
    candidate: { emails: [{ value }] },
    expected,
  });
const addresses: fc.Arbitrary<ReportVariant> = fc.oneof(
  { weight: 2, arbitrary: usableAddress.map(toAddressVariant({ outcome: 'mailed' })) },
  { weight: 1, arbitrary: unusableAddress.map(toAddressVariant({ outcome: 'not_mailed' })) },
);

const jobs: fc.Arbitrary<ReportVariant> = fc.oneof(
  namePlaceholder.map((value) => ({
    what: `job ${JSON.stringify(value)}`,
    job: { name: value },
    expected: { outcome: 'mailed' as const, job: null, mailHasNot: cleanMail },
  })),
  withInvisible('法人営業').map((value) => ({
    what: `job ${JSON.stringify(value)}`,
    job: { name: value },
    expected: { outcome: 'mailed' as const, mailHas: ['法人営業'], mailHasNot: cleanMail },
  })),
);

/** Each is too long, too many or of an unknown form; the rejection is taken without it (rule 40). */
const optionalDetails: fc.Arbitrary<ReportVariant> = fc
  .constantFrom(
    { what: 'a long phone number', candidate: { phones: [{ value: '0'.repeat(60) }] } },
    { what: 'an empty phone number', candidate: { phones: [{ value: '' }] } },
    { what: 'a long prefecture', candidate: { prefecture: '東京都'.repeat(20) } },
    { what: 'more tags than are kept', candidate: { tags: manyTags(101) } },
    { what: 'a long tag', candidate: { tags: [{ kind: 'skill', value: 'x'.repeat(300) }] } },
    { what: 'a long stage', application: { current_stage: { name: '面接'.repeat(200) } } },
  )
  .map((variant) => ({ ...variant, expected: { outcome: 'mailed' as const } }));

function manyTags(count: number) {
  return Array.from({ length: count }, (_, index) => ({ kind: 'skill', value: `tool ${index}` }));
}

export const reportVariant: fc.Arbitrary<ReportVariant> = fc.oneof(
  { weight: 4, arbitrary: names },
  { weight: 2, arbitrary: sharedAddresses },
  { weight: 4, arbitrary: addresses },
  { weight: 1, arbitrary: jobs },
  { weight: 1, arbitrary: optionalDetails },
);

import fc from 'fast-check';
import { withBlanksAround, withInvisible } from './mutations.ts';
import type { ReportVariant } from './variant.ts';

const people = [
  ['佐藤', '花子'],
  ['髙橋', '翔'],
  ['長谷川', '結衣'],
  ['山﨑', '蓮'],
  ['五十嵐', 'さくら'],
] as const;
const person = fc.constantFrom(...people);
/** What systems send for "nothing" (rule 36: the whole value, compared by key). */
const placeholder = fc.constantFrom(
  '-None-',
  'null',
  'NULL',
  'ｎｕｌｌ',
  'N/A',
  '.',
  '-',
  '－',
  '${Candidates.Last_Name}',
  '\u200B',
  '\u3164',
  '\u3000',
);
const honorific = fc.constantFrom('様', ' 様', '　様', '様様', '御中', ' 殿');
const unseen = /[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u061C\u00AD\u3164]/u;
const placeholders = /\$\{|-None-|null|N\/A/iu;
const doubledHonorific = /(様|御中|殿)[\s　]*様/u;
const cleanMail = [unseen, placeholders, doubledHonorific];

const names: fc.Arbitrary<ReportVariant> = fc.oneof(
  person.chain(([family, given]) =>
    fc.oneof(withInvisible(family), withBlanksAround(family)).map((changed) => ({
      what: `family name ${JSON.stringify(changed)}`,
      candidate: { family_name: changed, given_name: given, full_name: null },
      expected: { outcome: 'mailed' as const, mailHas: [`${family}様`], mailHasNot: cleanMail },
    })),
  ),
  fc.tuple(person, honorific).map(([[family, given], suffix]) => ({
    what: `full name with ${JSON.stringify(suffix)}`,
    candidate: { family_name: null, given_name: null, full_name: `${family}${given}${suffix}` },
    expected: { outcome: 'mailed' as const, mailHas: [`${family}${given}`], mailHasNot: cleanMail },
  })),
  fc.tuple(person, placeholder, placeholder).map(([[family, given], first, last]) => ({
    what: `family name ${JSON.stringify(first)}, given name ${JSON.stringify(last)}`,
    candidate: { family_name: first, given_name: last, full_name: `${family} ${given}` },
    expected: { outcome: 'mailed' as const, mailHas: [`${family} ${given}様`], mailHasNot: cleanMail },
  })),
  placeholder.map((value) => ({
    what: `every name ${JSON.stringify(value)}`,
    candidate: { family_name: value, given_name: value, full_name: value },
    expected: { outcome: 'mailed' as const, mailHas: ['ご応募者様'], mailHasNot: cleanMail },
  })),
);

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
  placeholder.map((value) => ({
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
  { weight: 4, arbitrary: addresses },
  { weight: 1, arbitrary: jobs },
  { weight: 1, arbitrary: optionalDetails },
);

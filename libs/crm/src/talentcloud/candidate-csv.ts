import { stringify } from 'csv-stringify/sync';
import iconv from 'iconv-lite';
import { type CandidateField, fieldOf } from '../candidate-fields.ts';
import type { CrmCandidate } from '../crm-adapter.ts';
import type { ExportSettings } from './talentcloud-settings.ts';

/** A character that the encoding has none for, and the field it stands in. */
export type Unwritable = { readonly candidateId: string; readonly field: CandidateField; readonly character: string };

/** CP932 has the full-width forms of these: Japanese systems take them for the same. */
const cp932Forms: Readonly<Record<string, string>> = { '\u301C': '\uFF5E', '\u2212': '\uFF0D' };
const inCp932 = (text: string) => text.replaceAll(/[\u301C\u2212]/g, (character) => cp932Forms[character] ?? character);

/** The first character of a text that CP932 does not have; null when it has all. */
export function unwritableInCp932(text: string): string | null {
  for (const character of inCp932(text)) {
    // iconv-lite never fails: it writes something else instead, `?` or a character that looks alike.
    if (iconv.decode(iconv.encode(character, 'cp932'), 'cp932') !== character) return character;
  }
  return null;
}

/** Headers that a file in this encoding could not have. */
export const findUnencodableHeaders = ({ columns, encoding }: ExportSettings): string[] =>
  encoding === 'utf-8'
    ? []
    : columns.map(({ header }) => header).filter((header) => unwritableInCp932(header) !== null);

/** What of these candidates the encoding can't say. */
export const findUnencodable = (
  candidates: readonly CrmCandidate[],
  { columns, encoding }: ExportSettings,
): Unwritable[] =>
  encoding === 'utf-8'
    ? []
    : candidates.flatMap((candidate) =>
        columns.flatMap(({ field }) => {
          const character = unwritableInCp932(fieldOf(candidate, field));
          return character === null ? [] : [{ candidateId: candidate.candidateId, field, character }];
        }),
      );

const encoded = (text: string, { encoding }: ExportSettings): Buffer =>
  encoding === 'utf-8' ? Buffer.from(text, 'utf8') : iconv.encode(inCp932(text), 'cp932');
const lines = (rows: string[][]) => stringify(rows, { record_delimiter: 'windows' });

/** The first line; in UTF-8 with the BOM by which spreadsheets know it. */
export const renderCsvHeader = (settings: ExportSettings): Buffer => {
  const bom = settings.encoding === 'utf-8' ? '\uFEFF' : '';
  return encoded(bom + lines([settings.columns.map(({ header }) => header)]), settings);
};

/** A line a candidate; throws for what the encoding can't say, rather than to write something else. */
export function renderCsvRows(candidates: readonly CrmCandidate[], settings: ExportSettings): Buffer {
  if (findUnencodable(candidates, settings).length > 0) throw new Error('text that CP932 can not say');
  return encoded(lines(candidates.map((one) => settings.columns.map(({ field }) => fieldOf(one, field)))), settings);
}

import { renderCsvRows as renderRows } from '@goen/service-kit';
import iconv from 'iconv-lite';
import { type CandidateField, readField } from '../candidate-fields.ts';
import type { CrmCandidate } from '../crm-adapter.ts';
import type { ExportSettings } from './talentcloud-settings.ts';

/** The first character of a field that the encoding lacks. */
type UnencodableCharacter = {
  readonly candidateId: string;
  readonly field: CandidateField;
  readonly character: string;
};

/** CP932 has only the full-width forms of these; Japanese systems treat both forms as the same character. */
const fullWidthForms: Readonly<Record<string, string>> = { '\u301C': '\uFF5E', '\u2212': '\uFF0D' };
const toCp932Forms = (text: string) =>
  text.replaceAll(/[\u301C\u2212]/g, (character) => fullWidthForms[character] ?? character);

/** The first character that CP932 lacks; null when it has them all. */
export function findUnencodableInCp932(text: string): string | null {
  for (const character of toCp932Forms(text)) {
    // iconv-lite never fails: it substitutes `?` or a lookalike, so compare the round trip.
    if (iconv.decode(iconv.encode(character, 'cp932'), 'cp932') !== character) return character;
  }
  return null;
}

/** Headers that the encoding of the file cannot represent. */
export const findUnencodableHeaders = ({ columns, encoding }: ExportSettings): string[] =>
  encoding === 'utf-8'
    ? []
    : columns.map(({ header }) => header).filter((header) => findUnencodableInCp932(header) !== null);

/** Fields of these candidates that the encoding of the file cannot represent. */
export const findUnencodable = (
  candidates: readonly CrmCandidate[],
  { columns, encoding }: ExportSettings,
): UnencodableCharacter[] =>
  encoding === 'utf-8'
    ? []
    : candidates.flatMap((candidate) =>
        columns.flatMap(({ field }) => {
          const character = findUnencodableInCp932(readField(candidate, field));
          return character === null ? [] : [{ candidateId: candidate.candidateId, field, character }];
        }),
      );

const encode = (text: string, { encoding }: ExportSettings): Buffer =>
  encoding === 'utf-8' ? Buffer.from(text, 'utf8') : iconv.encode(toCp932Forms(text), 'cp932');
const toCsv = (rows: string[][]) => renderRows(rows, { record_delimiter: 'windows' });

/** The header line; UTF-8 starts with a BOM, by which spreadsheets recognise it. */
export const renderCsvHeader = (settings: ExportSettings): Buffer => {
  const bom = settings.encoding === 'utf-8' ? '\uFEFF' : '';
  return encode(bom + toCsv([settings.columns.map(({ header }) => header)]), settings);
};

/** One line per candidate. Throws when the encoding lacks a character, rather than substitute it. */
export function renderCsvRows(candidates: readonly CrmCandidate[], settings: ExportSettings): Buffer {
  if (findUnencodable(candidates, settings).length > 0) throw new Error('text that CP932 cannot represent');
  const rows = candidates.map((candidate) => settings.columns.map(({ field }) => readField(candidate, field)));
  return encode(toCsv(rows), settings);
}

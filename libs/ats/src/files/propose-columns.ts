import { toComparisonKey } from '@goen/contracts/text';
import { readMailAddress, splitAddresses } from '@goen/service-kit';
import { readGuardedText, splitValues } from './cell-text.ts';
import { type Field, fields, headerNames } from './fields.ts';
import { toHeaderKey } from './header-key.ts';
import { readDate } from './read-date.ts';
import { defaultRejectionStatuses, toStatusKeys } from './rejection-statuses.ts';

/** A guess for a person to confirm. `confidence`: 0 to 1. `by`: the evidence. */
type ProposedColumn = {
  readonly field: Field;
  readonly column: string;
  readonly confidence: number;
  readonly by: 'name' | 'values' | 'name_and_values';
};

const phonePattern = /^(\+81|0)[\d() -]{8,16}$/;
const knownStatusKeys = toStatusKeys([...defaultRejectionStatuses, '選考中', '内定', '採用', '辞退', '入社']);
const areAll = (values: readonly string[], isValid: (value: string) => boolean) =>
  values.length > 0 && values.every(isValid);
const arePhones = (cell: string) => areAll(splitValues(cell), (value) => phonePattern.test(value.normalize('NFKC')));
const areAddresses = (cell: string) => areAll(splitAddresses(cell), (value) => readMailAddress(value) !== null);
const isDate = (cell: string) => 'instant' in readDate(cell);

/** Fields that can be recognised by their values. */
const valueChecks: Partial<Record<Field, (cell: string) => boolean>> = {
  emails: areAddresses,
  phones: arePhones,
  status: (cell) => knownStatusKeys.has(toComparisonKey(cell)),
  rejected_at: isDate,
  applied_at: isDate,
};

/** Fields recognisable without a known name. A date alone does not show what it means. */
const recognisableByValues: ReadonlySet<Field> = new Set<Field>(['emails', 'phones', 'status']);

/** Columns about the company's staff or an agent, not the candidate. */
const aboutOthers = /担当|紹介|エージェント|推薦/u;

/** How well the column's name fits the field, 0 to 0.6. */
function scoreName(field: Field, column: string): number {
  const name = toHeaderKey(column);
  if (name === '' || aboutOthers.test(name)) return 0;
  const knownNames = headerNames[field].map(toHeaderKey);
  if (knownNames.includes(name)) return 0.6;
  return knownNames.some((knownName) => knownName.length >= 3 && name.includes(knownName)) ? 0.3 : 0;
}

function rateColumn(field: Field, column: string, cells: readonly string[]): ProposedColumn | null {
  const nameScore = scoreName(field, column);
  const isValid = valueChecks[field];
  const filled = cells.filter((cell) => cell.trim() !== '');
  if (isValid === undefined || filled.length === 0) {
    if (nameScore === 0) return null;
    return { field, column, confidence: isValid === undefined ? nameScore + 0.3 : nameScore, by: 'name' };
  }
  const validShare = filled.filter(isValid).length / filled.length;
  if (validShare < 0.5) {
    // Companies have their own statuses: unknown values do not count against the name.
    return field === 'status' && nameScore > 0 ? { field, column, confidence: nameScore, by: 'name' } : null;
  }
  if (nameScore > 0) {
    const confidence = Math.round((nameScore + 0.35 * validShare) * 100) / 100;
    return { field, column, confidence, by: 'name_and_values' };
  }
  if (!recognisableByValues.has(field) || validShare < 0.8 || aboutOthers.test(toComparisonKey(column))) return null;
  return { field, column, confidence: 0.4, by: 'values' };
}

/**
 * Proposes a column map from the header and some rows below it, best guess first, each column and field at most once. It
 * is never used unconfirmed: a person approves it, and it is saved for the company.
 */
export function proposeColumns(
  header: readonly string[],
  sample: readonly (readonly string[])[],
): readonly ProposedColumn[] {
  const named = header
    .map((column, index) => ({ column, cells: sample.map((cells) => readGuardedText(cells[index] ?? '')) }))
    .filter(({ column }) => column !== '');
  const guesses = fields.flatMap((field) =>
    named.flatMap(({ column, cells }) => rateColumn(field, column, cells) ?? []),
  );
  const proposed: ProposedColumn[] = [];
  for (const guess of guesses.sort((a, b) => b.confidence - a.confidence))
    if (!proposed.some(({ field, column }) => field === guess.field || column === guess.column)) proposed.push(guess);
  return proposed;
}

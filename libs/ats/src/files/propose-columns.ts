import { splitValues } from './cell-text.ts';
import { type Field, fields, headerNames } from './fields.ts';
import { readDate } from './read-date.ts';
import { defaultRejectionStatuses } from './rejection-statuses.ts';

/** A guess for a person to confirm. `confidence`: 0 to 1. `by`: what spoke for it. */
export type ProposedColumn = {
  readonly field: Field;
  readonly column: string;
  readonly confidence: number;
  readonly by: 'name' | 'values' | 'name_and_values';
};

const address = /^[^\s@;]+@[^\s@;]+\.[^\s@;]+$/;
const phone = /^(\+81|0)[\d() -]{8,16}$/;
const statuses: ReadonlySet<string> = new Set([...defaultRejectionStatuses, '選考中', '内定', '採用', '辞退', '入社']);
const all = (cell: string, form: RegExp) => splitValues(cell).every((value) => form.test(value.normalize('NFKC')));
const isDate = (cell: string) => 'instant' in readDate(cell);

/** Fields whose values show what they are. */
const looks: Partial<Record<Field, (cell: string) => boolean>> = {
  emails: (cell) => all(cell, address),
  phones: (cell) => all(cell, phone),
  status: (cell) => statuses.has(cell.trim()),
  rejected_at: isDate,
  applied_at: isDate,
};

/** Fields that values alone may tell. A date alone does not say of what. */
const tellable: ReadonlySet<Field> = new Set<Field>(['emails', 'phones', 'status']);

/** Of the company's staff or of an agent, not of the candidate. */
const notTheCandidate = /担当|紹介|エージェント|推薦/u;

const plain = (name: string) => name.normalize('NFKC').replaceAll(/\s/gu, '').toLowerCase();

function byName(field: Field, column: string): number {
  const name = plain(column);
  if (name === '' || notTheCandidate.test(name)) return 0;
  const known = headerNames[field].map(plain);
  if (known.includes(name)) return 0.6;
  return known.some((one) => one.length >= 3 && name.includes(one)) ? 0.3 : 0;
}

function judge(field: Field, column: string, cells: readonly string[]): ProposedColumn | null {
  const name = byName(field, column);
  const look = looks[field];
  const filled = cells.filter((cell) => cell.trim() !== '');
  if (look === undefined || filled.length === 0)
    return name === 0 ? null : { field, column, confidence: look === undefined ? name + 0.3 : name, by: 'name' };
  const share = filled.filter(look).length / filled.length;
  // A list of statuses is the company's own: foreign words do not speak against the column's name.
  if (share < 0.5) return field === 'status' && name > 0 ? { field, column, confidence: name, by: 'name' } : null;
  if (name > 0)
    return { field, column, confidence: Math.round((name + 0.35 * share) * 100) / 100, by: 'name_and_values' };
  if (!tellable.has(field) || share < 0.8 || notTheCandidate.test(column)) return null;
  return { field, column, confidence: 0.4, by: 'values' };
}

/**
 * A column map proposed from the names in the header and from some rows under it, best first; each column and field at
 * most once. Never used unseen: a person confirms it, and it is saved for the company.
 */
export function proposeColumns(
  header: readonly string[],
  sample: readonly (readonly string[])[],
): readonly ProposedColumn[] {
  const guesses = fields.flatMap((field) =>
    header.flatMap((column, at) => {
      const guess =
        column === ''
          ? null
          : judge(
              field,
              column,
              sample.map((cells) => cells[at] ?? ''),
            );
      return guess === null ? [] : [guess];
    }),
  );
  const proposed: ProposedColumn[] = [];
  for (const guess of guesses.sort((a, b) => b.confidence - a.confidence))
    if (!proposed.some((one) => one.field === guess.field || one.column === guess.column)) proposed.push(guess);
  return proposed;
}

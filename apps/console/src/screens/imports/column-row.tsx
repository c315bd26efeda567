import { Select, Text } from '@mantine/core';
import { StateBadge } from '../../ui/state-badge.tsx';
import classes from './imports.module.css';
import type { ColumnProposal } from './queries.ts';
import { japanese } from './texts.ja.ts';
import { useTexts } from './texts.ts';

export type Field = keyof typeof japanese.fields;
export const fieldNames = Object.keys(japanese.fields) as Field[];

type ColumnRowProps = {
  field: Field;
  proposal: ColumnProposal;
  column: string | null;
  isRequired: boolean;
  isDisabled: boolean;
  error: string | undefined;
  onChange: (column: string | null) => void;
};
const sureFrom = 0.9;
const maxSamples = 3;

/** A field, the column that holds it, and what that column says. */
export function ColumnRow({ field, proposal, column, isRequired, isDisabled, error, onChange }: ColumnRowProps) {
  const t = useTexts();
  const guess = proposal.proposed.find((proposed) => proposed.field === field);
  const isGuess = guess !== undefined && guess.column === column;
  const names = [...new Set(proposal.header.filter((name) => name.trim() !== ''))];
  return (
    <tr>
      <th scope="row">
        <Text size="sm" fw={600}>
          {t(`fields.${field}`)}
        </Text>
        {isRequired && (
          <Text size="xs" c="dimmed">
            {t('required')}
          </Text>
        )}
      </th>
      <td>
        <Select
          aria-label={t(`fields.${field}`)}
          placeholder={isRequired ? t('chooseColumn') : t('notUsed')}
          clearable
          searchable
          maw={280}
          disabled={isDisabled}
          value={column}
          onChange={onChange}
          error={error}
          data={names}
        />
        {isGuess && (
          <Text component="div" size="xs" mt={4}>
            {guess.confidence >= sureFrom ? (
              <StateBadge tone="good">{t('guess.sure')}</StateBadge>
            ) : (
              <StateBadge tone="waiting">{t('guess.likely')}</StateBadge>
            )}
          </Text>
        )}
      </td>
      <td className={classes.samples}>
        <Samples values={column === null ? null : readSamples(proposal, column)} />
      </td>
    </tr>
  );
}

function Samples({ values }: { values: readonly string[] | null }) {
  const t = useTexts();
  if (values === null) return null;
  return (
    <Text size="sm" c="dimmed">
      {values.length === 0 ? t('noSample') : values.join(' / ')}
    </Text>
  );
}

function readSamples({ header, sample }: ColumnProposal, column: string): string[] {
  const index = header.indexOf(column);
  const values = sample.map((row) => row[index]?.trim() ?? '').filter((value) => value !== '');
  return [...new Set(values)].slice(0, maxSamples);
}

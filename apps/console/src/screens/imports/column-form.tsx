import type { Import } from '@goen/client';
import { Alert, Button, Group, Paper, Radio, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { describeFieldErrors } from '../../api/describe-problem.ts';
import { useMay } from '../../api/me.ts';
import { Icon } from '../../shell/icons.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ColumnRow, type Field, fieldNames } from './column-row.tsx';
import classes from './imports.module.css';
import { type ColumnProposal, saveColumns } from './queries.ts';
import { useTexts } from './texts.ts';
import { useChange } from './use-change.ts';
import { Stop } from './working.tsx';

const requiredFields: readonly Field[] = ['application_id', 'status'];
const mainFields: readonly Field[] = [...requiredFields, 'full_name', 'emails', 'rejected_at', 'job_name', 'stage'];
const choices = ['no_rejection_mail', 'rejection_mail'] as const;
type Choice = (typeof choices)[number];

/** Which column holds what: proposed, to be confirmed by a person beside the file's values. */
export function ColumnForm({ file, proposal }: { file: Import; proposal: ColumnProposal }) {
  const t = useTexts();
  const mayConfirm = useMay('imports:write');
  const [columns, setColumns] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(proposal.proposed.map(({ field, column }) => [field, column])),
  );
  const [areAllShown, setAllShown] = useState(false);
  const [undated, setUndated] = useState<Choice | null>(null);
  const needsChoice = columns.rejected_at === undefined;
  const save = useChange(
    () =>
      saveColumns(file.id, { columns, ...(needsChoice && undated !== null ? { undated_rejections: undated } : {}) }),
    true,
  );
  const errors = describeFieldErrors(save.error);
  const proposed = new Set(proposal.proposed.map(({ field }) => field));
  const first = fieldNames
    .filter((field) => mainFields.includes(field) || proposed.has(field))
    .toSorted((a, b) => rank(a) - rank(b));
  const rest = fieldNames.filter((field) => !first.includes(field));
  const isIncomplete = requiredFields.some((field) => columns[field] === undefined) || (needsChoice && !undated);
  return (
    <Paper withBorder p="md" component="section" aria-label={t('columnsTitle')}>
      <Stack>
        <div>
          <Title order={2}>{t('columnsTitle')}</Title>
          <Text size="sm" c="dimmed">
            {t('columnsAdvice')}
          </Text>
        </div>
        {!mayConfirm && (
          <Alert color="blue" variant="outline" icon={<Icon name="members" />}>
            {t('columnsOther')}
          </Alert>
        )}
        <table className={classes.columns}>
          <thead>
            <tr>
              <th>{t('field')}</th>
              <th>{t('column')}</th>
              <th>{t('sample')}</th>
            </tr>
          </thead>
          <tbody>
            {[...first, ...(areAllShown ? rest : [])].map((field) => (
              <ColumnRow
                key={field}
                field={field}
                proposal={proposal}
                column={columns[field] ?? null}
                isRequired={requiredFields.includes(field)}
                isDisabled={!mayConfirm}
                error={errors[`/columns/${field}`]}
                onChange={(column) => setColumns(withColumn(columns, field, column))}
              />
            ))}
          </tbody>
        </table>
        <Group>
          <Button variant="subtle" size="compact-sm" onClick={() => setAllShown(!areAllShown)}>
            {areAllShown ? t('fewerFields') : t('moreFields', { count: rest.length })}
          </Button>
        </Group>
        {needsChoice && (
          <Radio.Group
            label={t('undatedTitle')}
            description={t('undatedAdvice')}
            value={undated}
            onChange={(value) => setUndated(value)}
            error={errors['/undated_rejections']}
          >
            <Stack gap="xs" mt="xs">
              {choices.map((choice) => (
                <Radio key={choice} value={choice} label={t(`undatedChoice.${choice}`)} disabled={!mayConfirm} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        {save.error !== null && Object.keys(errors).length === 0 && <ProblemAlert error={save.error} />}
        <Group justify="flex-end">
          <Stop file={file} />
          {mayConfirm && (
            <Button onClick={() => save.mutate()} loading={save.isPending} disabled={isIncomplete}>
              {t('saveColumns')}
            </Button>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}

const rank = (field: Field): number => {
  const place = mainFields.indexOf(field);
  return place === -1 ? mainFields.length : place;
};

function withColumn(columns: Readonly<Record<string, string>>, field: Field, column: string | null) {
  const { [field]: _before, ...others } = columns;
  return column === null ? others : { ...others, [field]: column };
}

import type { Position } from '@goen/client';
import { Button, MultiSelect, Select, Stack } from '@mantine/core';
import { useShellTexts } from '../../shell/texts.ts';
import { DayInput } from '../../ui/date-fields.tsx';
import { useWords } from '../../words/use-words.ts';
import { type CandidateFilters, mays, type PositionSearch, reasons, regionFits, stages } from './queries.ts';
import { useTexts } from './texts.ts';

/** null, an empty text and an empty list clear a filter. */
export type FilterChange = { [K in keyof PositionSearch]?: PositionSearch[K] | null };
type CandidateFieldsProps = {
  position: Position;
  filters: CandidateFilters;
  onChange: (change: FilterChange) => void;
};

export const isNoFilter = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

export const countFilters = ({ sort: _sort, ...filters }: CandidateFilters): number =>
  Object.values(filters).filter((value) => !isNoFilter(value)).length;

const cleared: FilterChange = {
  may: null,
  meets: null,
  lacks: null,
  region: null,
  stage: null,
  reason: null,
  from: null,
  to: null,
};

/** What people meet, and what is known about them; all that is set has to match. */
export function CandidateFields({ position, filters, onChange }: CandidateFieldsProps) {
  const t = useTexts();
  const shell = useShellTexts();
  const words = useWords();
  const tags = [...position.required, ...position.desired].map(({ id, value }) => ({ value: id, label: value }));
  const { meets = [], lacks = [], region = [], stage = [], reason = [] } = filters;
  const placeholder = (list: readonly string[]) => (list.length === 0 ? t('any') : '');
  return (
    <Stack gap="sm">
      <Select
        label={t('may')}
        placeholder={t('any')}
        clearable
        value={filters.may ?? null}
        onChange={(may) => onChange({ may: mays.find((name) => name === may) ?? null })}
        data={mays.map((value) => ({ value, label: t(`mayChoices.${value}`) }))}
      />
      {tags.length > 0 && (
        <>
          <MultiSelect
            label={t('meets')}
            placeholder={placeholder(meets)}
            clearable
            data={tags}
            value={meets}
            onChange={(next) => onChange({ meets: next })}
          />
          <MultiSelect
            label={t('lacks')}
            placeholder={placeholder(lacks)}
            clearable
            data={tags}
            value={lacks}
            onChange={(next) => onChange({ lacks: next })}
          />
        </>
      )}
      {position.regions.length > 0 && (
        <MultiSelect
          label={t('region')}
          placeholder={placeholder(region)}
          clearable
          data={regionFits.map((value) => ({ value, label: t(`regions.${value}`) }))}
          value={region}
          onChange={(next) => onChange({ region: next })}
        />
      )}
      <MultiSelect
        label={t('stage')}
        placeholder={placeholder(stage)}
        clearable
        data={stages.map((value) => ({ value, label: words(`stages.${value}`) }))}
        value={stage}
        onChange={(next) => onChange({ stage: next })}
      />
      <MultiSelect
        label={t('reason')}
        placeholder={placeholder(reason)}
        clearable
        data={reasons.map((value) => ({ value, label: t(`reasons.${value}`) }))}
        value={reason}
        onChange={(next) => onChange({ reason: next })}
      />
      <DayInput
        type="range"
        label={t('rejected')}
        placeholder={t('any')}
        value={[filters.from ?? null, filters.to ?? null]}
        onChange={([from, to]) => onChange({ from, to })}
      />
      {countFilters(filters) > 0 && (
        <Button variant="subtle" size="compact-sm" onClick={() => onChange(cleared)}>
          {shell('clearFilters')}
        </Button>
      )}
    </Stack>
  );
}

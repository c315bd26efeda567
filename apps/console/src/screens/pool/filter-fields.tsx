import { Checkbox, MultiSelect, Select, Stack, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../../i18n/language.ts';
import { DayInput } from '../../ui/date-fields.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { listPrefectures } from '../../words/prefectures.ts';
import { useWords } from '../../words/use-words.ts';
import { consentStates, reasons, stages, tagKinds, tagsQuery } from './queries.ts';
import { useTexts } from './texts.ts';
import type { FilterState } from './use-filters.ts';

const maxTags = 10;
const leavingDays = [30, 60, 90] as const;

/** Every filter of the pool; all that are set have to match. */
export function FilterFields({ state: { filters, change } }: { state: FilterState }) {
  const t = useTexts();
  const words = useWords();
  const language = useLanguage();
  const { data } = useQuery(tagsQuery);
  const suggestions = [...new Set(data?.items.map(({ value }) => value))];
  const tagsProps = { data: suggestions, maxTags, clearable: true, placeholder: t('tagPlaceholder') };
  return (
    <Stack gap="sm">
      <TagsInput label={t('tags')} {...tagsProps} value={filters.tag ?? []} onChange={(tag) => change({ tag })} />
      <TagsInput
        label={t('anyTags')}
        {...tagsProps}
        value={filters.any_tag ?? []}
        onChange={(anyTag) => change({ any_tag: anyTag })}
      />
      <Select
        label={t('tagKind')}
        placeholder={t('anyKind')}
        clearable
        data={tagKinds.map((value) => ({ value, label: words(`tagKinds.${value}`) }))}
        value={filters.tag_kind ?? null}
        onChange={(kind) => change({ tag_kind: kind })}
      />
      <Select
        label={t('prefecture')}
        placeholder={t('anyPrefecture')}
        searchable
        clearable
        data={listPrefectures(language, filters.prefecture)}
        value={filters.prefecture ?? null}
        onChange={(prefecture) => change({ prefecture, ...(prefecture === null ? { near: null } : {}) })}
      />
      <Checkbox
        label={t('near')}
        disabled={filters.prefecture === undefined}
        checked={filters.near ?? false}
        onChange={({ currentTarget }) => change({ near: currentTarget.checked })}
      />
      <MultiSelect
        label={t('stage')}
        placeholder={filters.stage === undefined ? t('any') : ''}
        clearable
        data={stages.map((value) => ({ value, label: words(`stages.${value}`) }))}
        value={filters.stage ?? []}
        onChange={(stage) => change({ stage })}
      />
      <SearchField
        label={t('job')}
        placeholder={t('jobPlaceholder')}
        width="100%"
        value={filters.job ?? ''}
        onChange={(job) => change({ job })}
      />
      <DayInput
        type="range"
        label={t('rejected')}
        placeholder={t('any')}
        value={[filters.from ?? null, filters.to ?? null]}
        onChange={([from, to]) => change({ from, to })}
      />
      <MultiSelect
        label={t('consent')}
        placeholder={filters.consent === undefined ? t('any') : ''}
        clearable
        data={consentStates.map((value) => ({ value, label: words(`consentStates.${value}`) }))}
        value={filters.consent ?? []}
        onChange={(consent) => change({ consent })}
      />
      <MultiSelect
        label={t('reason')}
        placeholder={filters.reason === undefined ? t('any') : ''}
        clearable
        data={reasons.map((value) => ({ value, label: words(`reasonClasses.${value}`) }))}
        value={filters.reason ?? []}
        onChange={(reason) => change({ reason })}
      />
      <Select
        label={t('leaves')}
        placeholder={t('any')}
        clearable
        data={leavingDays.map((count) => ({ value: String(count), label: t('leavesDays', { count }) }))}
        value={filters.leaves === undefined ? null : String(filters.leaves)}
        onChange={(leaves) => change({ leaves: leaves === null ? null : Number(leaves) })}
      />
    </Stack>
  );
}

import { Button } from '@mantine/core';
import { useFormats } from '../../i18n/dates.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Icon } from '../../shell/icons.tsx';
import { useShellTexts } from '../../shell/texts.ts';
import { listPrefectures } from '../../words/prefectures.ts';
import { useWords } from '../../words/use-words.ts';
import classes from './pool.module.css';
import { useTexts } from './texts.ts';
import type { FilterChange, FilterState } from './use-filters.ts';

type Chip = { readonly text: string; readonly without: FilterChange };

/** What is filtered for, in words: each goes by a click, also those that stand in the address alone. */
export function ActiveFilters({ state }: { state: FilterState }) {
  const t = useTexts();
  const shell = useShellTexts();
  const chips = useChips(state);
  if (chips.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label={t('active')}>
      {chips.map(({ text, without }) => (
        <li key={text}>
          <Button
            size="compact-sm"
            variant="default"
            rightSection={<Icon name="close" size={14} />}
            aria-label={t('remove', { text })}
            onClick={() => state.change(without)}
          >
            {text}
          </Button>
        </li>
      ))}
      <li>
        <Button size="compact-sm" variant="subtle" onClick={state.clear}>
          {shell('clearFilters')}
        </Button>
      </li>
    </ul>
  );
}

function useChips({ filters }: FilterState): Chip[] {
  const t = useTexts();
  const words = useWords();
  const language = useLanguage();
  const { formatDay } = useFormats();
  const { q, job, tag = [], any_tag: anyTag = [], tag_kind: kind, prefecture, near, stage = [], leaves } = filters;
  const { consent = [], reason = [], from, to } = filters;
  const without = <T,>(list: readonly T[], item: T): T[] => list.filter((other) => other !== item);
  const place = listPrefectures(language, prefecture).find(({ value }) => value === prefecture)?.label;
  return [
    ...(q ? [{ text: t('chips.q', { value: q }), without: { q: null } }] : []),
    ...tag.map((value) => ({ text: t('chips.tag', { value }), without: { tag: without(tag, value) } })),
    ...(anyTag.length > 0
      ? [{ text: t('chips.any_tag', { value: anyTag.join('・') }), without: { any_tag: null } }]
      : []),
    ...(kind ? [{ text: t('chips.tag_kind', { value: words(`tagKinds.${kind}`) }), without: { tag_kind: null } }] : []),
    ...(place
      ? [
          {
            text: t(near ? 'chips.near' : 'chips.prefecture', { value: place }),
            without: { prefecture: null, near: null },
          },
        ]
      : []),
    ...stage.map((value) => ({
      text: t('chips.stage', { value: words(`stages.${value}`) }),
      without: { stage: without(stage, value) },
    })),
    ...(job ? [{ text: t('chips.job', { value: job }), without: { job: null } }] : []),
    ...(from ? [{ text: t('chips.from', { value: formatDay(from) }), without: { from: null } }] : []),
    ...(to ? [{ text: t('chips.to', { value: formatDay(to) }), without: { to: null } }] : []),
    ...consent.map((value) => ({
      text: t('chips.consent', { value: words(`consentStates.${value}`) }),
      without: { consent: without(consent, value) },
    })),
    ...reason.map((value) => ({
      text: t('chips.reason', { value: words(`reasonClasses.${value}`) }),
      without: { reason: without(reason, value) },
    })),
    ...(leaves === undefined
      ? []
      : [{ text: t('chips.leaves', { value: t('leavesDays', { count: leaves }) }), without: { leaves: null } }]),
  ];
}

/** How many filters are set, for the button that opens them on a phone. */
export const countFilters = ({ filters: { q: _q, near: _near, ...rest } }: FilterState): number =>
  Object.keys(rest).length;

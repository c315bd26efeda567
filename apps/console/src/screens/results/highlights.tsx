import type { Results } from '@goen/client';
import { Paper, SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFormats } from '../../i18n/dates.ts';
import { Change } from './change.tsx';
import { countStep } from './queries.ts';
import classes from './results.module.css';
import { useTexts } from './texts.ts';

type HighlightsProps = { results: Results; before: Results | undefined };
const sumOf = (rows: readonly { readonly count: number }[]): number => rows.reduce((sum, { count }) => sum + count, 0);
const countHires = ({ total }: Results): number =>
  countStep(total, 'hired') + countStep(total, 'hired_after_reapplying');

/** The numbers that people ask for first. */
export function Highlights({ results, before }: HighlightsProps) {
  const t = useTexts();
  const { formatNumber, formatYen } = useFormats();
  const reapplied = sumOf(results.reapplications);
  const reappliedBefore = results.reapplications.reduce((sum, { year_before: count }) => sum + count, 0);
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} className={classes.highlights}>
      <Tile label={t('freeHires')} value={formatNumber(countHires(results))} about={t('freeHiresAbout')}>
        <Change now={countHires(results)} before={before && countHires(before)} />
      </Tile>
      <Tile
        label={t('recovered')}
        value={results.costs === null ? '—' : formatYen(results.costs.recovered)}
        about={results.costs === null ? t('noFiguresShort') : t('byYourFigures')}
      >
        {results.costs !== null && (
          <Change now={results.costs.recovered} before={before?.costs?.recovered} format={formatYen} />
        )}
      </Tile>
      <Tile
        label={t('measures.referred')}
        value={formatNumber(countStep(results.total, 'referred'))}
        about={t('referredAbout')}
      >
        <Change now={countStep(results.total, 'referred')} before={before && countStep(before.total, 'referred')} />
      </Tile>
      <Tile label={t('measures.reapplications')} value={formatNumber(reapplied)} about={t('reappliedAbout')}>
        <Change now={reapplied} before={reappliedBefore} />
      </Tile>
    </SimpleGrid>
  );
}

type TileProps = { label: string; value: string; about: string; children: ReactNode };

const Tile = ({ label, value, about, children }: TileProps) => (
  <Paper withBorder p="md" component="section" aria-label={label}>
    <Text size="sm" fw={600}>
      {label}
    </Text>
    <Text fz={{ base: 20, sm: 28 }} fw={700} lh={1.3} className="tabular">
      {value}
    </Text>
    {children}
    <Text size="xs" c="dimmed">
      {about}
    </Text>
  </Paper>
);

import type { MailDays } from '@goen/client';
import { Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { addDays, useFormats } from '../../i18n/dates.ts';
import { daysQuery, type MailFilters } from './queries.ts';
import { useTexts } from './texts.ts';

const maxDays = 7;

/** A tab per day that has mails, with how many; today and tomorrow always. */
export function DayTabs({ filters, onChange }: { filters: MailFilters; onChange: (day: string | null) => void }) {
  const t = useTexts();
  const { formatDay, formatNumber } = useFormats();
  const { data } = useQuery(daysQuery(filters));
  if (data === undefined) return <Tabs value="all" h={36} />;
  const { today, days } = data;
  const tomorrow = addDays(today, 1);
  const count = (mails: MailDays['total']) => mails[filters.state ?? 'mails'];
  const counts = new Map(days.map((day) => [day.date, count(day)]));
  // What is overdue stands on an earlier day and is due today.
  const due = days.filter(({ date }) => date <= today).reduce((sum, day) => sum + count(day), 0);
  const later = days.map(({ date }) => date).filter((date) => date > tomorrow);
  const shown = [...new Set([today, tomorrow, ...later.slice(0, maxDays - 2), ...(filters.day ? [filters.day] : [])])];
  const label = (date: string) =>
    date === today ? t('tabs.today') : date === tomorrow ? t('tabs.tomorrow') : formatDay(date);
  const tab = (value: string, text: string, mails?: number) => (
    <Tabs.Tab key={value} value={value}>
      {text}
      {mails !== undefined && (
        <Text span size="xs" c="dimmed" className="tabular" ml={4}>
          {formatNumber(mails)}
        </Text>
      )}
    </Tabs.Tab>
  );
  return (
    <Tabs value={filters.day ?? 'all'} onChange={(day) => onChange(day === 'all' ? null : day)}>
      <Tabs.List aria-label={t('tabsLabel')} style={{ flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden' }}>
        {/* The list goes on after the days that are counted. */}
        {tab('all', t('tabs.all'))}
        {shown.map((date) => tab(date, label(date), date === today ? due : (counts.get(date) ?? 0)))}
      </Tabs.List>
    </Tabs>
  );
}

import type { RowFault } from '@goen/client';
import { Text } from '@mantine/core';
import { StateBadge } from '../../ui/state-badge.tsx';
import { japanese } from './texts.ja.ts';
import { useTexts } from './texts.ts';

type Code = keyof typeof japanese.faults;
const isKnown = (code: string): code is Code => code in japanese.faults;

/** What is wrong with a row, column by column; `isMinor`: it is imported all the same. */
export function RowFaults({ faults, isMinor = false }: { faults: readonly RowFault[]; isMinor?: boolean }) {
  const t = useTexts();
  return faults.map(({ column, code, detail }) => {
    const fault = isKnown(code) ? t(`faults.${code}`) : detail;
    const text = column === null ? fault : t('faultAt', { column, fault });
    return isMinor ? (
      <Text key={`${column} ${code}`} size="xs" c="dimmed">
        {text}
      </Text>
    ) : (
      <Text key={`${column} ${code}`} size="sm" component="div">
        <StateBadge tone="bad">{text}</StateBadge>
      </Text>
    );
  });
}

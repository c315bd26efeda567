import type { Introduction } from '@goen/client';
import { Anchor } from '@mantine/core';
import { useFormats } from '../../i18n/dates.ts';
import { Facts } from '../../ui/facts.tsx';
import { useTexts } from './texts.ts';

const names = [
  'work',
  'contract_details',
  'trial_period',
  'place',
  'hours',
  'wage',
  'insurance',
  'employer',
  'smoking',
] as const;

/** The working conditions that the candidate was shown (職業安定法 Art. 5-3). */
export function Conditions({ conditions }: { conditions: NonNullable<Introduction['conditions']> }) {
  const t = useTexts();
  const { formatDay, formatAside } = useFormats();
  const { contract_term: term, url, as_of: asOf } = conditions;
  return (
    <Facts
      facts={[
        [t('contractTerm'), t(`terms.${term}`)],
        ...names.map((name) => [t(`condition.${name}`), conditions[name]] as const),
        [
          t('conditionsPage'),
          url !== null && url !== undefined ? (
            <>
              <Anchor href={url} target="_blank" rel="noreferrer">
                {url}
              </Anchor>
              {asOf && formatAside(t('asOf', { day: formatDay(asOf) }))}
            </>
          ) : null,
        ],
      ]}
    />
  );
}

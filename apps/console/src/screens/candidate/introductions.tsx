import type { ReferredIntroduction } from '@goen/client';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../api/me.ts';
import { useFormats } from '../../i18n/dates.ts';
import { Facts } from '../../ui/facts.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import classes from './candidate.module.css';
import { Card } from './card.tsx';
import { introductionsQuery } from './queries.ts';
import { useTexts } from './texts.ts';

const tones: Readonly<Record<ReferredIntroduction['state'], Tone>> = {
  planned: 'neutral',
  asked: 'waiting',
  provided: 'good',
  not_provided: 'stopped',
};

/** To which companies they were introduced. */
export function Introductions({ id }: { id: string }) {
  const t = useTexts();
  const { formatDay } = useFormats();
  const mayRead = useMay('introductions:read');
  const query = useQuery({ ...introductionsQuery(id), enabled: mayRead });
  if (!mayRead) return null;
  return (
    <Card title={t('introductions')}>
      <Loaded query={query} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">{t('noIntroductions')}</Text>
          ) : (
            <ul className={classes.list} aria-label={t('introductions')}>
              {items.map((item) => (
                <li key={item.id}>
                  <StateBadge tone={tones[item.state]}>{t(`introductionStates.${item.state}`)}</StateBadge>
                  <Facts
                    facts={[
                      [t('receiver'), item.receiver ?? t('receiverUnknown')],
                      [t('answerBy'), item.state === 'asked' && item.answer_by ? formatDay(item.answer_by) : null],
                      [t('providedAt'), item.provided_at && formatDay(item.provided_at)],
                    ]}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}

import type { LicenceState } from '@goen/client/operator';
import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormats } from '../../../i18n/dates.ts';
import { Icon } from '../../../shell/icons.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Screen } from '../../../ui/screen.tsx';
import { When } from '../../../ui/when.tsx';
import { LicenceForm } from './licence-form.tsx';
import { alarmDays, licenceQuery } from './queries.ts';
import { useTexts } from './texts.ts';

/** The placement licence: how long it is valid, and what waits for one. */
export function Licence() {
  const t = useTexts();
  const query = useQuery(licenceQuery);
  const [isEditing, setEditing] = useState(false);
  return (
    <Screen
      title={t('title')}
      about={t('about')}
      actions={
        query.data && !isEditing ? (
          <Button onClick={() => setEditing(true)}>{query.data.licence === null ? t('record') : t('renew')}</Button>
        ) : null
      }
    >
      <Loaded query={query} lines={8}>
        {(state) => (
          <Stack maw={760}>
            <State state={state} />
            <Waiting state={state} />
            {isEditing ? <LicenceForm state={state} onDone={() => setEditing(false)} /> : <Details state={state} />}
          </Stack>
        )}
      </Loaded>
    </Screen>
  );
}

/** Valid, soon over, over, or not there. */
function State({ state: { licence, valid, days_left: daysLeft } }: { state: LicenceState }) {
  const t = useTexts();
  const { formatDay } = useFormats();
  if (licence === null || daysLeft === null)
    return (
      <Notice color="red" icon={<Icon name="warning" />} title={t('none')}>
        <Text size="sm">{t('noneAdvice')}</Text>
      </Notice>
    );
  const day = formatDay(licence.expires_on);
  if (!valid)
    return (
      <Notice role="alert" color="red" icon={<Icon name="warning" />} title={t('expired', { day })}>
        <Text size="sm">{t('expiredAdvice')}</Text>
      </Notice>
    );
  if (daysLeft <= alarmDays)
    return (
      <Notice role="alert" color="orange" icon={<Icon name="warning" />} title={t('soon', { day, count: daysLeft })}>
        <Text size="sm">{t('soonAdvice')}</Text>
      </Notice>
    );
  return <Notice color="green" icon={<Icon name="check" />} title={t('valid', { day, count: daysLeft })} />;
}

function Waiting({ state: { referrals_waiting: count, valid } }: { state: LicenceState }) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  if (count === 0) return <Text size="sm">{t('noneWaiting')}</Text>;
  return (
    <Text size="sm" fw={600}>
      {valid ? t('processing', { number: formatNumber(count) }) : t('waiting', { number: formatNumber(count) })}
    </Text>
  );
}

function Details({ state: { licence } }: { state: LicenceState }) {
  const t = useTexts();
  if (licence === null)
    return (
      <EmptyState icon="licence" title={t('empty')}>
        {t('emptyAdvice')}
      </EmptyState>
    );
  return (
    <Facts
      facts={[
        [t('fields.number'), licence.number],
        [t('fields.kind'), licence.kind],
        [t('fields.expires_on'), <When key="expires" at={licence.expires_on} isDay />],
        [t('fields.operator_name'), licence.operator_name],
        [t('fields.address'), licence.address],
        [t('fields.complaints_contact'), licence.complaints_contact],
        [t('fields.occupations'), licence.occupations],
        [t('fields.fees'), licence.fees],
        [t('recordedAt'), <When key="recorded" at={licence.recorded_at} />],
      ]}
    />
  );
}

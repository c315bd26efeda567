import { Alert, Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../i18n/dates.ts';
import { Icon } from '../../shell/icons.tsx';
import { effectQuery } from './queries.ts';
import { countedKinds, type Target } from './targets.ts';
import { useTexts } from './texts.ts';

/** Which queued mails saving would change, before it is saved. */
export function Effect({ target }: { target: Target }) {
  const t = useTexts();
  const { formatTime } = useFormats();
  const isCounted = countedKinds.includes(target.kind);
  const { data } = useQuery({ ...effectQuery(target), enabled: isCounted });
  if (!isCounted)
    return (
      <Text size="sm" c="dimmed">
        {t('effectUncounted')}
      </Text>
    );
  if (data === undefined) return null;
  const { mails, approved, first_due_at: first } = data;
  if (mails === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('effectNone')}
      </Text>
    );
  return (
    <Alert
      color={approved > 0 ? 'orange' : 'blue'}
      variant="outline"
      icon={<Icon name={approved > 0 ? 'warning' : 'queue'} />}
      title={t('effect', { count: mails })}
    >
      {approved > 0 && <Text size="sm">{t('effectApproved', { count: approved })}</Text>}
      <Text size="sm">
        {first !== null && t('effectFirst', { time: formatTime(first) })}{' '}
        <Anchor component={Link} to="/mails" search={{ kind: target.kind } as never} size="sm">
          {t('effectList')}
        </Anchor>
      </Text>
    </Alert>
  );
}

import { Anchor, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormats } from '../../i18n/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { waitingApplicationsQuery } from './queries.ts';
import { useTexts } from './texts.ts';

/** Applications that have not moved for long; the ATS knows whose they are. */
export function WaitingList() {
  const t = useTexts();
  const { formatDay } = useFormats();
  const query = useQuery(waitingApplicationsQuery);
  return (
    <Loaded query={query} lines={2}>
      {({ items }) => (
        <Stack gap="xs">
          {items.map(({ application_remote_id: id, stage, moved_at: at, business_days: days, url }) => (
            <Group key={id} justify="space-between" wrap="nowrap">
              <div>
                <Text size="sm" fw={600}>
                  {t('applicationId', { id })}
                </Text>
                <Text size="xs" c="dimmed">
                  {t('stageSince', { stage: stage ?? t('noStage'), time: formatDay(at), count: days })}
                </Text>
              </div>
              {url !== null && (
                <Anchor href={url} target="_blank" rel="noreferrer" size="sm">
                  {t('openAts')}
                </Anchor>
              )}
            </Group>
          ))}
        </Stack>
      )}
    </Loaded>
  );
}

import type { MemberNotifications } from '@goen/client';
import { Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useTexts } from './texts.ts';

const topics = ['acceptances', 'interests', 'corrections', 'failures'] as const;
const frequencies = ['at_once', 'daily', 'off'] as const;

type FrequenciesProps = { settings: MemberNotifications; onChange: (settings: MemberNotifications) => void };

/** What somebody hears of by mail, and how soon. */
export function Frequencies({ settings, onChange }: FrequenciesProps) {
  const t = useTexts();
  return (
    <Stack gap="sm">
      {topics.map((topic) => (
        <Group key={topic} justify="space-between" gap="xs">
          <div>
            <Text size="sm" fw={600} id={`topic-${topic}`}>
              {t(`topics.${topic}.label`)}
            </Text>
            <Text size="xs" c="dimmed">
              {t(`topics.${topic}.about`)}
            </Text>
          </div>
          <SegmentedControl
            size="xs"
            aria-labelledby={`topic-${topic}`}
            value={settings[topic] ?? 'daily'}
            onChange={(frequency) => onChange({ ...settings, [topic]: frequency })}
            data={frequencies.map((value) => ({ value, label: t(`frequencies.${value}`) }))}
          />
        </Group>
      ))}
      <Text size="xs" c="dimmed">
        {t('digest')}
      </Text>
    </Stack>
  );
}

import { Alert, Button, Group, Text } from '@mantine/core';
import { describeProblem } from '../api/describe-problem.ts';
import { Icon } from '../shell/icons.tsx';
import { useShellTexts } from '../shell/texts.ts';

/** A failure where it happened: what is the matter, what to do, and a way to try again. */
export function ProblemAlert({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useShellTexts();
  const { title, advice, request } = describeProblem(error);
  return (
    <Alert role="alert" color="red" variant="outline" icon={<Icon name="warning" />} title={title}>
      <Text size="sm">{advice}</Text>
      {request !== null && (
        <Text size="xs" c="dimmed">
          {t('requestId', { id: request })}
        </Text>
      )}
      {onRetry && (
        <Group mt="xs">
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('retry')}
          </Button>
        </Group>
      )}
    </Alert>
  );
}

import { Button, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Loaded } from '../../ui/loaded.tsx';
import { Screen } from '../../ui/screen.tsx';
import { onboardingQuery } from './queries.ts';
import { Step } from './step.tsx';
import { useTexts } from './texts.ts';

const isSettled = ({ state }: { state: string }) => state !== 'open' && state !== 'unknown';

/** How far the company is set up: each step is read from what is there. */
export function Onboarding() {
  const t = useTexts();
  const query = useQuery(onboardingQuery);
  return (
    <Screen title={t('title')} about={t('about')}>
      <Loaded query={query} lines={12}>
        {({ is_complete: isComplete, steps }) => {
          const done = steps.filter(isSettled).length;
          const progress = t('progress', { done, total: steps.length });
          // The first thing that is left stands out.
          const next = steps.find((step) => !isSettled(step))?.step;
          return (
            <Stack maw={820}>
              {isComplete ? (
                <Complete />
              ) : (
                <div>
                  <Text size="sm" fw={600} mb={4}>
                    {progress}
                  </Text>
                  <Progress value={(done / steps.length) * 100} aria-label={progress} size="md" />
                </div>
              )}
              <Paper withBorder>
                <Stack component="ol" gap={0} p={0} m={0} aria-label={t('steps')} style={{ listStyle: 'none' }}>
                  {steps.map((step, index) => (
                    <Step key={step.step} step={step} number={index + 1} isNext={step.step === next} />
                  ))}
                </Stack>
              </Paper>
            </Stack>
          );
        }}
      </Loaded>
    </Screen>
  );
}

function Complete() {
  const t = useTexts();
  return (
    <Paper component="section" withBorder p="md" aria-label={t('completeTitle')}>
      <Title order={2}>{t('completeTitle')}</Title>
      <Text mb="sm">{t('completeAdvice')}</Text>
      <Button component={Link} to="/">
        {t('toToday')}
      </Button>
    </Paper>
  );
}

import { Button, Text, Title } from '@mantine/core';
import { Link, useRouter } from '@tanstack/react-router';
import { useFormats } from '../../i18n/dates.ts';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import classes from './onboarding.module.css';
import { type OnboardingStep, stepPlaces } from './queries.ts';
import type { japanese } from './texts.ja.ts';
import { useTexts } from './texts.ts';

const tones: Readonly<Record<OnboardingStep['state'], Tone>> = {
  done: 'good',
  open: 'waiting',
  default: 'neutral',
  not_needed: 'good',
  unknown: 'bad',
};

/** What is to do and why, what is left of it, and the way to where it is done. */
export function Step({ step, number, isNext }: { step: OnboardingStep; number: number; isNext: boolean }) {
  const t = useTexts();
  const { formatTime } = useFormats();
  const { routesByPath } = useRouter();
  const { step: name, state, done_at: doneAt } = step;
  const place = stepPlaces[name];
  const isLeft = state === 'open' || state === 'default' || state === 'unknown';
  return (
    <li className={classes.step} data-next={isNext || undefined}>
      <span className={classes.number} aria-hidden="true">
        {number}
      </span>
      <div className={classes.text}>
        <div className={classes.head}>
          <Title order={2} fz="md">
            {t(`step.${name}.title`)}
          </Title>
          <StateBadge tone={tones[state]}>{t(`states.${state}`)}</StateBadge>
        </div>
        {isLeft && <Text size="sm">{t(`step.${name}.why`)}</Text>}
        <Rest step={step} />
        {doneAt !== null && (
          <Text size="xs" c="dimmed">
            {t('doneAt', { time: formatTime(doneAt) })}
          </Text>
        )}
      </div>
      {isLeft && place in routesByPath && (
        <Button
          component={Link}
          to={place}
          variant={isNext ? 'filled' : 'default'}
          size="sm"
          className={classes.action}
        >
          {t(`step.${name}.action`)}
        </Button>
      )}
    </li>
  );
}

type Missing = keyof typeof japanese.missingNames;

/** What is missing, or why nothing is to do. */
function Rest({ step: { step: name, state, missing } }: { step: OnboardingStep }) {
  const t = useTexts();
  if (state === 'default') return <Text size="sm">{t('defaultAdvice')}</Text>;
  if (state === 'unknown') return <Text size="sm">{t('unknownAdvice')}</Text>;
  if (state === 'not_needed' && (name === 'sender_domain' || name === 'dry_run' || name === 'approval'))
    return <Text size="sm">{t(`notNeeded.${name}`)}</Text>;
  if (missing.length === 0) return null;
  const fields = missing.map((field) => t(`missingNames.${field as Missing}`)).join(' · ');
  return (
    <Text size="sm" {...(state === 'done' ? {} : { fw: 600 })}>
      {t(state === 'done' ? 'recommended' : 'missing', { fields })}
    </Text>
  );
}

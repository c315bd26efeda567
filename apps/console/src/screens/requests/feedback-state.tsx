import type { FeedbackRequest } from '@goen/client';
import { todayInTokyo } from '../../i18n/dates.ts';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import { useTexts } from './texts.ts';

const tones: Readonly<Record<FeedbackRequest['state'], Tone>> = {
  open: 'waiting',
  answered: 'good',
  refused: 'stopped',
};

export function FeedbackState({ request: { state, due_on: dueOn } }: { request: FeedbackRequest }) {
  const t = useTexts();
  if (state === 'open' && dueOn < todayInTokyo()) return <StateBadge tone="bad">{t('overdue')}</StateBadge>;
  return <StateBadge tone={tones[state]}>{t(`feedbackStates.${state}`)}</StateBadge>;
}

import type { Introduction } from '@goen/client';
import dayjs from 'dayjs';
import { todayInTokyo, useFormats } from '../../i18n/dates.ts';
import type { Tone } from '../../ui/state-badge.tsx';
import { useTexts } from './texts.ts';

/** What is shown as the state of an introduction: its own, or what the company reported, or how it ended. */
export type ShownState =
  | 'matched'
  | 'asked'
  | 'accepted'
  | 'contacted'
  | 'interviewing'
  | 'hired'
  | 'declined'
  | 'closed';

export const tones: Readonly<Record<ShownState, Tone>> = {
  matched: 'neutral',
  asked: 'neutral',
  accepted: 'waiting',
  contacted: 'waiting',
  interviewing: 'waiting',
  hired: 'good',
  declined: 'stopped',
  closed: 'stopped',
};

export function toShownState({ state, report }: Pick<Introduction, 'state' | 'report'>): ShownState {
  if (report !== null) return state === 'closed' && report !== 'hired' && report !== 'declined' ? 'closed' : report;
  return state;
}

const closesAfterDays = 90;
const monthsToQuestion = 6;

/** What happens next, and by when; null when nothing does. */
export function useNextStep(): (introduction: Introduction) => string | null {
  const t = useTexts();
  const { formatDay } = useFormats();
  return (introduction) => {
    const { ended, joined_on: joinedOn, employment } = introduction;
    if (introduction.use_stopped_at !== null) return t('next.use_stopped');
    switch (toShownState(introduction)) {
      case 'matched':
        return t('next.matched');
      case 'asked':
        return introduction.answer_by === null
          ? t('next.asked')
          : t('next.askedUntil', { day: formatDay(introduction.answer_by) });
      case 'accepted':
      case 'contacted':
      case 'interviewing': {
        const last = introduction.reported_at ?? introduction.provided_at;
        const step = t(`next.${toShownState(introduction) as 'accepted' | 'contacted' | 'interviewing'}`);
        return last === null
          ? step
          : t('next.until', { step, day: formatDay(dayjs(last).add(closesAfterDays, 'day').toDate()) });
      }
      case 'hired':
        if (joinedOn !== null && joinedOn > todayInTokyo()) return t('next.joins', { day: formatDay(joinedOn) });
        if (employment !== null || joinedOn === null) return null;
        return t('next.employment', {
          day: formatDay(dayjs(joinedOn).add(monthsToQuestion, 'month').format('YYYY-MM-DD')),
        });
      case 'declined':
      case 'closed':
        return ended === null ? null : t(`ended.${ended}`);
    }
  };
}

/** What stands for a name that is not there: it comes with the person's consent, and goes when they withdraw. */
export function usePersonName(): (introduction: Introduction) => string {
  const t = useTexts();
  return ({ person, provided_at: providedAt }) => person?.name ?? t(providedAt === null ? 'unnamed' : 'nameRemoved');
}

import type { Connection } from '@goen/client';
import { StateBadge } from '../../ui/state-badge.tsx';
import { useTexts } from './texts.ts';

/** Whether the latest run failed: an error stays after a recovery. */
export const isFailing = ({ last_error_at: failed, last_ok_at: ok }: Connection): boolean =>
  failed !== null && (ok === null || failed > ok);

export function SystemState({ connection }: { connection: Connection }) {
  const t = useTexts();
  if (connection.state === 'paused') return <StateBadge tone="stopped">{t('states.paused')}</StateBadge>;
  if (isFailing(connection)) return <StateBadge tone="bad">{t('states.failing')}</StateBadge>;
  if (connection.last_ok_at === null) return <StateBadge tone="neutral">{t('states.waiting')}</StateBadge>;
  return <StateBadge tone="good">{t('states.working')}</StateBadge>;
}

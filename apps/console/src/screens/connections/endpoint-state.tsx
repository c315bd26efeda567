import { StateBadge } from '../../ui/state-badge.tsx';
import { useTexts } from './texts.ts';

export function EndpointState({ state }: { state: 'enabled' | 'disabled' }) {
  const t = useTexts();
  return <StateBadge tone={state === 'enabled' ? 'good' : 'stopped'}>{t(`endpointStates.${state}`)}</StateBadge>;
}

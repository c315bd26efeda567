import type { CorrectionRequest } from '@goen/client';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import { useTexts } from './texts.ts';

const tones: Readonly<Record<CorrectionRequest['state'], Tone>> = { open: 'waiting', done: 'good', refused: 'stopped' };

export function CorrectionState({ request: { state } }: { request: CorrectionRequest }) {
  const t = useTexts();
  return <StateBadge tone={tones[state]}>{t(`correctionStates.${state}`)}</StateBadge>;
}

import type { Import } from '@goen/client';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import { useTexts } from './texts.ts';

const tones: Readonly<Record<Import['state'], Tone>> = {
  receiving: 'neutral',
  queued: 'neutral',
  running: 'neutral',
  needs_columns: 'waiting',
  done: 'good',
  refused: 'bad',
  cancelled: 'stopped',
  failed: 'bad',
};

/** A finished dry run waits for somebody to import it. */
export function ImportState({ file: { state, dry_run: isDryRun } }: { file: Pick<Import, 'state' | 'dry_run'> }) {
  const t = useTexts();
  const isChecked = state === 'done' && isDryRun;
  return (
    <StateBadge tone={isChecked ? 'waiting' : tones[state]}>{t(`states.${isChecked ? 'checked' : state}`)}</StateBadge>
  );
}

import type { Registration } from '@goen/client';
import { Checkbox, Text } from '@mantine/core';
import { ListRow, RowLine } from '../../ui/list-row.tsx';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import { When } from '../../ui/when.tsx';
import { useTexts } from './texts.ts';

type RegistrationRowProps = {
  registration: Registration;
  isOpen: boolean;
  isSelected: boolean;
  /** Null: nothing can be decided. */
  onSelect: (() => void) | null;
};

export function RegistrationRow({ registration, isOpen, isSelected, onSelect }: RegistrationRowProps) {
  const t = useTexts();
  const name = useName(registration);
  const before =
    onSelect === null
      ? {}
      : { before: <Checkbox checked={isSelected} onChange={onSelect} aria-label={t('select', { name })} mt={2} /> };
  return (
    <ListRow isOpen={isOpen} path="/template" open={{ open: registration.id }} {...before}>
      <RowLine>
        <Text span fw={600} truncate>
          {name}
        </Text>
        <RegistrationState registration={registration} />
      </RowLine>
      <Text span size="sm" display="block" truncate>
        {[registration.email, registration.job_name].filter((part) => part !== null).join(' · ')}
      </Text>
      <Text span size="xs" c="dimmed" display="block">
        <When at={registration.registered_at} />
      </Text>
    </ListRow>
  );
}

export function useName({ family_name: family, given_name: given }: Registration): string {
  const t = useTexts();
  return [family, given].filter((part) => part !== null).join(' ') || t('noName');
}

const tones: Readonly<Record<Registration['state'], Tone>> = {
  unconfirmed: 'waiting',
  confirmed: 'good',
  refused: 'stopped',
  withdrawn: 'stopped',
  expired: 'stopped',
  erased: 'stopped',
};

export function RegistrationState({ registration: { state } }: { registration: Registration }) {
  const t = useTexts();
  return <StateBadge tone={tones[state]}>{t(`states.${state}`)}</StateBadge>;
}

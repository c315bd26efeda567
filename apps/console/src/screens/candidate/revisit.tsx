import type { CandidateRecord, SaveRevisit } from '@goen/client';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../../api/me.ts';
import { addDays, todayInTokyo } from '../../i18n/dates.ts';
import { useShellTexts } from '../../shell/texts.ts';
import { DayInput } from '../../ui/date-fields.tsx';
import { showUndo } from '../../ui/undo-toast.tsx';
import { When } from '../../ui/when.tsx';
import { Card } from './card.tsx';
import { useTexts } from './texts.ts';
import { usePersonCalls, usePersonMutation } from './use-person-calls.ts';

/** The day on which a recruiter wants to come back to the person. */
export function Revisit({ person }: { person: CandidateRecord }) {
  const t = useTexts();
  const mayWrite = useMay('positions:write');
  const [isEdited, setEdited] = useState(false);
  const { saveRevisit, removeRevisit } = usePersonCalls(person.id);
  const { revisit } = person;
  const restore = () => (revisit === null ? removeRevisit() : saveRevisit(revisit));
  const tell = (message: string) => {
    setEdited(false);
    showUndo({ message, until: null, undo: restore });
  };
  const save = usePersonMutation(saveRevisit, { onSuccess: () => tell(t('revisitSaved')) });
  const remove = usePersonMutation(removeRevisit, { onSuccess: () => tell(t('revisitRemoved')) });
  return (
    <Card title={t('revisit')}>
      {revisit !== null && !isEdited && (
        <Stack gap="xs">
          <Text fw={600}>
            <When at={revisit.revisit_on} isRelative />
          </Text>
          {revisit.note !== null && <Text size="sm">{revisit.note}</Text>}
          {mayWrite && (
            <Group gap="xs">
              <Button size="xs" variant="default" onClick={() => setEdited(true)}>
                {t('revisitEdit')}
              </Button>
              <Button size="xs" variant="subtle" onClick={() => remove.mutate()} loading={remove.isPending}>
                {t('revisitRemove')}
              </Button>
            </Group>
          )}
        </Stack>
      )}
      {revisit === null && (
        <Text size="sm" c="dimmed" mb="xs">
          {t('revisitNone')}
        </Text>
      )}
      {mayWrite && (revisit === null || isEdited) && (
        <RevisitForm
          key={String(revisit?.revisit_on)}
          revisit={revisit}
          isBusy={save.isPending}
          onSave={(body) => save.mutate(body)}
          onCancel={isEdited ? () => setEdited(false) : undefined}
        />
      )}
    </Card>
  );
}

type RevisitFormProps = {
  revisit: CandidateRecord['revisit'];
  isBusy: boolean;
  onSave: (body: SaveRevisit) => void;
  onCancel: (() => void) | undefined;
};

function RevisitForm({ revisit, isBusy, onSave, onCancel }: RevisitFormProps) {
  const t = useTexts();
  const shell = useShellTexts();
  const [day, setDay] = useState<string | null>(revisit?.revisit_on ?? null);
  const [note, setNote] = useState(revisit?.note ?? '');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (day !== null) onSave({ revisit_on: day, note: note.trim() || null });
      }}
    >
      <Stack gap="xs">
        <DayInput
          label={t('revisitOn')}
          value={day}
          onChange={setDay}
          minDate={addDays(todayInTokyo(), 1)}
          placeholder="—"
        />
        <TextInput
          label={t('revisitNote')}
          placeholder={t('revisitNotePlaceholder')}
          value={note}
          maxLength={500}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" size="xs" disabled={day === null} loading={isBusy}>
            {t('revisitSave')}
          </Button>
          {onCancel && (
            <Button size="xs" variant="default" onClick={onCancel}>
              {shell('cancel')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

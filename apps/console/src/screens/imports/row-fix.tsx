import type { Import, ImportRow } from '@goen/client';
import { Button, Group, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useShellTexts } from '../../shell/texts.ts';
import { correctRow } from './queries.ts';
import { useTexts } from './texts.ts';

type Cells = Readonly<Record<string, string>>;
type RowFixProps = { file: Import; row: ImportRow; cells: Cells; onClose: () => void };

/** The cells that are wrong, and on demand the others of the row. */
export function RowFix({ file, row, cells, onClose }: RowFixProps) {
  const t = useTexts();
  const shell = useShellTexts();
  const queryClient = useQueryClient();
  const [edited, setEdited] = useState<Cells>({});
  // A row that was not refused lacks an address.
  const wrong = row.outcome === 'refused' ? row.errors.map(({ column }) => column) : [file.columns?.emails];
  const faulty = Object.keys(cells).filter((name) => wrong.includes(name));
  const [areAllShown, setAllShown] = useState(faulty.length === 0);
  const others = Object.keys(cells).filter((name) => !faulty.includes(name));
  const save = useMutation({
    mutationFn: () => correctRow(file.id, row.row, edited),
    onSuccess: async () => {
      onClose();
      notifications.show({ message: t('saved', { row: row.row }), role: 'status' });
      await queryClient.invalidateQueries({ queryKey: ['imports'] });
    },
  });
  return (
    <form
      aria-label={t('fixTitle', { row: row.row })}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack gap="xs" mt="sm">
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="xs">
          {[...faulty, ...(areAllShown ? others : [])].map((name, n) => (
            <TextInput
              key={name}
              label={name}
              size="sm"
              data-autofocus={n === 0 || undefined}
              value={edited[name] ?? cells[name] ?? ''}
              onChange={({ currentTarget }) => setEdited({ ...edited, [name]: currentTarget.value })}
            />
          ))}
        </SimpleGrid>
        <Group gap="xs">
          <Button type="submit" size="compact-md" loading={save.isPending} disabled={Object.keys(edited).length === 0}>
            {t('saveFix')}
          </Button>
          <Button variant="default" size="compact-md" onClick={onClose}>
            {shell('cancel')}
          </Button>
          {!areAllShown && others.length > 0 && (
            <Button variant="subtle" size="compact-md" onClick={() => setAllShown(true)}>
              {t('allCells')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

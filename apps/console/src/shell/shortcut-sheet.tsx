import { Group, Modal, Stack, Switch, Table, Text, Title } from '@mantine/core';
import { useStore } from '../ui/store.ts';
import { type ShortcutGroup, singleKeys, useShortcutGroups } from './keyboard.ts';
import { areShortcutsOpen } from './palette-state.ts';
import classes from './shell.module.css';
import { useShellTexts } from './texts.ts';

/** The keys that work here, on `?`. */
export default function ShortcutSheet() {
  const t = useShellTexts();
  const opened = useStore(areShortcutsOpen);
  const groups = useShortcutGroups();
  const inPlace = (place: ShortcutGroup['place']) =>
    groups.filter((group) => group.place === place).flatMap(({ shortcuts }) => shortcuts);
  return (
    <Modal
      opened={opened}
      onClose={() => areShortcutsOpen.set(false)}
      title={t('shortcuts')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack>
        <KeyTable title={t('shortcutsHere')} shortcuts={inPlace('screen')} />
        <KeyTable title={t('shortcutsEverywhere')} shortcuts={inPlace('everywhere')} />
        <Group justify="space-between">
          <Switch
            label={t('shortcutsOn')}
            checked={singleKeys.areOn()}
            onChange={({ currentTarget }) => singleKeys.set(currentTarget.checked)}
          />
          <Text size="sm" c="dimmed">
            {t('shortcutsNote')}
          </Text>
        </Group>
      </Stack>
    </Modal>
  );
}

function KeyTable({ title, shortcuts }: { title: string; shortcuts: ShortcutGroup['shortcuts'] }) {
  if (shortcuts.length === 0) return null;
  return (
    <section>
      <Title order={2} size="h3" mb={4}>
        {title}
      </Title>
      <Table>
        <Table.Tbody>
          {shortcuts.map(({ keys, text }) => (
            <Table.Tr key={keys}>
              <Table.Td>{text}</Table.Td>
              <Table.Td ta="end">
                <kbd className={classes.key}>{keys.replace('mod+', 'Ctrl / ⌘ + ')}</kbd>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

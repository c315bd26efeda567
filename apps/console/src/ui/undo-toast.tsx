import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { notifyProblem } from '../api/notify-problem.ts';
import { createFormats } from '../i18n/dates.ts';
import { readLanguage } from '../i18n/language.ts';
import { translateShell } from '../shell/texts.ts';

type Undoable = {
  /** What was done: 「3通を承認しました」. */
  readonly message: string;
  /** Until when the API accepts that it is undone; null: as long as the message stands. */
  readonly until: string | null;
  readonly undo: () => Promise<unknown>;
};

const shownMs = 12_000;

/** Says what was done and until when it can be undone, with the button that does. Only the last one is shown. */
export function showUndo({ message, until, undo }: Undoable): void {
  const id = 'undo';
  const leftMs = until === null ? shownMs : Math.min(shownMs, Date.parse(until) - Date.now());
  notifications.hide(id);
  if (leftMs <= 0) return void notifications.show({ message, role: 'status' });
  const run = async () => {
    notifications.hide(id);
    try {
      await undo();
      notifications.show({ message: translateShell('undone'), role: 'status' });
    } catch (error) {
      notifyProblem(error);
    }
  };
  const { formatTime } = createFormats(readLanguage());
  notifications.show({
    id,
    autoClose: leftMs,
    role: 'status',
    message: (
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text size="sm" fw={600}>
            {message}
          </Text>
          {until !== null && (
            <Text size="xs" c="dimmed">
              {translateShell('undoUntil', { time: formatTime(until) })}
            </Text>
          )}
        </div>
        <Button size="compact-sm" variant="default" onClick={() => void run()}>
          {translateShell('undo')}
        </Button>
      </Group>
    ),
  });
}

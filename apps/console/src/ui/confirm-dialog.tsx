import { Button, Group, Modal, Text } from '@mantine/core';
import { useShellTexts } from '../shell/texts.ts';
import { askedQuestion } from './confirm.ts';
import { useStore } from './store.ts';

/** Stands once on the page. */
export default function ConfirmDialog() {
  const t = useShellTexts();
  const question = useStore(askedQuestion);
  const answer = (yes: boolean) => {
    question?.answer(yes);
    askedQuestion.set(null);
  };
  return (
    <Modal
      opened={question !== null}
      onClose={() => answer(false)}
      title={question?.title}
      closeButtonProps={{ 'aria-label': t('close') }}
      transitionProps={{ duration: 0 }}
      zIndex={400}
    >
      <Text>{question?.consequence}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={() => answer(false)} data-autofocus>
          {t('cancel')}
        </Button>
        <Button {...(question?.isDangerous ? { color: 'red' } : {})} onClick={() => answer(true)}>
          {question?.action}
        </Button>
      </Group>
    </Modal>
  );
}

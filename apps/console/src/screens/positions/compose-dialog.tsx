import type { FormerCandidate, InvitationWording, Position } from '@goen/client';
import { Modal, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useShellTexts } from '../../shell/texts.ts';
import { askedQuestion, confirm } from '../../ui/confirm.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { useStore } from '../../ui/store.ts';
import { ComposeForm } from './compose-form.tsx';
import { InvitationOutcome, type Outcome } from './invitation-outcome.tsx';
import { invitationWordingsQuery } from './queries.ts';
import { useTexts } from './texts.ts';

type ComposeDialogProps = {
  position: Position;
  people: readonly FormerCandidate[];
  onClose: () => void;
  /** They are in the queue, or cannot be invited. */
  onInvited: () => void;
};

/** Writes to the people who were chosen: what is new, beside the mail that each of them gets. */
export function ComposeDialog({ position, people, onClose, onInvited }: ComposeDialogProps) {
  const t = useTexts();
  const shell = useShellTexts();
  const isPhone = useMediaQuery('(max-width: 62em)') ?? false;
  const query = useQuery({ ...invitationWordingsQuery(position.id), staleTime: Number.POSITIVE_INFINITY });
  const [invited] = useState(people);
  const [isChanged, setChanged] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const isAsked = useStore(askedQuestion) !== null;
  const close = async () => {
    const question = { title: t('discardTitle'), consequence: t('discardAdvice'), action: t('discard') };
    if (outcome === null && isChanged && !(await confirm({ ...question, isDangerous: true }))) return;
    onClose();
  };
  return (
    <Modal
      opened
      onClose={() => void close()}
      // Escape belongs to the question.
      closeOnEscape={!isAsked}
      title={t('composeTitle', { title: position.title })}
      size="min(1140px, 96vw)"
      fullScreen={isPhone}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': shell('close') }}
      transitionProps={{ duration: 0 }}
    >
      {outcome === null ? (
        <>
          <Text size="sm" c="dimmed" mb="sm">
            {t('composeAbout', { count: invited.length })}
          </Text>
          <Loaded query={query} lines={10}>
            {(saved: readonly InvitationWording[]) => (
              <ComposeForm
                position={position}
                people={invited}
                saved={saved}
                onChange={() => setChanged(true)}
                onCancel={() => void close()}
                onInvited={(next) => {
                  setOutcome(next);
                  onInvited();
                }}
              />
            )}
          </Loaded>
        </>
      ) : (
        <InvitationOutcome outcome={outcome} people={invited} onClose={onClose} />
      )}
    </Modal>
  );
}

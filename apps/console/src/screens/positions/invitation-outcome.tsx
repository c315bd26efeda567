import type { FormerCandidate, InvitationResults } from '@goen/client';
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Icon } from '../../shell/icons.tsx';
import { toPersonName } from '../../words/person-name.ts';
import { useWords } from '../../words/use-words.ts';
import classes from './positions.module.css';
import { useTexts } from './texts.ts';

export type Outcome = InvitationResults['results'];
type InvitationOutcomeProps = { outcome: Outcome; people: readonly FormerCandidate[]; onClose: () => void };

/** What became of each: in the queue, or why not. */
export function InvitationOutcome({ outcome, people, onClose }: InvitationOutcomeProps) {
  const t = useTexts();
  const words = useWords();
  const nameOf = (id: string) => {
    const person = people.find((other) => other.id === id);
    return (person && toPersonName(person)) ?? words('noName');
  };
  const invited = outcome.filter(({ re_invitation_id: id }) => id !== null);
  const refused = outcome.filter(({ re_invitation_id: id }) => id === null);
  return (
    <Stack>
      {invited.length > 0 && (
        <Alert
          color="teal"
          variant="outline"
          role="status"
          icon={<Icon name="check" />}
          title={t('invited', { count: invited.length })}
        >
          {t('invitedAdvice')}
        </Alert>
      )}
      {refused.length > 0 && (
        <Alert
          color="orange"
          variant="outline"
          role="alert"
          icon={<Icon name="warning" />}
          title={t('refusedTitle', { count: refused.length })}
        >
          <ul className={classes.plainList}>
            {refused.map(({ candidate_id: id, blocks }) => (
              <li key={id}>
                <Text size="sm">
                  {nameOf(id)}: {blocks.map(({ reason }) => t(`blocks.${reason}`)).join('、') || t('refusedUnknown')}
                </Text>
              </li>
            ))}
          </ul>
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('done')}
        </Button>
        {invited.length > 0 && (
          <Button renderRoot={(props) => <Link to="/mails" search={{ kind: 're_invitation' } as never} {...props} />}>
            {t('toQueue')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

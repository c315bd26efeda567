import type { CandidateRecord } from '@goen/client';
import { Alert, Anchor, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { personQuery } from '../../api/person.ts';
import { Icon } from '../../shell/icons.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Screen } from '../../ui/screen.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { toPersonName } from '../../words/person-name.ts';
import { useWords } from '../../words/use-words.ts';
import { ActionButtons, useActions } from './actions.tsx';
import { Applications } from './applications.tsx';
import classes from './candidate.module.css';
import { Consents } from './consents.tsx';
import { Erased } from './erased.tsx';
import { Held } from './held.tsx';
import { Introductions } from './introductions.tsx';
import { Invitations } from './invitations.tsx';
import { Mails } from './mails.tsx';
import { Notes } from './notes.tsx';
import { Now } from './now.tsx';
import { Revisit } from './revisit.tsx';
import { Tags } from './tags.tsx';
import { useTexts } from './texts.ts';
import { Timeline } from './timeline.tsx';
import { useCases } from './use-cases.ts';

const route = getRouteApi('/_company/candidates/$candidateId');

/** Everything that is held about one person, and what members may do about it. */
export function Candidate() {
  const { candidateId } = route.useParams();
  const t = useTexts();
  const query = useQuery(personQuery(candidateId));
  if (query.data === undefined)
    return (
      <Screen title={t('titleFallback')}>
        <Loaded query={query} lines={10}>
          {() => null}
        </Loaded>
      </Screen>
    );
  return <Person key={candidateId} person={query.data} />;
}

function Person({ person }: { person: CandidateRecord }) {
  const t = useTexts();
  const words = useWords();
  const actions = useActions(person);
  const isGone = person.state === 'erased' || person.state === 'merged';
  const name = toPersonName(person) ?? words('noName');
  return (
    <Screen
      title={isGone ? t('titleFallback') : name}
      top={<Badges person={person} />}
      actions={!isGone && <ActionButtons actions={actions} />}
    >
      {person.state === 'merged' && <Merged into={person.merged_into} />}
      {person.state === 'erased' && <Erased person={person} />}
      {!isGone && <Kept person={person} />}
      {actions.dialogs}
    </Screen>
  );
}

function Badges({ person }: { person: CandidateRecord }) {
  const t = useTexts();
  const { routesByPath } = useRouter();
  const { state, may_be_mailed: mayBeMailed, mails_stopped: isStopped, address_state: address } = person;
  return (
    <Group gap="xs">
      <StateBadge
        tone={state === 'kept' ? 'good' : state === 'unconfirmed' ? 'waiting' : 'stopped'}
        icon={state === 'erased' ? 'erasures' : state === 'kept' ? 'check' : 'clock'}
      >
        {t(`states.${state}`)}
      </StateBadge>
      {state === 'kept' &&
        (isStopped ? (
          <StateBadge tone="stopped">{t('mailsStopped')}</StateBadge>
        ) : (
          <StateBadge tone={mayBeMailed ? 'good' : 'stopped'} icon={mayBeMailed ? 'sent' : 'pause'}>
            {t(mayBeMailed ? 'mailable' : 'notMailable')}
          </StateBadge>
        ))}
      {person.result_only && state === 'kept' && <StateBadge tone="neutral">{t('resultOnly')}</StateBadge>}
      {address !== null && (
        <StateBadge tone="bad" icon="warning">
          {t(`addresses.${address}`)}
        </StateBadge>
      )}
      {'/pool' in routesByPath && (
        <Anchor size="sm" component={Link} to="/pool">
          {t('toPool')}
        </Anchor>
      )}
    </Group>
  );
}

function Merged({ into }: { into: string | null }) {
  const t = useTexts();
  return (
    <Alert variant="outline" icon={<Icon name="pool" />} title={t('merged')}>
      <Text size="sm">{t('mergedAdvice')}</Text>
      {into !== null && (
        <Anchor
          size="sm"
          renderRoot={(props) => <Link {...props} to="/candidates/$candidateId" params={{ candidateId: into }} />}
        >
          {t('openMerged')}
        </Anchor>
      )}
    </Alert>
  );
}

function Kept({ person }: { person: CandidateRecord }) {
  const t = useTexts();
  const cases = useCases(person);
  return (
    <>
      {person.address_state === 'shared' && (
        <Alert color="orange" variant="outline" icon={<Icon name="warning" />} title={t('addresses.shared')}>
          {t('addressAdvice')}
        </Alert>
      )}
      <div className={classes.columns}>
        <Stack className={classes.side}>
          <Held person={person} />
          <Tags person={person} />
          <Revisit person={person} />
          <Notes person={person} />
        </Stack>
        <Stack className={classes.main}>
          <Now cases={cases} />
          <Timeline cases={cases} />
          <Mails id={person.id} />
          <Consents person={person} cases={cases} />
          <Applications person={person} />
          <Introductions id={person.id} />
          <Invitations id={person.id} />
        </Stack>
      </div>
    </>
  );
}

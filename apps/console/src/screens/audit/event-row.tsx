import { type AuditEvent, unwrap } from '@goen/client';
import { Anchor, Code, Group, Text, UnstyledButton } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate, useRouter } from '@tanstack/react-router';
import { api } from '../../api/client.ts';
import { When } from '../../ui/when.tsx';
import { useActorName } from '../../words/use-actor-name.ts';
import classes from './audit.module.css';
import { describeAction, findPlace } from './describe-event.ts';
import { useTexts } from './texts.ts';

type EventRowProps = {
  event: AuditEvent;
  /** Shows all that was done to the same thing. */
  onlyThis: (subjectId: string) => void;
};

export function EventRow({ event, onlyThis }: EventRowProps) {
  const t = useTexts();
  const nameActor = useActorName();
  const { actor, action, occurred_at: at, subject, data, network, seq, hash } = event;
  return (
    <div className={classes.event}>
      <Group gap="xs" align="baseline">
        <Text span size="sm">
          <When at={at} />
        </Text>
        <Text span size="sm" fw={600}>
          {describeAction(t, action)}
        </Text>
        <SubjectLink event={event} />
      </Group>
      <Text size="sm" c="dimmed">
        {nameActor(actor)}
        {actor.kind === 'key' && t('byKey')}
        {network !== null && t('network', { network })}
      </Text>
      <details className={classes.details}>
        <summary>{t('details')}</summary>
        <Code block tabIndex={0}>
          {JSON.stringify({ seq, action, subject, data, hash }, null, 2)}
        </Code>
        <UnstyledButton className={classes.onlyThis} onClick={() => onlyThis(subject.id)}>
          {t('onlyThis')}
        </UnstyledButton>
      </details>
    </div>
  );
}

/** To the thing that was changed, if it has a place of its own. */
function SubjectLink({ event }: { event: AuditEvent }) {
  const t = useTexts();
  const { routesByPath } = useRouter();
  const place = findPlace(event);
  if (event.subject.type === 'case') return <CaseLink id={event.subject.id} />;
  if (place === undefined || !(place.route in routesByPath)) return null;
  return (
    <Anchor component={Link} to={place.to ?? place.route} search={(place.search ?? {}) as never} size="sm">
      {t('open')}
    </Anchor>
  );
}

/** The log names the case alone: whose it is, is asked when somebody wants to know. */
function CaseLink({ id }: { id: string }) {
  const t = useTexts();
  const navigate = useNavigate();
  const find = useMutation({
    mutationFn: () => unwrap(api.GET('/v1/cases/{id}', { params: { path: { id } } })),
    onSuccess: ({ candidate_id: candidateId }) => navigate({ to: '/candidates/$candidateId', params: { candidateId } }),
  });
  return (
    <Anchor component="button" type="button" size="sm" disabled={find.isPending} onClick={() => find.mutate()}>
      {t('openCandidate')}
    </Anchor>
  );
}

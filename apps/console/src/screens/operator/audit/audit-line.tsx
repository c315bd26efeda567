import { Text } from '@mantine/core';
import { When } from '../../../ui/when.tsx';
import { useActorName } from '../../../words/use-actor-name.ts';
import classes from '../operator.module.css';
import { nouns, verbs } from './nouns.ts';
import type { Event } from './queries.ts';
import { useTexts } from './texts.ts';

export function AuditLine({ event }: { event: Event }) {
  const t = useTexts();
  const actorName = useActorName();
  const actionText = useActionText();
  const data = Object.entries(event.data);
  return (
    <div className={classes.line}>
      <div>
        <Text size="sm" fw={600}>
          {actionText(event.action)}
        </Text>
        <Text size="xs" c="var(--goen-quiet)" style={{ overflowWrap: 'anywhere' }} lineClamp={3}>
          {event.subject.type} {event.subject.id}
          {data.length > 0 && ` · ${data.map(([name, value]) => `${name}: ${toText(value)}`).join(', ')}`}
        </Text>
      </div>
      <div>
        <Text size="sm">{actorName(event.actor)}</Text>
        <Text size="xs" c="var(--goen-quiet)">
          <When at={event.occurred_at} />
          {event.network !== null && ` · ${event.network}`}
          {` · ${t('place', { seq: event.seq })}`}
        </Text>
      </div>
    </div>
  );
}

/** `position.changed` in words; what has none is shown as the API calls it. */
function useActionText(): (action: string) => string {
  const t = useTexts();
  return (action) => {
    const [noun, verb] = action.split('.');
    const knownNoun = nouns.find((known) => known === noun);
    const knownVerb = verbs.find((known) => known === verb);
    return knownNoun === undefined || knownVerb === undefined
      ? action
      : t('action', { noun: t(`nouns.${knownNoun}`), verb: t(`verbs.${knownVerb}`) });
  };
}

const toText = (value: unknown): string =>
  Array.isArray(value) ? value.map(toText).join(' ') : typeof value === 'string' ? value : JSON.stringify(value);

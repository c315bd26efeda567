import { Text } from '@mantine/core';
import { When } from '../../ui/when.tsx';
import { useActorName } from '../../words/use-actor-name.ts';
import classes from './candidate.module.css';
import { Card } from './card.tsx';
import { useDescribeFact } from './describe-fact.ts';
import { Shortened } from './shortened.tsx';
import { useTexts } from './texts.ts';
import type { LoadedCases } from './use-cases.ts';
import { WhenLoaded } from './when-loaded.tsx';

const shownFacts = 12;

/** What happened, the latest first, in sentences. */
export function Timeline({ cases }: { cases: LoadedCases }) {
  const t = useTexts();
  const describe = useDescribeFact();
  const actorName = useActorName();
  const facts = cases.items
    .flatMap((file) => file.timeline.map((fact) => ({ file, fact })))
    .toSorted((a, b) => b.fact.at.localeCompare(a.fact.at) || b.fact.seq - a.fact.seq);
  return (
    <Card title={t('timeline')}>
      <WhenLoaded cases={cases}>
        {() =>
          facts.length === 0 ? (
            <Text c="dimmed">{t('noTimeline')}</Text>
          ) : (
            <Shortened items={facts} most={shownFacts}>
              {(shown) => (
                <ol className={classes.timeline} aria-label={t('timeline')}>
                  {shown.map(({ file, fact }) => {
                    const { title, notes, isStrong } = describe(fact, file);
                    const by = fact.by?.kind === 'candidate' ? t('yourself') : fact.by && actorName(fact.by);
                    return (
                      <li
                        key={`${file.id}${fact.seq}`}
                        className={classes.event}
                        data-weight={isStrong ? 'strong' : 'plain'}
                      >
                        <Text size="xs" c="dimmed">
                          <When at={fact.at} />
                          {by !== null && ` · ${by}`}
                        </Text>
                        <Text size="sm" fw={isStrong ? 600 : 400}>
                          {title}
                        </Text>
                        {notes.map((note) => (
                          <Text key={note} size="xs" c="dimmed">
                            {note}
                          </Text>
                        ))}
                      </li>
                    );
                  })}
                </ol>
              )}
            </Shortened>
          )
        }
      </WhenLoaded>
    </Card>
  );
}

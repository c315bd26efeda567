import type { Position, PositionConditionsVersion } from '@goen/client';
import { Accordion, Anchor, Paper, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormats } from '../../i18n/dates.ts';
import { Facts } from '../../ui/facts.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { When } from '../../ui/when.tsx';
import { conditionTexts } from './conditions.ts';
import classes from './positions.module.css';
import { conditionsQuery } from './queries.ts';
import { useTexts } from './texts.ts';

type Conditions = NonNullable<PositionConditionsVersion['conditions']>;

/** Working conditions as candidates see them. */
export function ConditionFacts({ conditions }: { conditions: Conditions }) {
  const t = useTexts();
  const texts = conditionTexts.map(
    (name) =>
      [
        t(`conditionFields.${name}`),
        conditions[name] && (
          <span key={name} className={classes.preserved}>
            {conditions[name]}
          </span>
        ),
      ] as const,
  );
  return (
    <Facts
      facts={[
        ...texts.slice(0, 1),
        [t('conditionFields.contract_term'), t(`contractTerms.${conditions.contract_term}`)],
        ...texts.slice(1),
        [t('conditionFields.dispatch'), conditions.dispatch ? t('dispatchYes') : null],
        [
          t('conditionFields.url'),
          conditions.url && (
            <Anchor key="url" href={conditions.url} target="_blank" rel="noreferrer" size="sm">
              {conditions.url}
            </Anchor>
          ),
        ],
        [t('conditionFields.as_of'), conditions.as_of && <When key="as_of" at={conditions.as_of} isDay />],
      ]}
    />
  );
}

/** The versions that candidates have been shown, with their dates. */
export function ConditionVersions({ position: { id, conditions_version: current } }: { position: Position }) {
  const t = useTexts();
  const { formatTime } = useFormats();
  const query = useQuery(conditionsQuery(id));
  return (
    <Paper withBorder p="md" component="section" aria-label={t('versions')}>
      <Title order={2} mb="sm">
        {t('versions')}
      </Title>
      <Loaded query={query} lines={3}>
        {(items) => (
          <Accordion variant="separated" order={3}>
            {items.map(({ version, conditions, created_at: at }) => (
              <Accordion.Item key={version} value={String(version)}>
                <Accordion.Control>
                  {t('versionOf', { version, time: formatTime(at) })}{' '}
                  {version === current && (
                    <Text span size="xs" c="dimmed">
                      {t('current')}
                    </Text>
                  )}
                </Accordion.Control>
                <Accordion.Panel>
                  {conditions === null ? (
                    <Text size="sm">{t('removedConditions')}</Text>
                  ) : (
                    <ConditionFacts conditions={conditions} />
                  )}
                </Accordion.Panel>
              </Accordion.Item>
            ))}
          </Accordion>
        )}
      </Loaded>
    </Paper>
  );
}

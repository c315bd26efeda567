import type { Position } from '@goen/client';
import { Anchor, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useFormats } from '../../i18n/dates.ts';
import { Facts } from '../../ui/facts.tsx';
import { ConditionFacts, ConditionVersions } from './condition-versions.tsx';
import classes from './positions.module.css';
import { useTexts } from './texts.ts';

/** What the position asks for and offers. */
export function PositionDetails({ position }: { position: Position }) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  const { url, description, required, desired, regions, min_years: min, max_years: max, conditions } = position;
  const years =
    min !== null && max !== null
      ? t('yearsRange', { min, max })
      : min !== null
        ? t('yearsFrom', { min })
        : max !== null
          ? t('yearsTo', { max })
          : null;
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} style={{ alignItems: 'start' }}>
      <Paper withBorder p="md" component="section" aria-label={t('basics')}>
        <Title order={2} mb="sm">
          {t('basics')}
        </Title>
        <Facts
          facts={[
            [
              t('fields.url'),
              url && (
                <Anchor key="url" href={url} target="_blank" rel="noreferrer" size="sm">
                  {url}
                </Anchor>
              ),
            ],
            [t('required'), <Tags key="required" tags={required} />],
            [t('desired'), <Tags key="desired" tags={desired} />],
            [t('fields.regions'), regions.map(({ value }) => value).join('・')],
            [t('fields.remote'), position.remote ? t('dispatchYes') : null],
            [t('experienceFact'), years],
            [t('fields.seats'), formatNumber(position.seats)],
            [
              t('fields.description'),
              description && (
                <Text key="description" size="sm" className={classes.preserved ?? ''}>
                  {description}
                </Text>
              ),
            ],
          ]}
        />
      </Paper>
      <Stack>
        <Paper withBorder p="md" component="section" aria-label={t('conditions')}>
          <Title order={2} mb="sm">
            {t('conditions')}
          </Title>
          {conditions === null ? (
            <Text size="sm" c="dimmed">
              {t('noConditions')}
            </Text>
          ) : (
            <>
              <Text size="sm" c="dimmed" mb="xs">
                {t('conditionsVersion', { version: position.conditions_version })}
              </Text>
              <ConditionFacts conditions={conditions} />
            </>
          )}
        </Paper>
        {position.conditions_version > 0 && <ConditionVersions position={position} />}
      </Stack>
    </SimpleGrid>
  );
}

function Tags({ tags }: { tags: Position['required'] }) {
  const t = useTexts();
  if (tags.length === 0) return <>{t('noTags')}</>;
  return tags.map(({ id, value }) => (
    <span key={id} className={classes.tag}>
      {value}
    </span>
  ));
}

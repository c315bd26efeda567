import type { CandidateRecord } from '@goen/client';
import { Anchor, Text, Title } from '@mantine/core';
import { useFormats } from '../../i18n/dates.ts';
import { Facts } from '../../ui/facts.tsx';
import { useSourceName } from '../../words/use-source-name.ts';
import { useWords } from '../../words/use-words.ts';
import classes from './candidate.module.css';
import { Card } from './card.tsx';
import { useTexts } from './texts.ts';

type Application = CandidateRecord['applications'][number];

/** What they applied for, how far they came, and why it ended. */
export function Applications({ person: { applications } }: { person: CandidateRecord }) {
  const t = useTexts();
  return (
    <Card title={t('applications')}>
      {applications.length === 0 ? (
        <Text c="dimmed">{t('noApplications')}</Text>
      ) : (
        <ul className={classes.list} aria-label={t('applications')}>
          {applications.toReversed().map((application) => (
            <li key={application.id}>
              <OneApplication application={application} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function OneApplication({ application }: { application: Application }) {
  const t = useTexts();
  const words = useWords();
  const sourceName = useSourceName();
  const { formatDay, formatAside } = useFormats();
  const { job, job_category: category, applied_at: appliedAt, rejections, url, source } = application;
  const extra = [...Object.entries(application.custom_fields), ...Object.entries(application.remote_data)];
  return (
    <>
      <Title order={3} fz="sm">
        {job ?? t('noJob')}
        {category && formatAside(category)}
      </Title>
      <Facts
        facts={[
          [t('applied'), appliedAt && formatDay(appliedAt)],
          [
            'ATS',
            url === null ? (
              sourceName(source)
            ) : (
              <Anchor key="url" href={url} target="_blank" rel="noreferrer" size="sm">
                {t('openAts')}
              </Anchor>
            ),
          ],
          ...extra.map(([name, value]) => [name, toText(value)] as const),
        ]}
      />
      {rejections.map(({ id, stage, stage_name: name, rejected_at: at, reason }) => (
        <Facts
          key={id}
          facts={[
            [
              t('rejected'),
              `${formatDay(at)} ${words(`stages.${stage}`)}${name && name !== words(`stages.${stage}`) ? formatAside(name) : ''}`,
            ],
            [
              t('reason'),
              reason && (
                <span key="reason">
                  {reason} <span className={classes.kind}>{t('reasonAdvice')}</span>
                </span>
              ),
            ],
          ]}
        />
      ))}
    </>
  );
}

const toText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));

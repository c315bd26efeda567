import type { Wording } from '@goen/client';
import { Paper, SimpleGrid, Text, Title } from '@mantine/core';
import { memberKinds } from '../../words/member-mails.ts';
import { useWords } from '../../words/use-words.ts';
import { candidateKinds, type Kind, languages } from './targets.ts';
import { useTexts } from './texts.ts';
import { WordingLink } from './wording-link.tsx';
import classes from './wordings.module.css';

/** All other mails; by stage or category they can be told apart in their editor. */
export function OtherMails({ wordings }: { wordings: readonly Wording[] }) {
  const t = useTexts();
  return (
    <Paper withBorder p="md" component="section" aria-label={t('others')}>
      <Title order={2}>{t('others')}</Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('othersAdvice')}
      </Text>
      <SimpleGrid cols={{ base: 1, lg: 2 }} style={{ alignItems: 'start' }}>
        <KindTable title={t('kinds.toCandidates')} kinds={candidateKinds} wordings={wordings} />
        <KindTable title={t('kinds.toMembers')} kinds={memberKinds} wordings={wordings} />
      </SimpleGrid>
    </Paper>
  );
}

type KindTableProps = { title: string; kinds: readonly Kind[]; wordings: readonly Wording[] };

function KindTable({ title, kinds, wordings }: KindTableProps) {
  const t = useTexts();
  const words = useWords();
  const countMore = (kind: Kind) =>
    wordings.filter(
      ({ kind: of, stage, job_category: category }) => of === kind && (stage !== null || category !== null),
    ).length;
  return (
    <table className={classes.grid}>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t('kind')}</th>
          {languages.map((locale) => (
            <th key={locale} scope="col">
              {words(`locales.${locale}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {kinds.map((kind) => (
          <tr key={kind} data-first>
            <th scope="row">
              {words(`mailKinds.${kind}`)}
              {countMore(kind) > 0 && (
                <Text size="xs" c="dimmed">
                  {t('more', { count: countMore(kind) })}
                </Text>
              )}
            </th>
            {languages.map((locale) => (
              <td key={locale}>
                <WordingLink wordings={wordings} target={{ kind, locale, stage: null, category: null }} label="" />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

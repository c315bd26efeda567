import type { CandidateExperience, Results } from '@goen/client';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormats } from '../../i18n/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { useWords } from '../../words/use-words.ts';
import { Part } from './part.tsx';
import { experienceQuery, type Period } from './queries.ts';
import classes from './results.module.css';
import { useTexts } from './texts.ts';

type Summary = Results['candidate_experience'];
type ExperienceProps = { summary: Summary; before: Summary; period: Period };

/** What candidates say about applying, in groups of five or more: each number is the sum of the groups below it. */
export function Experience({ summary, before, period }: ExperienceProps) {
  const t = useTexts();
  const groups = useQuery(experienceQuery(period));
  return (
    <Part title={t('experience')} about={t('experienceAbout')}>
      {summary === null ? (
        <Text c="dimmed">{t('noExperience')}</Text>
      ) : (
        <>
          <Text mb="sm" className="tabular">
            {t('experienceSum', summary)}
            {before !== null && ` ${t('experienceBefore', before)}`}
          </Text>
          <Loaded query={groups}>{(data) => <Groups groups={data.groups} />}</Loaded>
        </>
      )}
    </Part>
  );
}

function Groups({ groups }: CandidateExperience) {
  const t = useTexts();
  const words = useWords();
  const { formatMonth, formatNumber } = useFormats();
  return (
    <div className={classes.scroll}>
      <table className={classes.table} data-wide aria-label={t('experience')}>
        <thead>
          <tr>
            <th scope="col">{t('month')}</th>
            <th scope="col">{t('stage')}</th>
            {(['answers', 'average', 'promoters', 'passives', 'detractors'] as const).map((name) => (
              <th key={name} scope="col" className={classes.number}>
                {t(`answers.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={`${group.month}.${group.stage}`}>
              <th scope="row">{formatMonth(group.month)}</th>
              <td>
                {words(`stages.${group.stage}`)}
                {group.comments.length > 0 && (
                  <details className={classes.comments}>
                    <summary>{t('comments', { count: group.comments.length })}</summary>
                    <ul>
                      {group.comments.map((comment) => (
                        <li key={comment}>{comment}</li>
                      ))}
                    </ul>
                  </details>
                )}
              </td>
              <td className={classes.number}>{formatNumber(group.answers)}</td>
              <td className={classes.number}>{group.average.toFixed(1)}</td>
              <td className={classes.number}>{formatNumber(group.promoters)}</td>
              <td className={classes.number}>{formatNumber(group.passives)}</td>
              <td className={classes.number}>{formatNumber(group.detractors)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

import { Anchor, Group, Paper, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../api/me.ts';
import { Placeholder } from '../../ui/loaded.tsx';
import { When } from '../../ui/when.tsx';
import { useWords } from '../../words/use-words.ts';
import { awaitingQuery } from './queries.ts';
import { useTexts } from './texts.ts';
import classes from './today.module.css';

/** The mails that leave first and wait for an approval. */
export function FirstAwaiting({ count }: { count: number }) {
  const mayRead = useMay('mail:read');
  const t = useTexts();
  const words = useWords();
  const { data, error } = useQuery({ ...awaitingQuery, enabled: mayRead });
  if (!mayRead || count === 0 || data?.items.length === 0) return null;
  return (
    <Paper component="section" withBorder p="md" aria-label={t('firstAwaiting')}>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{t('firstAwaiting')}</Title>
        <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/mails" search={{ state: 'awaiting' }} />}>
          {t('seeAll')}
        </Anchor>
      </Group>
      {data === undefined && !error && <Placeholder lines={8} />}
      {data?.items.map((mail) => (
        <div key={mail.case_id + mail.kind} className={classes.row}>
          <Link
            to="/mails"
            search={{ state: 'awaiting', mail: `${mail.case_id}.${mail.kind}` }}
            className={classes.link}
          >
            <span className={classes.mail}>
              <span className={classes.text}>
                <Text span fw={600}>
                  {mail.name ?? words('noName')}
                </Text>
                <Text span size="sm" c="dimmed" display="block" truncate>
                  {words(`mailKinds.${mail.kind}`)} · {mail.jobs.join('、')}
                </Text>
              </span>
              {mail.sends_at && (
                <Text span size="sm" c="dimmed" style={{ flexShrink: 0 }}>
                  <When at={mail.sends_at} />
                </Text>
              )}
            </span>
          </Link>
        </div>
      ))}
    </Paper>
  );
}

import type { QueuedMail } from '@goen/client';
import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { toRows } from '../../api/pages.ts';
import { useFormats } from '../../i18n/dates.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import { useWords } from '../../words/use-words.ts';
import { requestsQuery } from './queries.ts';
import classes from './relay.module.css';
import { RelayScreen } from './relay-screen.tsx';
import { useTexts } from './texts.ts';

const rowHeight = 76;
const tones: Readonly<Record<QueuedMail['approval'], Tone>> = {
  awaiting: 'waiting',
  approved: 'good',
  held: 'stopped',
  not_needed: 'neutral',
};

/** Mails that ask candidates whether they want to be introduced. They are approved where all mails are: in the queue. */
export function Requests() {
  const t = useTexts();
  const query = useInfiniteQuery(requestsQuery);
  const rows = toRows(query.data);
  return (
    <RelayScreen about={t('requestsAbout')} isFull>
      <div className={classes.list}>
        <EndlessList
          name="introduction-requests"
          label={t('part.requests')}
          rows={rows}
          query={query}
          getKey={({ case_id: caseId, kind }) => `${caseId}.${kind}`}
          rowHeight={rowHeight}
          renderRow={(row) => <RequestRow mail={row} />}
          empty={
            <EmptyState icon="check" title={t('requestsEmpty')}>
              {t('requestsEmptyAdvice')}
            </EmptyState>
          }
        />
      </div>
    </RelayScreen>
  );
}

function RequestRow({ mail }: { mail: QueuedMail }) {
  const t = useTexts();
  const words = useWords();
  const { formatTime } = useFormats();
  const { case_id: caseId, kind, name, email, approval, sends_at: sendsAt } = mail;
  return (
    <div className={classes.row}>
      <div>
        <Link to="/candidates/$candidateId" params={{ candidateId: mail.candidate_id }} className={classes.name}>
          {name ?? words('noName')}
        </Link>
        <Text size="xs" c="dimmed">
          {email}
        </Text>
      </div>
      <div>
        <StateBadge tone={tones[approval]}>{words(`approvals.${approval}`)}</StateBadge>
        <Text size="sm" className="tabular">
          {sendsAt === null ? t('noDate') : t('sendsAt', { time: formatTime(sendsAt) })}
        </Text>
      </div>
      <div>
        <Link to="/mails" search={{ kind, mail: `${caseId}.${kind}` } as never} className={classes.name}>
          {approval === 'awaiting' ? t('approveInQueue') : t('openInQueue')}
        </Link>
      </div>
    </div>
  );
}

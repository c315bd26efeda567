import type { CreditsBalance } from '@goen/client';
import { Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormats } from '../../i18n/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { balanceQuery } from './queries.ts';
import classes from './relay.module.css';
import { RelayScreen } from './relay-screen.tsx';
import { Statement } from './statement.tsx';
import { useTexts } from './texts.ts';

const pointsPerCredit = 10;

/** What the company has earned by referrals, and each entry behind it. */
export function Credits() {
  const t = useTexts();
  const balance = useQuery(balanceQuery);
  return (
    <RelayScreen about={t('creditsAbout')}>
      <Stack>
        <Paper component="section" withBorder p="md" aria-label={t('balance')}>
          <Title order={2} mb="sm">
            {t('balance')}
          </Title>
          <Loaded query={balance} lines={3}>
            {(data) => <Balance balance={data} />}
          </Loaded>
        </Paper>
        <Statement />
      </Stack>
    </RelayScreen>
  );
}

function Balance({ balance }: { balance: CreditsBalance }) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  const { points_to_next_credit: missing, debt_points: debt } = balance;
  const next = t('toNext', { count: missing });
  return (
    <Stack gap="sm">
      <dl className={classes.balance}>
        {(['available', 'held', 'spent'] as const).map((name) => (
          <div key={name}>
            <dt>{t(`balances.${name}`)}</dt>
            <dd className="tabular">
              {formatNumber(balance[`credits_${name}`])}
              <small>{t(`balancesAbout.${name}`)}</small>
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('balances.points')}</dt>
          <dd className="tabular">
            {formatNumber(balance.points)}
            <small>{next}</small>
          </dd>
        </div>
      </dl>
      <Progress
        value={Math.max(0, ((pointsPerCredit - missing) / pointsPerCredit) * 100)}
        aria-label={next}
        maw={360}
      />
      {debt > 0 && <Text size="sm">{t('debt', { count: debt })}</Text>}
    </Stack>
  );
}

import type { ProvisionRecord } from '@goen/client';
import { ActionIcon, Button, Group, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { toRows, withoutUndefined } from '../../api/pages.ts';
import { useFormats } from '../../i18n/dates.ts';
import { Icon } from '../../shell/icons.tsx';
import { useShortcuts } from '../../shell/keyboard.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { Facts } from '../../ui/facts.tsx';
import { DetailContent, ListDetail } from '../../ui/list-detail.tsx';
import { ListRow, RowLine } from '../../ui/list-row.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { useRowCursor } from '../../ui/use-row-cursor.ts';
import { When } from '../../ui/when.tsx';
import { useWords } from '../../words/use-words.ts';
import { type RecordSearch, recordsExport, recordsQuery } from './queries.ts';
import { RelayScreen } from './relay-screen.tsx';
import { useTexts } from './texts.ts';

const route = getRouteApi('/_company/relay/records');
const rowHeight = 92;

/** The records of third-party provisions that both sides keep (個人情報保護法 Art. 29, 30). */
export function Records() {
  const t = useTexts();
  const { open: openId } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(recordsQuery);
  const rows = toRows(query.data);
  const cursor = useRowCursor({
    rows,
    getKey: ({ id }) => id,
    openKey: openId,
    onOpen: (open) =>
      void navigate({ search: withoutUndefined({ open }) as RecordSearch, replace: openId !== undefined }),
  });
  useShortcuts([
    { keys: 'j', text: t('nextRow'), run: () => cursor.step(1) },
    { keys: 'k', text: t('previousRow'), run: () => cursor.step(-1) },
  ]);
  const open = rows.find(({ id }) => id === openId);
  return (
    <RelayScreen
      about={t('recordsAbout')}
      actions={
        <Button component="a" href={recordsExport} download variant="default">
          {t('csv')}
        </Button>
      }
      isFull
      isRowOpen={openId !== undefined}
    >
      <ListDetail
        isOpen={openId !== undefined}
        listLabel={t('part.records')}
        list={
          <EndlessList
            name="provision-records"
            label={t('part.records')}
            rows={rows}
            query={query}
            getKey={({ id }) => id}
            selectedKey={openId}
            rowHeight={rowHeight}
            renderRow={(row) => <RecordRow record={row} isOpen={row.id === openId} />}
            empty={
              <EmptyState icon="books" title={t('recordsEmpty')}>
                {t('recordsEmptyAdvice')}
              </EmptyState>
            }
          />
        }
        detailLabel={t('record')}
        detail={
          open === undefined ? (
            <EmptyState icon="books" title={t('chooseRecord')} />
          ) : (
            <Detail record={open} onBack={() => cursor.open(undefined)} />
          )
        }
      />
    </RelayScreen>
  );
}

function RecordRow({ record, isOpen }: { record: ProvisionRecord; isOpen: boolean }) {
  const t = useTexts();
  return (
    <ListRow isOpen={isOpen} path="/relay/records" open={{ open: record.id }}>
      <RowLine>
        <Text span fw={600} truncate>
          {record.person ?? t('personDeleted')}
        </Text>
        <Side record={record} />
      </RowLine>
      <Text span size="sm" display="block" truncate>
        {record.counterpart_name}
      </Text>
      <Text span size="xs" c="dimmed" display="block">
        <When at={record.provided_at} />
      </Text>
    </ListRow>
  );
}

function Side({ record: { side } }: { record: ProvisionRecord }) {
  const t = useTexts();
  return (
    <StateBadge tone="neutral" icon={side === 'provider' ? 'sent' : 'imports'}>
      {t(`sides.${side}`)}
    </StateBadge>
  );
}

function Detail({ record, onBack }: { record: ProvisionRecord; onBack: () => void }) {
  const t = useTexts();
  const words = useWords();
  const { formatDay } = useFormats();
  const isProvider = record.side === 'provider';
  return (
    <DetailContent>
      <Group gap="xs" wrap="nowrap">
        <ActionIcon variant="subtle" onClick={onBack} hiddenFrom="md" aria-label={t('back')}>
          <Icon name="back" />
        </ActionIcon>
        <Title order={2}>{record.person ?? t('personDeleted')}</Title>
        <Side record={record} />
      </Group>
      <Facts
        facts={[
          [t('provided'), <When key="at" at={record.provided_at} />],
          [t(isProvider ? 'recipient' : 'provider'), record.counterpart_name],
          [t('address'), record.counterpart_address],
          [t('representative'), record.counterpart_representative],
          [t('items'), record.items.map((item) => t(`item.${item}`)).join('、')],
          [t('consentAt'), <When key="at" at={record.consent_at} />],
          [t('consentText'), record.consent_text_version],
          [t('acquiredHow'), record.acquired_how],
          [t('keepUntil'), formatDay(record.keep_until)],
        ]}
      />
      <Text size="sm" c="dimmed">
        {t('recordNote', { name: record.person ?? words('noName') })}
      </Text>
    </DetailContent>
  );
}

import { Alert, Button, Group, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { todayInTokyo, useFormats } from '../../i18n/dates.ts';
import { Icon } from '../../shell/icons.tsx';
import { DayInput } from '../../ui/date-fields.tsx';
import { toKeepingChange } from './draft.ts';
import { useSettingsForm } from './form-context.ts';
import { Item } from './item.tsx';
import { useTexts } from './texts.ts';

const bases = ['notice', 'consent', 'none'] as const;

/** A notice at recruitment, or consent; without either a candidate gets the result and nothing else. */
export function KeepingBasis() {
  const t = useTexts();
  const { formatTime } = useFormats();
  const { saved, settings, set, errorAt, mayChange } = useSettingsForm();
  const { basis } = settings.keeping;
  const { unconfirmed: isUnconfirmed, stated_at: statedAt } = saved.keeping;
  const change = (part: Partial<ReturnType<typeof toKeepingChange>>) =>
    set({ keeping: { ...toKeepingChange(settings), ...part } });
  return (
    <>
      {isUnconfirmed && (
        <Alert color="orange" variant="outline" icon={<Icon name="warning" />} title={t('keepingUnconfirmed')}>
          <Text size="sm">{t('keepingUnconfirmedAdvice')}</Text>
          {mayChange && (
            <Button size="xs" variant="default" mt="xs" onClick={() => change({})}>
              {t('keepingConfirm')}
            </Button>
          )}
        </Alert>
      )}
      <Radio.Group
        label={t('keepingBasis')}
        value={basis ?? 'none'}
        onChange={(value) => change({ basis: value === 'notice' || value === 'consent' ? value : null })}
        error={errorAt('/keeping/basis')}
      >
        <Stack gap="xs" mt="xs">
          {bases.map((value) => (
            <Radio
              key={value}
              value={value}
              label={t(`keepingBases.${value}`)}
              description={t(`keepingBasesAbout.${value}`)}
              disabled={!mayChange}
            />
          ))}
        </Stack>
      </Radio.Group>
      {basis === 'notice' && <Notices onChange={(notices) => change({ notices })} />}
      {statedAt !== null && (
        <Text size="sm" c="dimmed">
          {t('keepingStated', { time: formatTime(statedAt) })}
        </Text>
      )}
    </>
  );
}

type Notice = ReturnType<typeof toKeepingChange>['notices'][number];

/** The texts under which applications were made, each from a date on. */
function Notices({ onChange }: { onChange: (notices: Notice[]) => void }) {
  const t = useTexts();
  const { settings, errorAt, mayChange } = useSettingsForm();
  const { notices } = settings.keeping;
  const edit = (at: number, part: Partial<Notice>) =>
    onChange(notices.map((notice, n) => (n === at ? { ...notice, ...part } : notice)));
  return (
    <Stack gap="sm">
      {notices.map((notice, n) => (
        <Item
          key={n}
          label={t('notice', { version: notice.version })}
          onRemove={mayChange ? () => onChange(notices.filter((_, other) => other !== n)) : null}
        >
          <Group align="start" gap="sm">
            <TextInput
              label={t('noticeVersion')}
              value={notice.version}
              onChange={({ currentTarget }) => edit(n, { version: currentTarget.value })}
              error={errorAt(`/keeping/notices/${n}/version`)}
              disabled={!mayChange}
              maxLength={100}
            />
            <DayInput
              label={t('noticeSince')}
              value={notice.since}
              onChange={(since) => since !== null && edit(n, { since })}
              error={errorAt(`/keeping/notices/${n}/since`)}
              clearable={false}
              disabled={!mayChange}
              miw={150}
            />
          </Group>
          <Textarea
            label={t('noticeText')}
            description={t('noticeTextAbout')}
            value={notice.text}
            onChange={({ currentTarget }) => edit(n, { text: currentTarget.value })}
            error={errorAt(`/keeping/notices/${n}/text`)}
            disabled={!mayChange}
            autosize
            minRows={3}
            maxRows={10}
            maxLength={4_000}
          />
          <TextInput
            type="url"
            label={t('noticeLink')}
            value={notice.link ?? ''}
            onChange={({ currentTarget: { value } }) => edit(n, { link: value === '' ? null : value })}
            error={errorAt(`/keeping/notices/${n}/link`)}
            disabled={!mayChange}
          />
        </Item>
      ))}
      {errorAt('/keeping/notices') !== undefined && notices.length === 0 && (
        <Text size="sm" c="red.9" role="alert">
          {t('noticeMissing')}
        </Text>
      )}
      {mayChange && (
        <Group>
          <Button
            variant="default"
            onClick={() =>
              onChange([...notices, { version: todayInTokyo(), text: '', link: null, since: todayInTokyo() }])
            }
          >
            {t('addNotice')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

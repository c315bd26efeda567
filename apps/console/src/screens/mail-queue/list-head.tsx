import type { QueuedMail } from '@goen/client';
import { Button, Checkbox, Group, Progress, Text } from '@mantine/core';
import { useMay } from '../../api/me.ts';
import classes from './mail-queue.module.css';
import { toKey } from './queries.ts';
import { useTexts } from './texts.ts';
import type { MailActions } from './use-mail-actions.tsx';
import type { Selection } from './use-selection.ts';

type ListHeadProps = { rows: readonly QueuedMail[]; hasMore: boolean; selection: Selection; actions: MailActions };

/** Above the list: how many are chosen, and what can be done with all of them. */
export function ListHead({ rows, hasMore, selection, actions }: ListHeadProps) {
  const t = useTexts();
  const mayDecide = useMay('mail:write');
  const { progress } = actions;
  const count = selection.mails.length;
  const isAll = count > 0 && count === rows.length;
  if (progress !== null && progress.count > 1)
    return (
      <div className={classes.listHead} role="status">
        <Progress value={(progress.done / progress.count) * 100} flex={1} aria-label={t('working', progress)} />
        <Text size="sm">{t('working', progress)}</Text>
      </div>
    );
  return (
    <div className={classes.listHead}>
      <Checkbox
        {...(count > 0 ? { 'aria-label': t('selectAll') } : { label: t('selectAll') })}
        checked={isAll}
        indeterminate={count > 0 && !isAll}
        disabled={rows.length === 0}
        onChange={() => (isAll ? selection.clear() : selection.set(rows.map(toKey)))}
      />
      {count > 0 && (
        <Group gap={6} flex={1}>
          <Text size="sm" fw={600}>
            {selection.isMatching && hasMore ? t('allSelected') : t('selected', { count })}
          </Text>
          {isAll && hasMore && !selection.isMatching && (
            <Button size="compact-xs" variant="subtle" onClick={selection.selectMatching}>
              {t('selectMatching')}
            </Button>
          )}
          {mayDecide && (
            <>
              <Button size="compact-sm" onClick={actions.approveSelected}>
                {t('approve')}
              </Button>
              <Button size="compact-sm" variant="default" onClick={actions.holdSelected}>
                {t('hold')}
              </Button>
              <Button size="compact-sm" variant="default" onClick={actions.releaseSelected}>
                {t('release')}
              </Button>
              {!selection.isMatching && (
                <Button size="compact-sm" variant="default" onClick={actions.rescheduleSelected}>
                  {t('reschedule')}
                </Button>
              )}
              <Button size="compact-sm" variant="default" onClick={actions.cancelSelected}>
                {t('cancel')}
              </Button>
            </>
          )}
        </Group>
      )}
    </div>
  );
}

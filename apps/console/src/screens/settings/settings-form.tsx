import { ApiError, type CompanySettingsChange } from '@goen/client';
import { Alert, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { describeFieldErrors } from '../../api/describe-problem.ts';
import { useMay } from '../../api/me.ts';
import { Icon } from '../../shell/icons.tsx';
import { confirm } from '../../ui/confirm.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { applyDraft, countChanges, extendDraft } from './draft.ts';
import { type SettingsForm as Form, SettingsFormContext } from './form-context.ts';
import { dryRunQuery, type ReadSettings, saveSettings, settingsQuery } from './queries.ts';
import { ReviewDialog } from './review-dialog.tsx';
import classes from './settings.module.css';
import { useTexts } from './texts.ts';

/** Settings that are changed together: what a change does is shown before it is saved. */
export function SettingsForm({ children }: { children: ReactNode }) {
  const query = useQuery(settingsQuery);
  return (
    <Loaded query={query} lines={10}>
      {(read) => <Editor read={read}>{children}</Editor>}
    </Loaded>
  );
}

const nothing: CompanySettingsChange = {};
const isOutdated = (error: unknown): boolean =>
  error instanceof ApiError && (error as ApiError).has('settings_changed');

function Editor({ read: { settings: saved, tag }, children }: { read: ReadSettings; children: ReactNode }) {
  const t = useTexts();
  const queryClient = useQueryClient();
  const mayChange = useMay('settings:manage');
  const [draft, setDraft] = useState(nothing);
  const [isAsked, setAsked] = useState(false);
  const save = useMutation({
    mutationFn: () => saveSettings(draft, tag),
    onSuccess: async () => {
      setAsked(false);
      await queryClient.invalidateQueries({ queryKey: ['settings'] });
      setDraft(nothing);
      notifications.show({ message: t('saved'), role: 'status' });
      await queryClient.invalidateQueries({ queryKey: ['mails'] });
    },
    onError: (failure) => {
      if (isOutdated(failure)) void queryClient.invalidateQueries({ queryKey: settingsQuery.queryKey });
    },
  });
  const dryRun = useInfiniteQuery({ ...dryRunQuery(draft, tag), enabled: isAsked && !save.isPending });
  const count = countChanges(draft);
  const error = isAsked ? dryRun.error : null;
  const fieldErrors = describeFieldErrors(error);

  // Somebody was faster: their settings come first, and what was changed here applies to them.
  const isBehind = isOutdated(error);
  useEffect(() => {
    if (isBehind) void queryClient.invalidateQueries({ queryKey: settingsQuery.queryKey });
  }, [isBehind, queryClient]);

  useBlocker({
    shouldBlockFn: async ({ current, next }) =>
      count > 0 &&
      current.pathname !== next.pathname &&
      !(await confirm({
        title: t('leaveTitle'),
        consequence: t('leaveConsequence'),
        action: t('leave'),
        isDangerous: true,
      })),
    enableBeforeUnload: () => count > 0,
  });

  const form: Form = {
    saved,
    settings: applyDraft(saved, draft),
    set: (change) => {
      setAsked(false);
      setDraft((now) => extendDraft(saved, now, change));
    },
    errorAt: (pointer) =>
      fieldErrors[pointer] ?? Object.entries(fieldErrors).find(([at]) => at.startsWith(`${pointer}/`))?.[1],
    mayChange,
  };
  return (
    <SettingsFormContext value={form}>
      <Stack>
        {!mayChange && (
          <Alert variant="outline" icon={<Icon name="settings" />}>
            {t('readOnly')}
          </Alert>
        )}
        {children}
        {count > 0 && (
          <Paper withBorder shadow="sm" p="sm" className={classes.bar} component="section" aria-label={t('unsaved')}>
            {error !== null && !isBehind && <ProblemAlert error={error} />}
            <Group justify="space-between">
              <Text fw={600}>{t('changes', { count })}</Text>
              <Group gap="xs">
                <Button
                  variant="default"
                  onClick={() => {
                    setAsked(false);
                    setDraft(nothing);
                  }}
                >
                  {t('discard')}
                </Button>
                <Button onClick={() => (isAsked ? void dryRun.refetch() : setAsked(true))} loading={dryRun.isFetching}>
                  {t('review')}
                </Button>
              </Group>
            </Group>
          </Paper>
        )}
      </Stack>
      {isAsked && dryRun.data && (
        <ReviewDialog
          dryRun={dryRun}
          onClose={() => setAsked(false)}
          onSave={() => save.mutate()}
          isSaving={save.isPending}
        />
      )}
    </SettingsFormContext>
  );
}

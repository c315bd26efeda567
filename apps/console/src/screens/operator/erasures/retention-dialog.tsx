import type { RetentionState } from '@goen/client/operator';
import { Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { describeFieldErrors } from '../../../api/describe-problem.ts';
import { useFormats } from '../../../i18n/dates.ts';
import { readLanguage } from '../../../i18n/language.ts';
import { useShellTexts } from '../../../shell/texts.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { proposalQuery, retentionQuery, setRetention } from './queries.ts';
import { useTexts } from './texts.ts';
import { useKindName } from './use-kind-name.ts';

const settleMs = 400;

/** As the API names an article, 職業安定法 Art. 32-15, and in Japanese 職業安定法32条の15. */
const formatArticle = (basis: string): string =>
  readLanguage() === 'ja'
    ? basis.replace(
        / Art\. (\d+)(?:-(\d+))?(?:\((\d+)\))?/,
        (_, article: string, branch?: string, paragraph?: string) =>
          `${article}条${branch === undefined ? '' : `の${branch}`}${paragraph === undefined ? '' : `${paragraph}項`}`,
      )
    : basis;

/** Other days for one kind of data: within its bounds, and not before what they delete was counted. */
export function RetentionDialog({ state, onClose }: { state: RetentionState; onClose: () => void }) {
  const t = useTexts();
  const shell = useShellTexts();
  const queryClient = useQueryClient();
  const { formatNumber } = useFormats();
  const { kind, keep_days: current, min_days: min, max_days: max, default_days: byDefault, basis, version } = state;
  const name = useKindName()(kind);
  const [days, setDays] = useState<string | number>(current);
  const [settled] = useDebouncedValue(days, settleMs);
  const isValid = typeof days === 'number' && Number.isInteger(days) && days >= min && days <= max;
  const isChanged = days !== current;
  const count = useQuery({
    ...proposalQuery(kind, Number(settled)),
    enabled: isValid && isChanged && settled === days,
    placeholderData: keepPreviousData,
  });
  const isCounted = settled === days && count.isSuccess && !count.isFetching;
  const save = useMutation({
    mutationFn: () => setRetention({ kind, keep_days: Number(days), version }),
    meta: { showsProblem: true },
    onSuccess: async () => {
      notifications.show({ message: t('dialog.saved', { name, days: formatNumber(Number(days)) }), role: 'status' });
      onClose();
      await queryClient.invalidateQueries({ queryKey: retentionQuery.queryKey });
    },
  });
  const range = { min: formatNumber(min), max: formatNumber(max), byDefault: formatNumber(byDefault) };
  const fields = describeFieldErrors(save.error);
  return (
    <Modal opened onClose={onClose} title={t('dialog.title')} closeButtonProps={{ 'aria-label': shell('close') }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isValid && isChanged && isCounted) save.mutate();
        }}
      >
        <Stack gap="sm">
          <Text fw={600}>{name}</Text>
          <NumberInput
            label={t('dialog.field')}
            description={t('dialog.rangeAdvice', range)}
            value={days}
            onChange={setDays}
            allowDecimal={false}
            allowNegative={false}
            hideControls
            maxLength={5}
            w={220}
            data-autofocus
            error={fields['/keep_days'] ?? (isValid ? null : t('dialog.outOfRange', range))}
          />
          {days !== byDefault && (
            <Button size="compact-sm" variant="subtle" w="fit-content" onClick={() => setDays(byDefault)}>
              {t('dialog.useDefault', range)}
            </Button>
          )}
          <Text size="sm" c="var(--goen-quiet)">
            {basis === null ? t('dialog.noBasis') : t('dialog.basis', { basis: formatArticle(basis) })}
          </Text>
          <Text size="sm" c="var(--goen-quiet)">
            {t('dialog.maximum')}
          </Text>
          <Text size="sm" fw={600} role="status">
            {!isChanged
              ? t('dialog.unchanged')
              : !isValid
                ? null
                : !isCounted
                  ? count.isError
                    ? null
                    : t('dialog.counting')
                  : count.data > 0
                    ? t('dialog.fewer', { number: formatNumber(count.data) })
                    : t('dialog.none')}
          </Text>
          {count.error !== null && <ProblemAlert error={count.error} />}
          {save.error !== null && Object.keys(fields).length === 0 && <ProblemAlert error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {shell('cancel')}
            </Button>
            <Button
              type="submit"
              {...(isCounted && count.data > 0 && { color: 'red' })}
              disabled={!isValid || !isChanged || !isCounted}
              loading={save.isPending}
            >
              {t('dialog.save', { days: isValid ? formatNumber(days) : '—' })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

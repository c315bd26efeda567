import type { CompanySettings } from '@goen/client';
import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { Icon } from '../../shell/icons.tsx';
import { useWords } from '../../words/use-words.ts';
import { useSettingsForm } from './form-context.ts';
import { useTexts } from './texts.ts';

type Rule = CompanySettings['reason_classes'][number];
const classes = [
  'position_filled',
  'skills',
  'experience',
  'conditions',
  'culture',
  'timing',
  'never_again',
  'other',
] as const satisfies readonly Rule['class'][];

/** How the company's own reasons are classified, for the filters of the pool: in no mail. */
export function ReasonClasses() {
  const t = useTexts();
  const words = useWords();
  const { settings, set, errorAt, mayChange } = useSettingsForm();
  const rules = settings.reason_classes;
  const change = (next: Rule[]) => set({ reason_classes: next });
  const edit = (at: number, part: Partial<Rule>) =>
    change(rules.map((rule, n) => (n === at ? { ...rule, ...part } : rule)));
  return (
    <Stack gap="xs">
      {rules.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('noReasonClasses')}
        </Text>
      )}
      {rules.map((rule, n) => (
        <Group key={n} gap="xs" align="start" wrap="nowrap" maw={760}>
          <TextInput
            aria-label={t('reason')}
            placeholder={t('reason')}
            value={rule.reason}
            onChange={({ currentTarget }) => edit(n, { reason: currentTarget.value })}
            error={errorAt(`/reason_classes/${n}/reason`)}
            disabled={!mayChange}
            maxLength={300}
            flex={1}
          />
          <Select
            aria-label={t('reasonClass')}
            value={rule.class}
            onChange={(value) => {
              const chosen = [...classes, 'none' as const].find((known) => known === value);
              if (chosen !== undefined) edit(n, { class: chosen });
            }}
            data={[...new Set([...classes, rule.class])].map((value) => ({
              value,
              label: words(`reasonClasses.${value}`),
            }))}
            error={errorAt(`/reason_classes/${n}/class`)}
            allowDeselect={false}
            disabled={!mayChange}
            flex={1}
          />
          {mayChange && (
            <ActionIcon
              variant="subtle"
              size="lg"
              onClick={() => change(rules.filter((_, other) => other !== n))}
              aria-label={t('removeItem', { label: rule.reason })}
            >
              <Icon name="close" size={16} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {mayChange && (
        <Group>
          <Button variant="default" onClick={() => change([...rules, { reason: '', class: 'skills' }])}>
            {t('addReason')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

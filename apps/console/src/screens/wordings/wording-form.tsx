import type { BuiltInWording, Wording, WordingText } from '@goen/client';
import { Alert, Button, Group, SimpleGrid, Stack, Switch, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useMay } from '../../api/me.ts';
import { Icon } from '../../shell/icons.tsx';
import { useShortcuts } from '../../shell/keyboard.ts';
import { confirm } from '../../ui/confirm.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { DraftPreview } from '../../ui/wording-editor/draft-preview.tsx';
import { hasWordingFaults, readWordingFaults } from '../../ui/wording-editor/faults.ts';
import { WordingFields } from '../../ui/wording-editor/wording-fields.tsx';
import { useWords } from '../../words/use-words.ts';
import { Comparison } from './comparison.tsx';
import { Effect } from './effect.tsx';
import { InUse } from './in-use.tsx';
import { wordingPreviewQuery } from './queries.ts';
import { findNearest, findOwn, resultKinds, type Target } from './targets.ts';
import { TestMail } from './test-mail.tsx';
import { useTexts } from './texts.ts';
import { useRetire, useSave } from './use-changes.ts';
import { Versions } from './versions.tsx';
import classes from './wordings.module.css';

const previewAfterMs = 400;

type WordingFormProps = { target: Target; wordings: readonly Wording[]; builtIn: BuiltInWording };

/** The text of one wording beside the mail that it makes; what is written starts from the wording that is in use. */
export function WordingForm({ target, wordings, builtIn }: WordingFormProps) {
  const t = useTexts();
  const words = useWords();
  const mayWrite = useMay('mail:write');
  const own = findOwn(wordings, target);
  const standard = toText(builtIn);
  const inUse = toText(findNearest(wordings, target) ?? builtIn);
  const [text, setText] = useState<WordingText>(inUse);
  const [isComparing, setComparing] = useState(false);
  const [settled] = useDebouncedValue(text, previewAfterMs);
  const preview = useQuery({ ...wordingPreviewQuery(target, settled), placeholderData: keepPreviousData });
  const isSaved = useRef(false);
  const isChanged = !isSame(text, inUse);
  const save = useSave(target, () => {
    isSaved.current = true;
  });
  const retire = useRetire(target, (next) => setText(next), wordings, builtIn);
  const faults = [
    ...readWordingFaults(preview.error),
    ...(isSame(save.variables, text) ? readWordingFaults(save.error) : []),
  ];
  const canSave = mayWrite && (isChanged || own === undefined) && settled === text && !hasWordingFaults(preview.error);
  useBlocker({
    shouldBlockFn: async () => {
      if (!isChanged || isSaved.current) return false;
      const question = { title: t('leaveTitle'), consequence: t('leaveAdvice'), action: t('leave') };
      return !(await confirm({ ...question, isDangerous: true }));
    },
    enableBeforeUnload: () => isChanged && !isSaved.current,
  });
  const change = (next: WordingText) => {
    isSaved.current = false;
    setText(next);
  };
  useShortcuts([{ keys: 'mod+s', text: t('save'), run: () => save.mutate(text), isDisabled: !canSave }]);
  const isResult = resultKinds.some((kind) => kind === target.kind);
  return (
    <Stack>
      {!mayWrite && (
        <Alert variant="outline" icon={<Icon name="members" />}>
          {t('readOnly')}
        </Alert>
      )}
      <InUse wordings={wordings} target={target} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Stack gap="sm">
          {own === undefined && mayWrite && (
            <Text size="sm" c="dimmed">
              {t('startsFrom')}
            </Text>
          )}
          <WordingFields
            value={text}
            onChange={change}
            faults={faults}
            variables={builtIn.variables}
            isReadOnly={!mayWrite}
          />
        </Stack>
        <div>
          <Text fw={600}>{t('preview', { kind: words(`mailKinds.${target.kind}`) })}</Text>
          <Text size="xs" c="dimmed">
            {t('previewAdvice')}
          </Text>
          <DraftPreview
            query={preview}
            title={t('preview', { kind: words(`mailKinds.${target.kind}`) })}
            missing={t('missing')}
          />
        </div>
      </SimpleGrid>
      {isResult && (
        <>
          <Switch
            label={t('compare')}
            checked={isComparing}
            onChange={({ currentTarget }) => setComparing(currentTarget.checked)}
          />
          {isComparing && <Comparison target={target} text={settled} />}
        </>
      )}
      <Effect target={target} />
      {save.error !== null && !hasWordingFaults(save.error) && <ProblemAlert error={save.error} />}
      {mayWrite && (
        <Group justify="space-between" className={classes.actions ?? ''}>
          <Group gap="xs">
            <TestMail target={target} text={text} isDisabled={hasWordingFaults(preview.error)} />
            {!isSame(text, standard) && (
              <Button variant="subtle" onClick={() => change(standard)}>
                {t('useBuiltIn')}
              </Button>
            )}
            {own !== undefined && (
              <Button variant="subtle" color="red" onClick={() => void retire.ask()} loading={retire.isPending}>
                {t('retire')}
              </Button>
            )}
          </Group>
          <Button onClick={() => save.mutate(text)} loading={save.isPending} disabled={!canSave}>
            {t('save')}
          </Button>
        </Group>
      )}
      <Versions
        target={target}
        current={own?.version ?? null}
        draft={text}
        onLoad={
          mayWrite
            ? (version, next) => {
                change(next);
                notifications.show({ message: t('loaded', { version }), role: 'status' });
              }
            : null
        }
      />
    </Stack>
  );
}

const toText = ({ subject, body }: { subject: string | null; body: string | null }): WordingText => ({
  subject: subject ?? '',
  body: body ?? '',
});
const isSame = (a: WordingText | undefined, b: WordingText): boolean => a?.subject === b.subject && a.body === b.body;

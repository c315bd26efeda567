import type { WordingVariable } from '@goen/client';
import { Alert, Anchor, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { Icon } from '../../shell/icons.tsx';
import { findFaultRange, findNamedVariable, isAt, type Range, type WordingFault } from './faults.ts';
import { MarkedText } from './marked-text.tsx';
import { useTexts } from './texts.ts';
import { Variables } from './variables.tsx';
import classes from './wording-editor.module.css';

export type Wording = { readonly subject: string; readonly body: string };
type WordingFieldsProps = {
  value: Wording;
  onChange: (value: Wording) => void;
  /** What the API says about exactly this text. */
  faults: readonly WordingFault[];
  variables: readonly WordingVariable[];
  isReadOnly?: boolean;
};

/** Subject and body of a mail: variables and faults are marked at their place, and a click leads there. */
export function WordingFields({ value, onChange, faults, variables, isReadOnly = false }: WordingFieldsProps) {
  const t = useTexts();
  const field = useRef<HTMLTextAreaElement>(null);
  const describe = useFaultText();
  const ofSubject = faults.filter(({ pointer }) => isAt(pointer, 'subject'));
  const ofBody = faults.filter(({ pointer }) => isAt(pointer, 'body'));
  const ranges = ofBody.flatMap((fault) => findFaultRange(value.body, fault) ?? []);
  const insert = (text: string) => {
    const input = field.current;
    const { selectionStart: start, selectionEnd: end } = input ?? {
      selectionStart: value.body.length,
      selectionEnd: value.body.length,
    };
    onChange({ ...value, body: value.body.slice(0, start) + text + value.body.slice(end) });
    // After the field has the new text.
    requestAnimationFrame(() => {
      input?.focus();
      input?.setSelectionRange(start + text.length, start + text.length);
    });
  };
  const goTo = (fault: WordingFault) => {
    const range = findFaultRange(value.body, fault);
    field.current?.focus();
    if (range) field.current?.setSelectionRange(range.start, range.end);
  };
  return (
    <Stack gap="sm">
      <TextInput
        label={t('subject')}
        value={value.subject}
        readOnly={isReadOnly}
        onChange={({ currentTarget }) => onChange({ ...value, subject: currentTarget.value })}
        error={ofSubject.map(describe).join(' ') || undefined}
        maxLength={200}
      />
      <Textarea
        ref={field}
        label={t('body')}
        description={t('bodyAdvice')}
        value={value.body}
        readOnly={isReadOnly}
        onChange={({ currentTarget }) => onChange({ ...value, body: currentTarget.value })}
        inputContainer={overMarks(value.body, ranges)}
        classNames={{ input: classes.input ?? '' }}
        autosize
        minRows={12}
        maxLength={20_000}
        error={ofBody.length > 0}
        spellCheck={false}
      />
      {ofBody.length > 0 && (
        <Alert
          color="red"
          variant="outline"
          role="alert"
          icon={<Icon name="warning" />}
          title={t('faults', { count: ofBody.length })}
        >
          <ul className={classes.faults}>
            {ofBody.map((fault) => (
              <li key={`${fault.line}:${fault.column}:${fault.code}:${fault.detail}`}>
                <Place fault={fault} onGo={() => goTo(fault)} />
                <Text span size="sm">
                  {describe(fault)}
                </Text>
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {!isReadOnly && <Variables variables={variables} body={value.body} onInsert={insert} />}
    </Stack>
  );
}

/** The field lies over its text with the marks. */
const overMarks = (text: string, faults: readonly Range[]) =>
  function OverMarks(input: ReactNode) {
    return (
      <div className={classes.field}>
        <MarkedText text={text} faults={faults} />
        {input}
      </div>
    );
  };

function Place({ fault, onGo }: { fault: WordingFault; onGo: () => void }) {
  const t = useTexts();
  const { line, column, code } = fault;
  if (line === undefined || column === undefined || code === 'missing_variable') return null;
  const place = t('place', { line, column });
  return (
    <Anchor component="button" type="button" size="sm" fw={600} onClick={onGo} aria-label={t('goTo', { place })}>
      {place}
    </Anchor>
  );
}

const known = [
  'unclosed_braces',
  'stray_braces',
  'unknown_variable',
  'unclosed_section',
  'unopened_section',
  'invalid_character',
  'html_not_allowed',
  'markup_not_allowed',
  'link_not_allowed',
  'variable_not_allowed_here',
  'missing_variable',
  'several_lines',
  'blank',
  'too_large',
] as const;

function useFaultText(): (fault: WordingFault) => string {
  const t = useTexts();
  return ({ code, detail }) => {
    const name = known.find((one) => one === code);
    const variable = findNamedVariable(detail);
    return `${name === undefined ? detail : t(`faultTexts.${name}`)}${variable === null ? '' : ` ${variable}`}`;
  };
}

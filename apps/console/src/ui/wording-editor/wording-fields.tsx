import type { WordingVariable } from '@goen/client';
import { Alert, Anchor, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { useFormats } from '../../i18n/dates.ts';
import { Icon } from '../../shell/icons.tsx';
import { findFaultRange, findNamedVariable, isAt, type Range, type WordingFault } from './faults.ts';
import { MarkedText } from './marked-text.tsx';
import type { Chip } from './one-mail.ts';
import { useTexts } from './texts.ts';
import { useVariableName } from './use-variable-name.ts';
import { Chips, Variables } from './variables.tsx';
import classes from './wording-editor.module.css';

export type Wording = { readonly subject: string; readonly body: string };
type WordingFieldsProps = {
  value: Wording;
  onChange: (value: Wording) => void;
  /** What the API says about exactly this text. */
  faults: readonly WordingFault[];
  /** What the text may name. */
  variables?: readonly WordingVariable[];
  isReadOnly?: boolean;
  /** Of one mail: what stands in its text in place of variables. */
  chips?: readonly Chip[];
};

/** Subject and body of a mail: variables and faults are marked at their place, and a click leads there. */
export function WordingFields({
  value,
  onChange,
  faults,
  variables = [],
  isReadOnly = false,
  chips,
}: WordingFieldsProps) {
  const t = useTexts();
  const field = useRef<HTMLTextAreaElement>(null);
  const describe = useFaultText();
  const ofSubject = faults.filter(({ pointer }) => isAt(pointer, 'subject'));
  const ofBody = faults.filter(({ pointer }) => isAt(pointer, 'body'));
  const ranges = ofBody.flatMap((fault) => findFaultRange(value.body, fault) ?? []);
  /** `after`: what is selected stands between both, to be shown under a condition. */
  const insert = (text: string, after = '') => {
    const input = field.current;
    const { selectionStart: start, selectionEnd: end } = input ?? {
      selectionStart: value.body.length,
      selectionEnd: value.body.length,
    };
    const kept = after === '' ? '' : value.body.slice(start, end);
    onChange({ ...value, body: value.body.slice(0, start) + text + kept + after + value.body.slice(end) });
    // After the field has the new text.
    requestAnimationFrame(() => {
      input?.focus();
      input?.setSelectionRange(start + text.length, start + text.length + kept.length);
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
        description={t(chips === undefined ? 'bodyAdvice' : 'oneMailAdvice')}
        value={value.body}
        readOnly={isReadOnly}
        onChange={({ currentTarget }) => onChange({ ...value, body: currentTarget.value })}
        inputContainer={overMarks(value.body, ranges, chips)}
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
      {!isReadOnly && chips === undefined && <Variables variables={variables} body={value.body} onInsert={insert} />}
      {!isReadOnly && chips !== undefined && <Chips chips={chips} body={value.body} onInsert={insert} />}
    </Stack>
  );
}

/** The field lies over its text with the marks. */
const overMarks = (text: string, faults: readonly Range[], chips?: readonly Chip[]) =>
  function OverMarks(input: ReactNode) {
    return (
      <div className={classes.field}>
        <MarkedText text={text} faults={faults} chips={chips} />
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
  const nameOf = useVariableName();
  const { formatAside } = useFormats();
  return ({ code, detail }) => {
    const name = known.find((one) => one === code);
    if (name === undefined) return detail;
    const variable = findNamedVariable(detail);
    if (variable === null) return t(`faultTexts.${name}`);
    // Braces in a value would be taken for a variable of the text.
    return t(`faultTexts.${name}`) + formatAside(nameOf(variable.slice(2, -2), variable));
  };
}

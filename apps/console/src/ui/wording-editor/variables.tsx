import type { WordingVariable } from '@goen/client';
import { Button, Group, Text } from '@mantine/core';
import type { Chip } from './one-mail.ts';
import { useTexts } from './texts.ts';
import { useVariableName } from './use-variable-name.ts';

type VariablesProps = {
  variables: readonly WordingVariable[];
  body: string;
  /** With `after`, what is selected stands between both. */
  onInsert: (text: string, after?: string) => void;
};

/** What the body may name, and under which conditions a part of it may stand, in words; a click inserts it. */
export function Variables({ variables, body, onInsert }: VariablesProps) {
  const t = useTexts();
  const nameOf = useVariableName();
  const inBody = variables.filter(({ allowed_in: places }) => places.includes('body'));
  const conditions = variables.filter(({ condition }) => condition);
  return (
    <>
      {inBody.length > 0 && (
        <section aria-label={t('variables')}>
          <Heading title={t('variables')} advice={t('variablesAdvice')} />
          <Group gap={6}>
            {inBody.map(({ name, description, required }) => (
              <Button
                key={name}
                size="compact-xs"
                variant="default"
                title={`{{${name}}}`}
                onClick={() => onInsert(`{{${name}}}`)}
              >
                {nameOf(name, description)}
                {required && !body.includes(`{{${name}}}`) && (
                  <Text span size="xs" fw={700} ml={4} c="var(--goen-error)">
                    {t('required')}
                  </Text>
                )}
              </Button>
            ))}
          </Group>
        </section>
      )}
      {conditions.length > 0 && (
        <section aria-label={t('conditions')}>
          <Heading title={t('conditions')} advice={t('conditionsAdvice')} />
          <Group gap={6}>
            {conditions.map(({ name, description }) => (
              <Button
                key={name}
                size="compact-xs"
                variant="default"
                title={`{{#${name}}}…{{/${name}}}`}
                onClick={() => onInsert(`{{#${name}}}`, `{{/${name}}}`)}
              >
                {t('whenThere', { name: nameOf(name, description) })}
              </Button>
            ))}
          </Group>
        </section>
      )}
    </>
  );
}

type ChipsProps = { chips: readonly Chip[]; body: string; onInsert: (text: string) => void };

/** What was taken out of the text of one mail, to be put back. */
export function Chips({ chips, body, onInsert }: ChipsProps) {
  const t = useTexts();
  const missing = chips.filter(({ shown }) => !body.includes(shown));
  if (missing.length === 0) return null;
  return (
    <section aria-label={t('putBack')}>
      <Heading title={t('putBack')} advice={t('variablesAdvice')} />
      <Group gap={6}>
        {missing.map(({ variable, shown }) => (
          <Button key={variable} size="compact-xs" variant="default" onClick={() => onInsert(shown)}>
            {shown}
          </Button>
        ))}
      </Group>
    </section>
  );
}

const Heading = ({ title, advice }: { title: string; advice: string }) => (
  <>
    <Text size="sm" fw={500}>
      {title}
    </Text>
    <Text size="xs" c="dimmed" mb={6}>
      {advice}
    </Text>
  </>
);

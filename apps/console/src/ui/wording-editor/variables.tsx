import type { WordingVariable } from '@goen/client';
import { Button, Group, Text } from '@mantine/core';
import { useTexts } from './texts.ts';

type VariablesProps = {
  variables: readonly WordingVariable[];
  body: string;
  onInsert: (text: string) => void;
};

const described = [
  'addressee',
  'company',
  'signature',
  'jobs',
  'stage',
  'contact',
  'howToAnswer',
  'pageUrl',
  'unsubscribeUrl',
  'positions',
  'receiver',
  'position',
  'conditions',
  'answerBy',
  'keepUntil',
  'reapply',
  'personalNote',
  'appliedIn',
  'whatIsNew',
  'feedback',
  'relayAgain',
  'severalJobs',
] as const;

/** What the body may name, in words; a click inserts it. What the law or the mail's purpose requires is said. */
export function Variables({ variables, body, onInsert }: VariablesProps) {
  const t = useTexts();
  const inBody = variables.filter(({ allowed_in: places, condition }) => places.includes('body') || condition);
  if (inBody.length === 0) return null;
  const describe = ({ name, description }: WordingVariable) => {
    const known = described.find((one) => one === name);
    return known === undefined ? description : t(`variableTexts.${known}`);
  };
  const toInserted = ({ name, allowed_in: places }: WordingVariable) =>
    places.includes('body') ? `{{${name}}}` : `{{#${name}}}{{/${name}}}`;
  return (
    <section aria-label={t('variables')}>
      <Text size="sm" fw={500}>
        {t('variables')}
      </Text>
      <Text size="xs" c="dimmed" mb={6}>
        {t('variablesAdvice')}
      </Text>
      <Group gap={6}>
        {inBody.map((variable) => (
          <Button
            key={variable.name}
            size="compact-xs"
            variant="default"
            title={`{{${variable.name}}}`}
            onClick={() => onInsert(toInserted(variable))}
          >
            {describe(variable)}
            {variable.required && !body.includes(`{{${variable.name}}}`) && (
              <Text span size="xs" fw={700} ml={4} c="var(--goen-error)">
                {t('required')}
              </Text>
            )}
            {!variable.allowed_in.includes('body') && (
              <Text span size="xs" ml={4} c="dimmed">
                {t('conditionOnly')}
              </Text>
            )}
          </Button>
        ))}
      </Group>
    </section>
  );
}

import { Button, Code, CopyButton, Group, List, Title } from '@mantine/core';
import { useLanguage } from '../../i18n/language.ts';
import { useShellTexts } from '../../shell/texts.ts';
import { englishGuides } from './guides.en.ts';
import { japaneseGuides } from './guides.ja.ts';
import { useTexts } from './texts.ts';

/** What to do in the other system, in order. */
export function Guide({ kind }: { kind: string }) {
  const t = useTexts();
  const isJapanese = useLanguage() === 'ja';
  const steps = (isJapanese ? japaneseGuides : englishGuides)[kind];
  if (steps === undefined) return null;
  return (
    <section aria-label={t('guide')}>
      <Title order={3} mb={4}>
        {t('guide')}
      </Title>
      <List type="ordered" size="sm" spacing={4} styles={{ itemWrapper: { display: 'inline' } }}>
        {steps.map((step) =>
          typeof step === 'string' ? (
            <List.Item key={step}>{step}</List.Item>
          ) : (
            <List.Item key={step.text}>
              {step.text}
              <Sample code={step.code} />
            </List.Item>
          ),
        )}
      </List>
    </section>
  );
}

function Sample({ code }: { code: string }) {
  const shell = useShellTexts();
  return (
    <>
      {/* A keyboard has to reach what is scrolled. */}
      <Code block mt={4} tabIndex={0}>
        {code}
      </Code>
      <CopyButton value={code}>
        {({ copied, copy }) => (
          <Group mt={4}>
            <Button size="compact-xs" variant="default" onClick={copy}>
              {copied ? shell('copied') : shell('copy')}
            </Button>
          </Group>
        )}
      </CopyButton>
    </>
  );
}

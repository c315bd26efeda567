import { Group, Paper, SegmentedControl, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../../api/me.ts';
import { withoutUndefined } from '../../api/pages.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { CopyText } from './copy-text.tsx';
import { atsKinds, type TemplateSearch, templateQuery, textLanguages } from './queries.ts';
import { RegistrationLink } from './registration-link.tsx';
import { SenderNotes } from './sender-notes.tsx';
import classes from './template.module.css';
import { TestMail } from './test-mail.tsx';
import { useTexts } from './texts.ts';

const route = getRouteApi('/_company/template');

/** What to put into the rejection mails of the ATS, and what to check before. */
export function TemplateText() {
  const t = useTexts();
  const shown = useLanguage();
  const { ats = 'hrmos', text: language = shown } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(templateQuery(ats, language));
  const mayTest = useMay('mail:write');
  const choose = (change: Partial<TemplateSearch>) =>
    void navigate({ search: (now) => withoutUndefined({ ...now, ...change }) as TemplateSearch, replace: true });
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md" style={{ alignItems: 'start' }}>
      <Card title={t('stepText')} advice={t('stepTextAdvice')}>
        <Group align="end">
          <Select
            label={t('ats')}
            allowDeselect={false}
            w={220}
            value={ats}
            onChange={(value) => choose({ ats: atsKinds.find((kind) => kind === value) })}
            data={atsKinds.map((value) => ({ value, label: t(`atsNames.${value}`) }))}
          />
          <SegmentedControl
            aria-label={t('language')}
            value={language}
            onChange={(value) => choose({ text: value })}
            data={textLanguages.map((value) => ({ value, label: t(`languages.${value}`) }))}
          />
        </Group>
        <Loaded query={query} lines={12}>
          {({ text, fields }) => (
            <>
              {/* Scrolled by keys, too. */}
              {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
              <pre className={classes.text} lang={language} tabIndex={0} aria-label={t('text')} role="region">
                {text}
              </pre>
              <Group>
                <CopyText text={text} label={t('copyText')} isMain />
              </Group>
              <Fields fields={fields} />
            </>
          )}
        </Loaded>
      </Card>
      <Stack>
        <Card title={t('stepSender')}>
          <SenderNotes />
        </Card>
        {mayTest && (
          <Card title={t('stepTest')} advice={t('testAdvice')}>
            <TestMail language={language} />
          </Card>
        )}
        <Card title={t('link')} advice={t('linkAdvice')}>
          <Loaded query={query} lines={2}>
            {({ link }) => <RegistrationLink link={link} />}
          </Loaded>
        </Card>
      </Stack>
    </SimpleGrid>
  );
}

function Card({ title, advice, children }: { title: string; advice?: string; children: ReactNode }) {
  return (
    <Paper component="section" withBorder p="md" aria-label={title}>
      <Stack gap="sm">
        <div>
          <Title order={2}>{title}</Title>
          {advice !== undefined && (
            <Text size="sm" c="dimmed">
              {advice}
            </Text>
          )}
        </div>
        {children}
      </Stack>
    </Paper>
  );
}

type Field = { readonly meaning: 'name' | 'job' | 'application_id'; readonly text: string; readonly known: boolean };

/** Which places of the text the ATS fills, and which a person has to. */
function Fields({ fields }: { fields: readonly Field[] }) {
  const t = useTexts();
  return (
    <div>
      <Title order={3} mb={4}>
        {t('fields')}
      </Title>
      {fields.map(({ meaning, text, known }) => (
        <Group key={meaning} gap="xs" py={3}>
          <Text size="sm" w={90}>
            {t(`meanings.${meaning}`)}
          </Text>
          <Text size="sm" ff="monospace">
            {text}
          </Text>
          <StateBadge tone={known ? 'good' : 'waiting'}>{known ? t('fieldKnown') : t('fieldUnknown')}</StateBadge>
        </Group>
      ))}
    </div>
  );
}

import type { CandidateRecord, ConsentState, TimelineFact } from '@goen/client';
import { Code, Group, Stack, Text, Title } from '@mantine/core';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import { When } from '../../ui/when.tsx';
import { useWords } from '../../words/use-words.ts';
import classes from './candidate.module.css';
import { Card } from './card.tsx';
import { useDescribeFact } from './describe-fact.ts';
import { useTexts } from './texts.ts';
import type { LoadedCases } from './use-cases.ts';
import { WhenLoaded } from './when-loaded.tsx';

const kinds = ['relay', 'follow_up'] as const;
const tones: Readonly<Record<ConsentState, Tone>> = {
  unknown: 'neutral',
  granted: 'good',
  declined: 'stopped',
  withdrawn: 'stopped',
  lapsed: 'stopped',
};

type Evidence = { method: 'page' | 'one_click' | 'import'; textVersion: string; textHash: string; locale: string };

const isDecision = ({ kind }: TimelineFact): boolean =>
  kind.startsWith('consent.') || kind === 'keeping.renewed' || kind === 'mail.unsubscribed';

/** What the person consented to, when, and which text they saw. */
export function Consents({ person, cases }: { person: CandidateRecord; cases: LoadedCases }) {
  const t = useTexts();
  const words = useWords();
  const describe = useDescribeFact();
  const [current] = cases.items;
  const decisions = cases.items
    .flatMap((file) => file.timeline.filter(isDecision).map((fact) => ({ file, fact })))
    .toSorted((a, b) => b.fact.at.localeCompare(a.fact.at));
  const toState = (kind: (typeof kinds)[number]) =>
    current?.consents[kind] ?? (kind === 'relay' ? person.relay_consent : 'unknown');
  return (
    <Card title={t('consents')}>
      <WhenLoaded cases={cases}>
        {() => (
          <Stack gap="sm">
            <Group gap="lg">
              {kinds.map((kind) => (
                <Group key={kind} gap="xs">
                  <Text size="sm">{words(`consents.${kind}`)}</Text>
                  <StateBadge tone={tones[toState(kind)]}>{words(`consentStates.${toState(kind)}`)}</StateBadge>
                </Group>
              ))}
            </Group>
            {decisions.length === 0 ? (
              <Text size="sm" c="dimmed">
                {t('noConsents')}
              </Text>
            ) : (
              <ul className={classes.list} aria-label={t('consents')}>
                {decisions.map(({ file, fact }) => (
                  <li key={`${file.id}${fact.seq}`}>
                    <Title order={3} fz="sm">
                      {describe(fact, file).title}
                    </Title>
                    <Text size="xs" c="dimmed">
                      <When at={fact.at} />
                    </Text>
                    <EvidenceLine evidence={fact.data.evidence as Evidence | undefined} />
                  </li>
                ))}
              </ul>
            )}
          </Stack>
        )}
      </WhenLoaded>
    </Card>
  );
}

function EvidenceLine({ evidence }: { evidence: Evidence | undefined }) {
  const t = useTexts();
  const words = useWords();
  if (evidence === undefined) return null;
  const { method, textVersion: version, textHash: hash, locale } = evidence;
  const language = locale === 'ja' || locale === 'en' ? words(`locales.${locale}`) : locale;
  return (
    <>
      <Text size="xs">{t('evidence', { method: t(`methods.${method}`), version, language })}</Text>
      <Text size="xs" c="dimmed">
        {t('evidenceHash')}
      </Text>
      <Code fz="xs" style={{ wordBreak: 'break-all' }}>
        {hash}
      </Code>
    </>
  );
}

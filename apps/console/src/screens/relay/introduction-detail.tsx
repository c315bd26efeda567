import type { Introduction } from '@goen/client';
import { ActionIcon, Alert, Anchor, Group, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../api/me.ts';
import { useFormats } from '../../i18n/dates.ts';
import { Icon } from '../../shell/icons.tsx';
import { Facts } from '../../ui/facts.tsx';
import { DetailContent } from '../../ui/list-detail.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { When } from '../../ui/when.tsx';
import { useWords } from '../../words/use-words.ts';
import { Conditions } from './conditions.tsx';
import { IntroductionActions } from './introduction-actions.tsx';
import { IntroductionState } from './introduction-row.tsx';
import { useNextStep, usePersonName } from './introduction-state.ts';
import { introductionQuery } from './queries.ts';
import { Section } from './section.tsx';
import { useTexts } from './texts.ts';

/** Who was introduced, how far it is, and what the company does about it. */
export function IntroductionDetail({ id, onBack }: { id: string; onBack: () => void }) {
  const t = useTexts();
  const mayReport = useMay('introductions:write');
  const personName = usePersonName();
  const query = useQuery(introductionQuery(id));
  return (
    <Loaded query={query} lines={8}>
      {(introduction) => (
        <>
          {mayReport && <IntroductionActions introduction={introduction} />}
          <DetailContent>
            <Group gap="xs" wrap="nowrap">
              <ActionIcon variant="subtle" onClick={onBack} hiddenFrom="md" aria-label={t('back')}>
                <Icon name="back" />
              </ActionIcon>
              <Title order={2}>{personName(introduction)}</Title>
              <IntroductionState introduction={introduction} />
            </Group>
            {introduction.use_stopped_at !== null && (
              <Alert color="red" variant="outline" icon={<Icon name="warning" />} title={t('useStopped')}>
                {t('useStoppedAdvice')}
              </Alert>
            )}
            <Person introduction={introduction} />
            <Section title={t('course')}>
              <Course introduction={introduction} />
            </Section>
            {introduction.conditions !== null && (
              <Section title={t('conditions')} about={t('conditionsAbout')}>
                <Conditions conditions={introduction.conditions} />
              </Section>
            )}
          </DetailContent>
        </>
      )}
    </Loaded>
  );
}

function Person({
  introduction: { person, profile, position_title: title, provided_at: providedAt },
}: {
  introduction: Introduction;
}) {
  const t = useTexts();
  const words = useWords();
  const list = (values: readonly string[]) => values.join('、');
  return (
    <Facts
      facts={[
        [t('position'), title],
        [
          t('email'),
          person?.email && (
            <Anchor key="email" href={`mailto:${encodeURIComponent(person.email)}`} size="sm">
              {person.email}
            </Anchor>
          ),
        ],
        [t('phones'), person && list(person.phones)],
        [words('tagKinds.skill'), list(profile.skills)],
        [words('tagKinds.job_category'), list(profile.job_categories)],
        [words('tagKinds.region'), list(profile.regions)],
        [words('tagKinds.orientation'), list(profile.orientations)],
        [t('lastStage'), words(`stages.${profile.last_stage}`)],
        [t('person'), person === null ? t(providedAt === null ? 'personLater' : 'personRemoved') : null],
      ]}
    />
  );
}

function Course({ introduction }: { introduction: Introduction }) {
  const t = useTexts();
  const { formatDay } = useFormats();
  const nextStep = useNextStep()(introduction);
  const { employment, joined_on: joinedOn, contract_term: term } = introduction;
  const at = (instant: string | null) => instant && <When at={instant} />;
  return (
    <Facts
      facts={[
        [t('nextStep'), nextStep && <strong key="next">{nextStep}</strong>],
        [t('createdAt'), at(introduction.created_at)],
        [t('askedAt'), at(introduction.asked_at)],
        [t('answeredAt'), at(introduction.answered_at)],
        [t('providedAt'), at(introduction.provided_at)],
        [t('reportedAt'), at(introduction.reported_at)],
        [t('joinedOn'), joinedOn && formatDay(joinedOn)],
        [t('contractTerm'), term && t(`terms.${term}`)],
        [t('employment'), employment && describeEmployment(employment)],
        [t('closedAt'), at(introduction.closed_at)],
      ]}
    />
  );

  function describeEmployment({
    still_employed: still,
    left_on: left,
    dismissed,
  }: Introduction['employment'] & object) {
    if (still === null) return t('employments.unknown');
    if (still) return t('employments.employed');
    const text = dismissed ? t('employments.dismissed') : t('employments.left');
    return left ? `${text} ${formatDay(left)}` : text;
  }
}

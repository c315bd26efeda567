import type { OperatorCompany } from '@goen/client/operator';
import { ActionIcon, Anchor, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../../i18n/dates.ts';
import { Icon } from '../../../shell/icons.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { DetailActions, DetailContent } from '../../../ui/list-detail.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { When } from '../../../ui/when.tsx';
import classes from '../operator.module.css';
import { CompanyState } from './company-row.tsx';
import { InviteOwner } from './invite-owner.tsx';
import { companyQuery, onboardingSteps, readSteps } from './queries.ts';
import { SuspendOrResume } from './suspend-or-resume.tsx';
import { useTexts } from './texts.ts';

export function CompanyDetail({ id, onBack }: { id: string; onBack: () => void }) {
  const t = useTexts();
  const query = useQuery(companyQuery(id));
  return (
    <Loaded query={query} lines={8}>
      {(company) => (
        <>
          <DetailActions>
            <ActionIcon variant="subtle" onClick={onBack} hiddenFrom="md" aria-label={t('back')}>
              <Icon name="back" />
            </ActionIcon>
            <SuspendOrResume company={company} />
            <InviteOwner company={company} />
          </DetailActions>
          <DetailContent>
            <Group gap="xs">
              <Title order={2}>{company.name}</Title>
              <CompanyState company={company} />
            </Group>
            <Suspended company={company} />
            <Facts
              facts={[
                [t('slug'), company.slug],
                [t('id'), company.id],
                [t('createdAt'), <When key="created" at={company.created_at} />],
                [t('kind'), company.sandbox ? t('sandboxAbout') : t('production')],
                [t('relay'), company.onboarding.takes_part_in_relay ? t('takesPart') : t('takesNoPart')],
              ]}
            />
            <Onboarding company={company} />
            <section aria-labelledby="more-about">
              <Title order={3} id="more-about" mb={4}>
                {t('more')}
              </Title>
              <Group gap="md">
                {(['cases', 'connections', 'audit'] as const).map((screen) => (
                  <Anchor
                    key={screen}
                    component={Link}
                    to={`/operator/${screen}`}
                    search={{ company: company.id } as never}
                    size="sm"
                  >
                    {t(`links.${screen}`)}
                  </Anchor>
                ))}
              </Group>
            </section>
          </DetailContent>
        </>
      )}
    </Loaded>
  );
}

function Suspended({ company: { suspended } }: { company: OperatorCompany }) {
  const t = useTexts();
  const { formatTime } = useFormats();
  if (suspended === null) return null;
  return (
    <Notice color="orange" icon={<Icon name="pause" />} title={t('suspendedTitle')}>
      <Text size="sm">{t('suspendedSince', { time: formatTime(suspended.since) })}</Text>
      {suspended.because !== null && <Text size="sm">{t('suspendedBecause', { reason: suspended.because })}</Text>}
    </Notice>
  );
}

/** What is there, and what each missing step needs: most is the owner's to do. */
function Onboarding({ company }: { company: OperatorCompany }) {
  const t = useTexts();
  const steps = readSteps(company);
  const { owner } = company.onboarding;
  return (
    <section aria-labelledby="onboarding">
      <Title order={3} id="onboarding" mb={6}>
        {t('onboarding')}
      </Title>
      <ul className={classes.steps}>
        {onboardingSteps.map((step) => (
          <li key={step}>
            <StateBadge tone={steps[step] ? 'good' : 'waiting'}>{steps[step] ? t('done') : t('open')}</StateBadge>
            <Text span size="sm" fw={600}>
              {t(`steps.${step}`)}
            </Text>
            {!steps[step] && (
              <Text span size="sm" c="var(--goen-quiet)">
                {step === 'owner' ? t(`owner.${owner === 'invited' ? 'invited' : 'none'}`) : t(`missing.${step}`)}
              </Text>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

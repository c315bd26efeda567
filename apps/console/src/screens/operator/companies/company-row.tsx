import type { OperatorCompany } from '@goen/client/operator';
import { Text } from '@mantine/core';
import { ListRow, RowLine } from '../../../ui/list-row.tsx';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { countDone, onboardingSteps } from './queries.ts';
import { useTexts } from './texts.ts';

export function CompanyRow({ company, isOpen }: { company: OperatorCompany; isOpen: boolean }) {
  const t = useTexts();
  return (
    <ListRow isOpen={isOpen} path="/operator" open={{ company: company.id }}>
      <RowLine>
        <Text span fw={600} truncate>
          {company.name}
        </Text>
        <CompanyState company={company} />
      </RowLine>
      <Text span size="xs" c="var(--goen-quiet)" display="block" truncate>
        {company.slug}
        {company.sandbox && ` · ${t('sandbox')}`}
      </Text>
    </ListRow>
  );
}

export function CompanyState({ company }: { company: OperatorCompany }) {
  const t = useTexts();
  if (company.suspended !== null) return <StateBadge tone="stopped">{t('state.suspended')}</StateBadge>;
  const done = countDone(company);
  const total = onboardingSteps.length;
  if (done < total) return <StateBadge tone="waiting">{t('state.onboarding', { done, total })}</StateBadge>;
  return <StateBadge tone="good">{t('state.running')}</StateBadge>;
}

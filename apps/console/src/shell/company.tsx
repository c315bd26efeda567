import { Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useMe } from '../api/me.ts';

const CompanyMenu = lazy(() => import('./company-menu.tsx'));

/** The company one works for. */
export function Company() {
  const { member, companies } = useMe();
  if (member === null) return null;
  const name = (
    <Text size="sm" fw={500} truncate>
      {member.company.name}
    </Text>
  );
  return companies.length < 2 ? (
    name
  ) : (
    <Suspense fallback={name}>
      <CompanyMenu />
    </Suspense>
  );
}

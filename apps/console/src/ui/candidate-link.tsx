import { Anchor } from '@mantine/core';
import { Link, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** To everything that is held about a candidate. */
export function CandidateLink({ id, children }: { id: string | null; children: ReactNode }) {
  const { routesByPath } = useRouter();
  if (id === null || !('/candidates/$candidateId' in routesByPath)) return null;
  return (
    <Anchor component={Link} to={`/candidates/${id}`} size="sm">
      {children}
    </Anchor>
  );
}

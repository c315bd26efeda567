import { unwrap } from '@goen/client';
import type { OperatorCompany } from '@goen/client/operator';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod/mini';
import { operatorApi, operatorListQuery } from '../../../api/operator.ts';

export const companySearch = z.object({
  q: z.catch(z.optional(z.string()), undefined),
  company: z.catch(z.optional(z.string()), undefined),
});
export type CompanySearch = z.infer<typeof companySearch>;

export const companiesQuery = ({ q }: Pick<CompanySearch, 'q'>) =>
  operatorListQuery('companies', '/operator/companies', { q });

export const companyQuery = (id: string) =>
  queryOptions({
    queryKey: ['companies', id],
    queryFn: ({ signal }) => unwrap(operatorApi.GET('/operator/companies/{id}', { params: { path: { id } }, signal })),
  });

export const onboardingSteps = ['owner', 'sender', 'keeping', 'source', 'firstCase'] as const;
export type OnboardingStep = (typeof onboardingSteps)[number];

/** What a company needs before its first candidate is mailed, in the order in which it is usually done. */
export const readSteps = ({ onboarding }: OperatorCompany): Readonly<Record<OnboardingStep, boolean>> => ({
  owner: onboarding.owner === 'joined',
  sender: onboarding.has_sender_identity,
  keeping: onboarding.has_keeping_basis,
  source: onboarding.has_connection || onboarding.has_api_key,
  firstCase: onboarding.first_case_at !== null,
});

export const countDone = (company: OperatorCompany): number => Object.values(readSteps(company)).filter(Boolean).length;

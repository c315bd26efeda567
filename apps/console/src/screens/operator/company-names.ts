import { unwrap } from '@goen/client';
import type { OperatorCompany } from '@goen/client/operator';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { operatorApi } from '../../api/operator.ts';

const mostPerPage = 200;

/** All companies: other lists name them by id. */
export const allCompaniesQuery = queryOptions({
  queryKey: ['companies', 'all'],
  async queryFn({ signal }) {
    const companies: OperatorCompany[] = [];
    let cursor: string | null = null;
    do {
      const query = { limit: mostPerPage, ...(cursor === null ? {} : { cursor }) };
      const page: { items: OperatorCompany[]; next: string | null } = await unwrap(
        operatorApi.GET('/operator/companies', { params: { query }, signal }),
      );
      companies.push(...page.items);
      cursor = page.next;
    } while (cursor !== null);
    return companies;
  },
});

/** The name of a company by its id; the id until the names are read. */
export function useCompanyName(): (id: string) => string {
  const { data } = useQuery(allCompaniesQuery);
  return (id) => data?.find((company) => company.id === id)?.name ?? id;
}

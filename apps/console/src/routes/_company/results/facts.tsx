import { createFileRoute } from '@tanstack/react-router';
import { ResultFacts } from '../../../screens/results/facts.tsx';
import { factsSearch } from '../../../screens/results/queries.ts';

export const Route = createFileRoute('/_company/results/facts')({
  validateSearch: factsSearch,
  component: ResultFacts,
});

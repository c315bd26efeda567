import { Group, Stack, Text } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { personQuery } from '../../api/person.ts';
import { CandidateLink } from '../../ui/candidate-link.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { When } from '../../ui/when.tsx';
import { toPersonName } from '../../words/person-name.ts';
import { useWords } from '../../words/use-words.ts';
import { revisitsQuery } from './queries.ts';
import { useTexts } from './texts.ts';

/** People whom a recruiter wanted to come back to by today. */
export function RevisitList({ until }: { until: string }) {
  const t = useTexts();
  const words = useWords();
  const query = useQuery(revisitsQuery(until));
  const people = useQueries({
    queries: (query.data?.items ?? []).map(({ candidate_id: id }) => personQuery(id)),
  });
  return (
    <Loaded query={query} lines={2}>
      {({ items }) => (
        <Stack gap="xs">
          {items.map(({ candidate_id: id, revisit_on: day, note }, n) => {
            const person = people[n]?.data;
            return (
              <Group key={id} justify="space-between" wrap="nowrap">
                <div>
                  <Text size="sm" fw={600}>
                    {(person && toPersonName(person)) ?? words('noName')}
                  </Text>
                  <Text size="xs" c="dimmed">
                    <When at={day} isRelative /> {note}
                  </Text>
                </div>
                <CandidateLink id={id}>{t('openCandidate')}</CandidateLink>
              </Group>
            );
          })}
        </Stack>
      )}
    </Loaded>
  );
}

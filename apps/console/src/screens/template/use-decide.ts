import type { RegistrationDecision } from '@goen/client';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { describeProblemCode } from '../../api/describe-problem.ts';
import { decide } from './queries.ts';
import { useTexts } from './texts.ts';

/** Decides about one or many registrations, and says what became of them. */
export function useDecide(onDone: () => void) {
  const t = useTexts();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (decisions: readonly RegistrationDecision[]) => decide(decisions),
    onSuccess: async (results, decisions) => {
      const action = decisions[0]?.action ?? 'confirm';
      const problems = results.flatMap((result) => ('problem' in result ? [result.problem] : []));
      const count = results.length - problems.length;
      if (count > 0) {
        notifications.show({ message: t(`done.${action}`, { count }), role: 'status' });
        onDone();
      }
      for (const [code, alike] of Map.groupBy(problems, (problem) => problem.code)) {
        const { title, advice } = describeProblemCode(code, alike[0]);
        notifications.show({
          id: `registration-${code}`,
          color: 'red',
          role: 'alert',
          title: results.length > 1 ? `${t('failed', { count: alike.length })}: ${title}` : title,
          message: advice,
          autoClose: 12_000,
        });
      }
      await Promise.all(
        ['registrations', 'candidates', 'today'].map((topic) => queryClient.invalidateQueries({ queryKey: [topic] })),
      );
    },
  });
}

/** Of a work that is on its way: whether it decides this. */
export const isAbout =
  (action: RegistrationDecision['action']) =>
  (decisions: readonly RegistrationDecision[]): boolean =>
    decisions[0]?.action === action;

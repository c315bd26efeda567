import { notifications } from '@mantine/notifications';
import { describeProblem } from './describe-problem.ts';

/** Says once what failed and what to do: the same failure again replaces its message. */
export function notifyProblem(error: unknown): void {
  const { id, title, advice } = describeProblem(error);
  if (id === 'unreachable') return; // The banner says it.
  notifications.show({ id: `problem-${id}`, color: 'red', title, message: advice, autoClose: 12_000, role: 'alert' });
}

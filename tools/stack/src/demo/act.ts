import type { Stack } from '../stack.ts';
import { until } from './api.ts';
import { candidate } from './candidate.ts';
import type { Cast, Person } from './cast.ts';

/** Does what a person of the examples does once their first mail has come: on their page, or through their ATS. */
export async function act(stack: Stack, cast: Cast, person: Person): Promise<void> {
  if (person.address === null) return;
  const them = candidate(stack.urls.inbox, person.address);
  const told = (kind: string) =>
    until(`${kind} of ${person.who}`, async () =>
      (await cast.api.caseOf(person.caseId)).timeline.some((fact) => fact.kind === kind),
    );
  const about = { source: person.reported.source, occurred_at: new Date().toISOString() };
  const candidateRef = { remote_id: person.reported.candidateId };
  switch (person.deed) {
    case 'consent':
      await them.press('relay.grant');
      await told('referral.made');
      return;
    case 'consent_then_withdraw':
      await them.press('relay.grant');
      await told('referral.made');
      await them.press('relay.withdraw');
      return;
    case 'decline':
      return them.press('relay.decline');
    case 'unsubscribe':
      return them.unsubscribe();
    case 'erase':
      return them.press('erase.ask', 'erase');
    case 'reapply':
      return cast.api.event({ type: 'candidate.reapplied', ...about, candidate: candidateRef });
    case 'hire':
      return cast.api.event({ type: 'candidate.hired', ...about, candidate: candidateRef });
    case 'unreject':
    case 'nothing':
      return;
  }
}

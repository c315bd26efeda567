import type { ApiError, Me } from '@goen/client';
import type { QueryClient } from '@tanstack/react-query';
import { translateShell } from '../shell/texts.ts';
import { confirm } from '../ui/confirm.ts';
import { meQuery } from './me.ts';
import { notifyProblem } from './notify-problem.ts';
import { hasTypedText } from './typed-text.ts';

/** To the page on which people sign in, which leads back to where they are. */
export function goToSignIn(): void {
  const { pathname, search } = window.location;
  window.location.assign(`/sign-in?return=${encodeURIComponent(pathname + search)}`);
}

let isLeaving = false;
let isAsking = false;
/** The person wants to go on here, perhaps to copy what they wrote. */
let wasPutOff = false;

/** Nobody is signed in any more. What is typed in this page stays: then the person signs in beside it. */
async function endSession(): Promise<void> {
  if (isLeaving || isAsking) return;
  if (!hasTypedText()) {
    isLeaving = true;
    return goToSignIn();
  }
  isAsking = true;
  const isWanted = await confirm({
    title: translateShell('sessionEnded'),
    consequence: translateShell('sessionEndedAdvice'),
    action: translateShell('signInBeside'),
  });
  isAsking = false;
  wasPutOff = !isWanted;
  if (isWanted) window.open('/sign-in', '_blank', 'noopener');
}

/** Who is signed in now; `unknown` while the server cannot say. */
async function readMeNow(): Promise<Me | null | 'unknown'> {
  try {
    const answer = await fetch('/v1/me');
    if (answer.status === 401) return null;
    return answer.ok ? ((await answer.json()) as Me) : 'unknown';
  } catch {
    return 'unknown';
  }
}

/** Asked again and again while a stream is refused: whether somebody is signed in, and who they are in this company. */
export async function checkSession(queryClient: QueryClient): Promise<void> {
  const me = await takeMe(queryClient);
  if (me === null && !wasPutOff) await endSession();
}

async function takeMe(queryClient: QueryClient): Promise<Me | null | 'unknown'> {
  const me = await readMeNow();
  if (me === null || me === 'unknown') return me;
  wasPutOff = false;
  return queryClient.setQueryData(meQuery.queryKey, me) ?? me;
}

/**
 * After a 401: the session may have ended, or it may be one that this company does not accept. Only the first is helped
 * by signing in again.
 */
export async function noticeRefusal(error: ApiError, queryClient: QueryClient): Promise<void> {
  const me = await takeMe(queryClient);
  if (me === null) return endSession();
  if (me === 'unknown' || me.member !== null || me.is_operator) notifyProblem(error);
}

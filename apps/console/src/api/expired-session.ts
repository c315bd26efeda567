import type { ApiError } from '@goen/client';
import { notifyProblem } from './notify-problem.ts';

/** To the page on which people sign in, which leads back to where they are. */
export function goToSignIn(): void {
  const { pathname, search } = window.location;
  window.location.assign(`/sign-in?return=${encodeURIComponent(pathname + search)}`);
}

let isLeaving = false;

/**
 * After a 401: the session may have ended, or it may be one that this company does not accept. Only the first is helped
 * by signing in again.
 */
export async function checkSession(error: ApiError): Promise<void> {
  if (isLeaving) return;
  const answer = await fetch('/v1/me');
  if (answer.status === 401) {
    isLeaving = true;
    goToSignIn();
  } else {
    notifyProblem(error);
  }
}

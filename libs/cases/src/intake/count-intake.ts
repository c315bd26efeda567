import { count } from '@goen/service-kit/telemetry';

type Result =
  | { readonly kind: 'accepted'; readonly known: boolean }
  | { readonly kind: 'refused' }
  | { readonly kind: 'answered' };

/** Counts what a committed transaction did with its reports; a request that was answered before is none. */
export function countIntake(results: readonly Result[]): void {
  for (const result of results) {
    if (result.kind === 'answered') continue;
    const outcome = result.kind === 'refused' ? 'refused' : result.known ? 'known' : 'new';
    count('goen_rejections_total', { outcome });
  }
}

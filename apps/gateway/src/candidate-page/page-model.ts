import type { Locale } from '@goen/contracts/public';
import type { PageState } from './page-state.ts';

/** Everything that the page is rendered from. */
export type PageModel = {
  readonly state: PageState;
  readonly locale: Locale;
  readonly operator: string;
  readonly path: string;
};

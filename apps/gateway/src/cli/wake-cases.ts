import { nudgePages } from '@goen/cases';
import type { AdminContext } from './admin-context.ts';

/**
 * Makes every open case evaluate its facts again, and starts missing workflows. Returns how many; a case that is about to
 * be woken already is not counted. A transaction per page.
 */
export const wakeOpenCases = ({ orm }: AdminContext, batch?: number): Promise<number> =>
  nudgePages(() => orm.em.fork(), { condition: `state = 'open'`, values: [] }, batch);

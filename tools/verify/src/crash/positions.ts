import { positionView } from '@goen/contracts/public';
import { someConditions } from '@goen/testing';
import type { CrashCompany } from './companies.ts';
import { persist } from './persist.ts';

/** A position that everybody of the workload meets. With `conditions` and a credit, somebody is asked about it. */
export async function openPosition(
  { api }: CrashCompany,
  title: string,
  conditions: typeof someConditions | null = someConditions,
): Promise<string> {
  const required = [{ kind: 'skill', value: 'TypeScript' }];
  const position = { title, required, regions: ['東京都'], conditions };
  return positionView.parse(await persist('A position', () => api.post('/v1/positions', position))).id;
}

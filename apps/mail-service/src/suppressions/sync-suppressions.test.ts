import { personHash } from '@goen/service-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MailContext } from '../mail-context.ts';
import type { ListedSuppression, MailProvider } from '../providers/provider.ts';
import { companyA, type MailFixture, openMailContext, startMailFixture } from '../testing/mail-fixture.ts';
import { syncSuppressions } from './sync-suppressions.ts';

let fixture: MailFixture;
let context: MailContext;
beforeAll(async () => {
  fixture = await startMailFixture();
  context = await openMailContext(fixture);
});
afterAll(async () => {
  await context.orm.close(true);
  await fixture.close();
});

const toListed = (name: string): ListedSuppression => ({ email: `${name}@example.com`, reason: 'bounced' });
/** A provider whose list has these pages, newest first, and fails before page `failsAt`; counts the pages read. */
function createList(pages: readonly string[][], failsAt = Infinity) {
  const read = { pages: 0 };
  const original = [...context.lanes.values()][0]?.provider;
  if (!original) throw new Error('No provider.');
  const provider: MailProvider = {
    ...original,
    async *listSuppressions() {
      for (const [index, page] of pages.entries()) {
        if (index === failsAt) throw new Error('The list failed.');
        read.pages += 1;
        yield page.map(toListed);
      }
    },
  };
  return { provider, read };
}
const isKnown = async (name: string) =>
  (
    await fixture.sql('select 1 from suppression where person_hash = ?', [
      personHash(`${name}@example.com`, fixture.env.PERSON_HASH_KEY ?? ''),
    ])
  ).length === 1;

it('a failed run loses nothing for a later one, which stops at what an earlier run synced', async () => {
  const pages = [['new'], ['by-webhook'], ['old'], ['oldest']];
  await fixture.post('/suppressions', {
    company: companyA,
    email: 'by-webhook@example.com',
    scope: 'all',
    reason: 'bounced',
  });
  await expect(syncSuppressions(context, createList(pages, 2).provider)).rejects.toThrow('The list failed');
  const whole = createList(pages);
  expect(await syncSuppressions(context, whole.provider)).toBe(3);
  expect(whole.read.pages).toBe(4);
  expect(await Promise.all(['new', 'by-webhook', 'old', 'oldest'].map(isKnown))).toEqual([true, true, true, true]);
  const later = createList([['newest'], ...pages]);
  expect(await syncSuppressions(context, later.provider)).toBe(1);
  expect(later.read.pages).toBe(2);
});

it('an entry that is already known, relisted or from another provider, does not end a run early', async () => {
  await syncSuppressions(context, createList([['again'], ['border']]).provider);
  const list = createList([['latest', 'again'], ['between'], ['border'], ['never-read']]);
  expect(await syncSuppressions(context, list.provider)).toBe(2);
  expect(await Promise.all(['latest', 'between'].map(isKnown))).toEqual([true, true]);
  expect(list.read.pages).toBe(3);
});

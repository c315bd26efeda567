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

const listed = (name: string): ListedSuppression => ({ email: `${name}@example.com`, reason: 'bounced' });
/** A list of pages, newest first; it breaks off before `failsAt`. Tells how many pages were read. */
function listOf(pages: readonly string[][], failsAt = Infinity) {
  const read = { pages: 0 };
  const real = [...context.lanes.values()][0]?.provider;
  if (!real) throw new Error('No provider.');
  const provider: MailProvider = {
    ...real,
    async *suppressions() {
      for (const [nth, page] of pages.entries()) {
        if (nth === failsAt) throw new Error('The list broke off.');
        read.pages += 1;
        yield page.map(listed);
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

it('a run that breaks off leaves nothing out of a later one, which stops at what an earlier one took over', async () => {
  const pages = [['new'], ['by-webhook'], ['old'], ['oldest']];
  await fixture.post('/suppressions', {
    company: companyA,
    email: 'by-webhook@example.com',
    scope: 'all',
    reason: 'bounced',
  });
  await expect(syncSuppressions(context, listOf(pages, 2).provider)).rejects.toThrow('broke off');
  const whole = listOf(pages);
  expect(await syncSuppressions(context, whole.provider)).toBe(3);
  expect(whole.read.pages).toBe(4);
  expect(await Promise.all(['new', 'by-webhook', 'old', 'oldest'].map(isKnown))).toEqual([true, true, true, true]);
  const later = listOf([['newest'], ...pages]);
  expect(await syncSuppressions(context, later.provider)).toBe(1);
  expect(later.read.pages).toBe(2);
});

it('one that is known already, there again or by another provider, ends no run before what is new', async () => {
  await syncSuppressions(context, listOf([['again'], ['border']]).provider);
  const list = listOf([['latest', 'again'], ['between'], ['border'], ['never-read']]);
  expect(await syncSuppressions(context, list.provider)).toBe(2);
  expect(await Promise.all(['latest', 'between'].map(isKnown))).toEqual([true, true]);
  expect(list.read.pages).toBe(3);
});

import { isDeepStrictEqual } from 'node:util';
import { unwrap } from '@goen/client';
import { describeConditions } from '@goen/contracts/internal';
import { workingConditions } from '@goen/contracts/public';
import { openMailbox, skipWorkflowUntil, waitUntil } from '@goen/stack/demo';
import { toIntroductionWorkflowId } from '@goen/temporal-kit';
import { findMails, readPage } from './mails.ts';
import type { Product } from './start-product.ts';
import type { Step } from './steps.ts';

const conditions = workingConditions.parse({
  work: '決済サービスの開発（変更の範囲：会社の定める開発業務）',
  contract_term: 'fixed',
  contract_details: '1年、更新あり（業務量と勤務成績による、通算5年まで）',
  trial_period: '3か月（同条件）',
  place: '東京都渋谷区（変更の範囲：本社および自宅）',
  hours: '10:00から19:00（休憩60分）、時間外労働あり、土日祝休み',
  wage: '月給45万円（固定残業代なし）',
  insurance: '健康保険、厚生年金、雇用保険、労災保険',
  employer: '株式会社みなと',
  smoking: '屋内禁煙',
});
const opening = {
  title: 'Webエンジニア',
  required: [{ kind: 'skill' as const, value: 'TypeScript' }],
  regions: ['東京都'],
};

/** Nobody is asked about a position without conditions; with them, the mail states them before the person answers. */
export const introduction: Step = {
  name: 'working conditions before an introduction',
  async run(product, check) {
    const { minato: api, temporal, inboxUrl } = product;
    const { goen } = api;
    const bare = await unwrap(goen.POST('/v1/positions', { body: opening }));
    const position = await unwrap(goen.POST('/v1/positions', { body: { ...opening, conditions } }));
    const matched = await waitUntil('an introduction', async () => (await listIntroductions(product, position.id))[0]);
    check(
      (await listIntroductions(product, bare.id)).length === 0,
      'somebody was matched to a position without conditions',
    );
    check(matched.person === null, 'the company sees the person before they answered');
    check(isDeepStrictEqual(matched.conditions, conditions), 'the introduction does not keep the conditions');

    const read = () => unwrap(goen.GET('/v1/introductions/{id}', { params: { path: { id: matched.id } } }));
    await skipWorkflowUntil(temporal, toIntroductionWorkflowId(matched.id), {
      awaited: 'the question to the candidate',
      isDone: async () => (await read()).state === 'asked',
      steps: ['ask'],
    });
    const asked = await waitUntil('the question in a mailbox', async () => {
      for (const candidate of product.candidates) {
        const [mail] = await findMails(product, candidate.address, 'へのご紹介について');
        if (mail) return { mail, candidate };
      }
      return null;
    });
    const page = await readPage(product, asked.candidate.address);
    for (const { label, text } of describeConditions(conditions, 'ja')) {
      const isStated = (shown: string) => shown.includes(label) && shown.includes(text);
      check(isStated(asked.mail.text), `the mail does not state the condition ${label}`);
      check(isStated(page), `the page does not state the condition ${label}`);
    }
    await openMailbox(inboxUrl, asked.candidate.address).press('introduction.accept');
    const accepted = await waitUntil('the handover', async () => {
      const view = await read();
      return view.state === 'accepted' && view;
    });
    check(accepted.person?.email === asked.candidate.address, 'the company does not see who accepted');
  },
};

const listIntroductions = async ({ minato }: Product, positionId: string) =>
  (await unwrap(minato.goen.GET('/v1/introductions', { params: { query: { position_id: positionId } } }))).items;

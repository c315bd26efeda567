import fc from 'fast-check';
import { sameByKey } from './mutations.ts';
import type { RowVariant } from './variant.ts';

/** The list of a company that has set none (rule 32). */
const rejectionStatus = fc.constantFrom('不採用', '不合格', 'お見送り', '見送り');
/** Contain or resemble an entry of the list, and are none. */
const otherStatus = fc.constantFrom(
  '不採用通知済み',
  '書類見送り',
  '不採用(スキル不足)',
  '選考中',
  '一次面接',
  '採用',
  '不 合 格?',
);
const withdrawalStatus = fc.constantFrom('辞退', '選考辞退', '内定辞退');

export const rowVariant: fc.Arbitrary<RowVariant> = fc.oneof(
  {
    weight: 3,
    arbitrary: rejectionStatus.chain(sameByKey).map((status) => ({
      what: `status ${JSON.stringify(status)}`,
      status,
      expected: { outcome: 'mailed' as const },
    })),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(otherStatus, withdrawalStatus.chain(sameByKey)).map((status) => ({
      what: `status ${JSON.stringify(status)}`,
      status,
      expected: { outcome: 'not_a_rejection' as const },
    })),
  },
);

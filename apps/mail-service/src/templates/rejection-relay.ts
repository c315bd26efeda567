import type { Template } from './content.ts';
import { resultBlocks, resultHead } from './rejection.ts';
import { invitationBlocks } from './relay-invitation.ts';

/** The result first and whole, its wishes included: an invitation must not stand between a person and the answer. */
export const rejectionRelay: Template = (input) => {
  const { thanks, result, closing } = resultBlocks(input);
  return { ...resultHead(input), blocks: [...thanks, ...result, ...closing, ...invitationBlocks(input)] };
};

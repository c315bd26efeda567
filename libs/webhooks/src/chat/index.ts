import { type ChatKind, type Locale } from '@goen/contracts/public';
import type { ChatAddress, ChatRequest, ChatVendor } from './chat-vendor.ts';
import { chatwork } from './chatwork.ts';
import { describeEvent, type EventToDescribe } from './describe-event.ts';
import { slack } from './slack.ts';
import { teams } from './teams.ts';

export { chatEventTypes } from './describe-event.ts';

const vendors: Readonly<Record<ChatKind, ChatVendor>> = { slack, teams, chatwork };
export const findChatVendor = (kind: ChatKind): ChatVendor => vendors[kind];

/** What is sealed of a chat. */
export const formatChatAddress = (address: ChatAddress): string => JSON.stringify(address);

/** The request that posts an event to a chat. `address` as `formatChatAddress` wrote it. */
export function toChatRequest(kind: ChatKind, address: string, event: EventToDescribe, locale: Locale): ChatRequest {
  return findChatVendor(kind).toRequest(JSON.parse(address) as ChatAddress, describeEvent(event, locale));
}

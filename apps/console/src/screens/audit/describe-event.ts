import type { AuditEvent } from '@goen/client';
import { japanese } from './texts.ja.ts';
import type { useTexts } from './texts.ts';

type Noun = keyof typeof japanese.nouns;
type Verb = keyof typeof japanese.verbs;
type Special = keyof typeof japanese.special;

/** What changes are about, in the order of a menu. */
export const nouns = Object.keys(japanese.nouns) as Noun[];

/** 「求人を変更」: an action in words; one that has none stays as the API names it. */
export function describeAction(t: ReturnType<typeof useTexts>, action: string): string {
  const [noun = '', verb = ''] = action.split('.');
  const key = `${noun}_${verb}`;
  if (key in japanese.special) return t(`special.${key as Special}`);
  if (!(noun in japanese.nouns) || !(verb in japanese.verbs)) return action;
  return t('action', { noun: t(`nouns.${noun as Noun}`), verb: t(`verbs.${verb as Verb}`) });
}

type Place = {
  /** The route, which the console must have. */
  readonly route: string;
  readonly to?: string;
  readonly search?: Readonly<Record<string, string>>;
};

const connections = '/connections';
const members = '/settings/members';
const places: Readonly<Record<string, (id: string) => Place>> = {
  candidate: (id) => ({ route: '/candidates/$candidateId', to: `/candidates/${id}` }),
  import: (id) => ({ route: '/imports/$importId', to: `/imports/${id}` }),
  message: (id) => ({ route: '/sent', search: { open: id } }),
  connection: (id) => ({ route: connections, search: { open: id } }),
  webhook_endpoint: (id) => ({ route: connections, search: { tab: 'webhooks', open: id } }),
  key: () => ({ route: connections, search: { tab: 'keys' } }),
  member: () => ({ route: members }),
  company: () => ({ route: '/settings' }),
  position: (id) => ({ route: '/positions/$positionId', to: `/positions/${id}` }),
  re_invitation: () => ({ route: '/positions' }),
  introduction: () => ({ route: '/relay' }),
  registration: () => ({ route: '/template' }),
  wording: () => ({ route: '/wordings' }),
};

/** Where the thing that was changed can be looked at; undefined where there is no such place. */
export const findPlace = ({ subject: { type, id } }: AuditEvent): Place | undefined => places[type]?.(id);

import type { japanese } from './texts.ja.ts';

type ScopeKey = keyof typeof japanese.scopes;

/** A colon would part the key of a text. */
export const toScopeKey = (scope: string): ScopeKey => scope.replace(':', '_') as ScopeKey;

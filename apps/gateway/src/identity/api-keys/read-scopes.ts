import { type ApiScope, apiScopes } from '@goen/case-store';
import { HttpProblem } from '@goen/service-kit';

/** Throws `invalid_request` for a scope that does not exist. */
export function readScopes(given: readonly string[], pointer: string): ApiScope[] {
  return given.map((name, index) => {
    const scope = apiScopes.find((known) => known === name);
    if (scope === undefined) {
      const detail = `The scopes are ${apiScopes.join(', ')}.`;
      throw new HttpProblem('invalid_request', {
        errors: [{ pointer: `${pointer}/${index}`, code: 'unknown_scope', detail }],
      });
    }
    return scope;
  });
}

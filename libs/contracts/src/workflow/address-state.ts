/**
 * Of a candidate's address when it is not simply theirs. `shared`: candidates with different names have it, and a member
 * has not decided yet whose it is. `of_another`: it was decided that it is not theirs.
 */
export const addressStates = ['shared', 'of_another'] as const;
export type AddressState = (typeof addressStates)[number];

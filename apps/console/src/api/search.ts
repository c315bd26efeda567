/** What a screen changes in the search parameters of its address; null clears one. */
export type SearchChange<Search> = { readonly [K in keyof Search]?: Search[K] | null };

/** The search parameters after a change. What is cleared is left out, so that the address stays short. */
export const changeSearch = <Search extends object>(now: Search, change: SearchChange<Search>): Search =>
  Object.fromEntries(
    Object.entries({ ...now, ...change }).filter(([, value]) => value !== undefined && value !== null),
  ) as Search;

import { createStore } from '../ui/store.ts';

/** Whether the last request reached the server. A banner says so while it does not. */
export const isReachable = createStore(true);

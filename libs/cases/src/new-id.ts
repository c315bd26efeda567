import { v7 } from 'uuid';

/**
 * An id that sorts by when it was made (UUID version 7): of two candidates of one transaction the first reported stays
 * the older one, and rows of the same time stand together in their indexes.
 */
export const newId = (): string => v7();

import { createOperatorClient, type OperatorItemOf, type OperatorPagedPath } from '@goen/client/operator';
import { clientOptions } from './client.ts';
import { type Filters, type Get, pagesQuery } from './pages.ts';

/** The operator's API: loaded with the first of its screens. */
export const operatorApi = createOperatorClient(clientOptions);

/** A list of the operator's API, as `listQuery` has those of companies. */
export const operatorListQuery = <Path extends OperatorPagedPath>(topic: string, path: Path, query: Filters = {}) =>
  pagesQuery<OperatorItemOf<Path>>(operatorApi.GET as unknown as Get, topic, path, query);

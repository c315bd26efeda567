import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addListSavedSearches } from './list-saved-searches.route.ts';
import { addRemoveSavedSearch } from './remove-saved-search.route.ts';
import { addReplaceSavedSearch } from './replace-saved-search.route.ts';
import { addRunSavedSearch } from './run-saved-search.route.ts';
import { addSaveSearch } from './save-search.route.ts';

export function addSavedSearchRoutes(app: GatewayApp, context: GatewayContext): void {
  addListSavedSearches(app, context);
  addSaveSearch(app, context);
  addReplaceSavedSearch(app, context);
  addRemoveSavedSearch(app, context);
  addRunSavedSearch(app, context);
}

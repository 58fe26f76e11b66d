/**
 * What things cost, on the pages of entities, teams and the platform.
 *
 * @packageDocumentation
 */
export { costPlugin as default } from './plugin';
export { costApiRef } from './api/CostApi';
export type { CostApi } from './api/CostApi';
export { hasCost } from './components/entities/hasCost';
export { useMayAdminister } from './hooks/useMayAdminister';

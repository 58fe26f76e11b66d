/**
 * Cost: bills by entity, budgets, and what is unusual.
 *
 * @packageDocumentation
 */
export { costPlugin as default } from './plugin';

/**
 * Reads bills and cost allocations from files.
 *
 * @packageDocumentation
 */
export {
  openCosts,
  type OpenCostsOptions,
  type OpenedCosts,
} from './openCosts';
export type { CostRows } from './OpenedPart';

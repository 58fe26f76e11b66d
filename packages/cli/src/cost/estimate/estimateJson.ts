import {
  type Amount,
  type CostEstimate,
  type EstimatedProject,
  type EstimatedResource,
  formatAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import type { EstimateVerdict } from './judgeEstimate';

/** Resources of a project that are named. */
const TOP = 5;

type Printed = string | null;

interface PrintedCosts {
  /** Per month, after the change. */
  monthly: Printed;
  /** Per month, before it. */
  past: Printed;
  difference: Printed;
  /** What of `monthly` depends on an estimated usage. */
  usage: Printed;
}

/** A project as it is printed. */
export interface PrintedProject extends PrintedCosts {
  name: string;
  errors: string[];
  resources: number;
  /** The resources that cost most. */
  top: { name: string; type?: string; monthly: string }[];
  /** The resources whose cost changes most. */
  changes: { name: string; type?: string; monthly: string }[];
}

/** What `cost estimate --json` prints. Amounts are exact; null where the estimate states none. */
export interface EstimateDocument extends PrintedCosts {
  version: Printed;
  currency: string;
  generatedAt: Printed;
  projects: PrintedProject[];
  /** Prices without a usage, and without a price: none of them is in the total. */
  withoutUsage: number;
  withoutPrice: number;
  unsupported: Record<string, number>;
  gate: EstimateVerdict | null;
  warnings: string[];
}

const print = (amount: Amount | undefined): Printed =>
  amount === undefined ? null : formatAmount(amount);

function costsOf(
  costs: Pick<CostEstimate, 'monthly' | 'past' | 'difference' | 'usage'>,
): PrintedCosts {
  return {
    monthly: print(costs.monthly),
    past: print(costs.past),
    difference: print(costs.difference),
    usage: print(costs.usage),
  };
}

const magnitude = (amount: Amount) => (amount < 0n ? -amount : amount);

type Costing = Pick<EstimatedResource, 'name' | 'type'> & { monthly: Amount };

function largest(resources: readonly Costing[]): PrintedProject['top'] {
  return (
    resources
      .filter(({ monthly }) => monthly !== 0n)
      // The sign of a difference is exact, whatever its size
      .toSorted((one, other) =>
        Number(magnitude(other.monthly) - magnitude(one.monthly)),
      )
      .slice(0, TOP)
      .map(({ name, type, monthly }) => ({
        name,
        ...(type !== undefined && { type }),
        monthly: formatAmount(monthly),
      }))
  );
}

function projectJson(project: EstimatedProject): PrintedProject {
  const { name, errors, resources, changes } = project;
  return {
    name,
    ...costsOf(project),
    errors,
    resources: resources.length,
    top: largest(
      resources.flatMap(({ monthly, ...resource }) =>
        monthly === undefined ? [] : [{ ...resource, monthly }],
      ),
    ),
    changes: largest(changes),
  };
}

/** An estimate as document. */
export function estimateJson(
  estimate: CostEstimate,
  gate: EstimateVerdict | undefined,
): EstimateDocument {
  const { version, generatedAt, withoutUsage, withoutPrice } = estimate;
  return {
    version: version ?? null,
    currency: estimate.currency,
    generatedAt: generatedAt ?? null,
    ...costsOf(estimate),
    projects: estimate.projects.map(projectJson),
    withoutUsage,
    withoutPrice,
    unsupported: Object.fromEntries(estimate.unsupported),
    gate: gate ?? null,
    warnings: estimate.warnings,
  };
}

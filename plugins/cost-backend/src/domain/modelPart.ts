import type { CostModelPart } from '@plumbline/backstage-plugin-cost-common';
import { CostKind } from './DayCost';
import { ModelRole } from './modelMembers';

/** A cost as far as its part of a model depends on it; texts are empty where the source does not say. */
export interface RoledCost {
  role: ModelRole;
  kind: CostKind;
  serviceCategory: string;
  serviceSubcategory: string;
  run: string;
  workload: string;
}

/** A job ends when its work is done: it answers nobody. */
const JOB = /^(?:cron)?jobs?\//i;

const is = (text: string, word: string) => text.trim().toLowerCase() === word;

/** What making or using the model costs; undefined for what is neither. */
export type ModelSide = 'training' | 'serving';

function sideOf({ role, run, workload }: RoledCost): ModelSide | undefined {
  switch (role) {
    case 'pipeline':
      return 'training';
    case 'server':
      return 'serving';
    case 'model':
      if (run !== '' || JOB.test(workload)) {
        return 'training';
      }
      // Such as a KServe InferenceService that names the model itself
      return workload === '' ? undefined : 'serving';
    default:
      return undefined;
  }
}

/**
 * Which part of a model a cost is, and what of the unit costs it counts for.
 * The first that holds decides:
 *
 * 1. its share of a pool: `shared`, whosever it is
 * 2. idle GPUs: `gpuIdle`
 * 3. the category Storage: `storage`
 * 4. of a pipeline, or of a run or a job of the model: `training`, with idle cost of other kinds
 * 5. of a server, or of a workload of the model: `serving`, with idle cost of other kinds
 * 6. anything else: `other`
 *
 * Only 2, 4 and 5 have a side: what one run, prediction or token costs holds
 * neither storage nor shares. Idle GPUs of the model itself are of serving: no
 * job or run is idle.
 */
export function placeCost(cost: RoledCost): {
  part: CostModelPart;
  side?: ModelSide;
} {
  if (cost.kind === 'shared') {
    return { part: 'shared' };
  }
  const side = sideOf(cost);
  if (cost.kind === 'idle' && is(cost.serviceSubcategory, 'gpu')) {
    const isServing = cost.role === 'model' || side === 'serving';
    return { part: 'gpuIdle', side: isServing ? 'serving' : side };
  }
  if (is(cost.serviceCategory, 'storage')) {
    return { part: 'storage' };
  }
  return { part: side ?? 'other', side };
}

import type { CostModelPart } from '@plumbline/backstage-plugin-cost-common';
import { Amount, splitExactly } from '@plumbline/backstage-plugin-cost-formats';
import { addStated, CostKind } from './DayCost';
import { ModelMember } from './modelMembers';
import { ModelSide, placeCost } from './modelPart';

/** Alike rows of an entity in a month. Texts are empty where the source does not say. */
export interface EntityMonthCost {
  entityRef: string;
  /** `YYYY-MM` of the days. */
  month: string;
  currency: string;
  kind: CostKind;
  serviceCategory: string;
  serviceSubcategory: string;
  run: string;
  workload: string;
  /** Absent where nothing states the metric. */
  amount?: Amount;
}

/** A cost of a model: of whom, and as which part. */
export interface ModelCost {
  member: ModelMember;
  month: string;
  currency: string;
  part: CostModelPart;
  side?: ModelSide;
  isIdle: boolean;
  run: string;
  amount: Amount;
}

/**
 * The model's part of the costs of its members. What several models share is
 * divided evenly: the shares of all of them add up to the cost exactly, so that
 * models together cost what their entities cost.
 *
 * @param costs - of any entities; others than members are passed over
 */
export function placeModelCosts(options: {
  modelRef: string;
  members: readonly ModelMember[];
  costs: readonly EntityMonthCost[];
}): ModelCost[] {
  const { modelRef, members, costs } = options;
  const byRef = new Map(members.map(member => [member.entityRef, member]));
  return costs.flatMap(cost => {
    const { entityRef, month, currency, kind, run, amount } = cost;
    const member = byRef.get(entityRef);
    if (!member || amount === undefined) {
      return [];
    }
    const { sharers, role } = member;
    const share =
      sharers.length > 1
        ? splitExactly(amount, new Map(sharers.map(ref => [ref, 1n]))).get(
            modelRef,
          )!
        : amount;
    return {
      ...placeCost({ ...cost, role }),
      member,
      month,
      currency,
      isIdle: kind === 'idle',
      run,
      amount: share,
    };
  });
}

/** Undefined where there is none, which is not zero. */
export function sumOf(costs: readonly ModelCost[]): Amount | undefined {
  return costs.reduce<Amount | undefined>(
    (sum, { amount }) => addStated(sum, amount),
    undefined,
  );
}

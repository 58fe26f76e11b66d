import { Amount } from '@plumbline/backstage-plugin-cost-formats';
import { addUpEntities, chargedBy, EntityCost } from '../domain/costRows';
import { addStated } from '../domain/DayCost';
import { monthBefore } from '../domain/days';
import { MonthCost } from '../domain/monthCost';
import { MonthCosts, MonthQuestion } from './MonthCosts';
import { PreviousCosts } from './PreviousCosts';

/** What sums tell of a month. */
export type OldMonth = Omit<MonthCost, 'parts'>;

/** Says what a month cost of which days are no longer kept, or of the month before it. */
export class OldMonths {
  readonly #costs: MonthCosts;
  readonly #previous: PreviousCosts;

  constructor(options: { monthCosts: MonthCosts; previous: PreviousCosts }) {
    this.#costs = options.monthCosts;
    this.#previous = options.previous;
  }

  /** By currency. */
  async read(question: MonthQuestion): Promise<Map<string, OldMonth>> {
    const { costs } = await this.#costs.list(question);
    const sameDays = await this.#previous.read({ ...question, costs });
    const before = addUpEntities(
      await this.#costs.listSums({
        ...question,
        month: monthBefore(question.month),
      }),
    );
    return new Map(
      [...new Set(costs.map(({ currency }) => currency))].map(currency => {
        const own = costs.filter(cost => cost.currency === currency);
        const add = (amountOf: (cost: EntityCost) => Amount) =>
          own.reduce((sum, cost) => sum + amountOf(cost), 0n);
        const addKnown = (amounts: readonly (Amount | undefined)[]) =>
          amounts.reduce(addStated, undefined);
        // A part of what was before would look like growth
        const isBeforeKnown = own.every(
          cost => chargedBy(cost).length === 0 || sameDays(cost) !== undefined,
        );
        return [
          currency,
          {
            amount: add(({ amount }) => amount),
            direct: add(({ byKind }) => byKind.direct),
            idle: add(({ byKind }) => byKind.idle),
            shared: add(({ byKind }) => byKind.shared),
            previousSameDays: isBeforeKnown
              ? addKnown(own.map(sameDays))
              : undefined,
            previousMonth: addKnown(
              before
                .filter(cost => cost.currency === currency)
                .map(({ amount }) => amount),
            ),
          },
        ];
      }),
    );
  }
}

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  costOverviewQuerySchema,
  type BudgetStatusWord,
  type CostOverview,
} from '@plumbline/backstage-plugin-cost-common';
import { CostMetric } from '@plumbline/backstage-plugin-cost-formats';
import type { output } from 'zod';
import {
  addUpEntities,
  EntityCost,
  reconcileMonth,
  toCostRow,
} from '../domain/costRows';
import { dayOf, daysOfMonth, monthOf } from '../domain/days';
import { describeUnattributed } from '../domain/unattributed';
import { CostReaderMonths, MonthSum } from '../store/CostReaderMonths';
import { CostReaderPlaces } from '../store/CostReaderPlaces';
import { BudgetStatuses } from './BudgetStatuses';
import { CostAccess } from './CostAccess';
import { CostScope } from './CostScope';
import { PreviousCosts } from './PreviousCosts';
import { SourcesHealth } from './SourcesHealth';

/** More than a page can show. */
const MAX_ROWS = 2_000;

/** Says what everything costs that the caller may read. */
export class CostOverviews {
  readonly #access: CostAccess;
  readonly #health: SourcesHealth;
  readonly #metric: CostMetric;
  readonly #months: CostReaderMonths;
  readonly #places: CostReaderPlaces;
  readonly #previous: PreviousCosts;
  readonly #scope: CostScope;
  readonly #statuses: BudgetStatuses;

  constructor(options: {
    access: CostAccess;
    health: SourcesHealth;
    metric: CostMetric;
    months: CostReaderMonths;
    previous: PreviousCosts;
    scope: CostScope;
    statuses: BudgetStatuses;
    readPlaces: CostReaderPlaces;
  }) {
    this.#access = options.access;
    this.#health = options.health;
    this.#metric = options.metric;
    this.#months = options.months;
    this.#places = options.readPlaces;
    this.#previous = options.previous;
    this.#scope = options.scope;
    this.#statuses = options.statuses;
  }

  async list(
    query: output<typeof costOverviewQuerySchema>,
    credentials: BackstageCredentials,
  ): Promise<CostOverview> {
    await this.#access.assertCanReadSome(credentials);
    const canReadAll = await this.#access.canReadAll(credentials);
    const nowMs = Date.now();
    const today = dayOf(nowMs);
    const current = monthOf(today);
    const metric = query.metric ?? this.#metric;
    const month =
      query.month ?? (await this.#months.findLastMonth(current)) ?? current;
    const sums = await this.#months.listByEntity({
      month,
      metric,
      entityRefs: await this.#scope.listReadable(query.owner, credentials),
    });
    const costs = addUpEntities(sums);
    const shown = costs.slice(0, MAX_ROWS);
    const asked = { month, metric, today };
    return {
      month,
      metric,
      convertibleTo: [],
      items: await this.#toRows(shown, asked),
      isComplete: shown.length === costs.length,
      sources: await this.#health.list({ nowMs, isForAll: canReadAll }),
      ...(canReadAll && query.owner === undefined
        ? await this.#reconcile(sums, asked)
        : {}),
    };
  }

  async #toRows(
    costs: readonly EntityCost[],
    asked: { month: string; metric: CostMetric; today: string },
  ) {
    const places = await this.#places.listPlaces(
      costs.map(({ entityRef }) => entityRef),
    );
    const previous = await this.#previous.read({ costs, ...asked });
    const statuses = await this.#statuses.read({
      entityRefs: costs.map(({ entityRef }) => entityRef),
      ...asked,
    });
    const statusOf = ({
      entityRef,
      currency,
    }: EntityCost): BudgetStatusWord | undefined =>
      statuses.get(`${entityRef} ${currency}`);
    return costs.map(cost =>
      toCostRow({
        cost,
        place: places.get(cost.entityRef),
        previous: previous(cost),
        budgetStatus: statusOf(cost),
      }),
    );
  }

  async #reconcile(
    sums: readonly MonthSum[],
    { month, metric }: { month: string; metric: CostMetric },
  ) {
    const { start: from, end: to } = daysOfMonth(month);
    const question = { from, to, metric };
    const totals = await this.#months.listTotals(question);
    const unattributed = await this.#months.listUnattributed(question);
    return {
      reconciliation: reconcileMonth(
        sums,
        totals.map(({ keys, amounts }) => ({
          ...keys,
          amount: amounts[metric],
        })),
      ),
      unattributed: describeUnattributed(
        unattributed.map(({ keys, amounts }) => ({
          keys,
          amount: amounts[metric],
        })),
      ),
    };
  }
}

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  costOverviewQuerySchema,
  type BudgetStatusWord,
  type CostOverview,
} from '@plumbline/backstage-plugin-cost-common';
import { CostMetric } from '@plumbline/backstage-plugin-cost-formats';
import type { output } from 'zod';
import { EntityCost, reconcileMonth, toCostRow } from '../domain/costRows';
import { CurrencyConverter, CurrencyRates } from '../domain/CurrencyRates';
import { dayOf, daysOfMonth, monthOf } from '../domain/days';
import { CostReaderMonths } from '../store/CostReaderMonths';
import { CostReaderPlaces } from '../store/CostReaderPlaces';
import { BudgetStatuses } from './BudgetStatuses';
import { CostAccess } from './CostAccess';
import { CostScope } from './CostScope';
import { MonthCosts } from './MonthCosts';
import { PreviousCosts } from './PreviousCosts';
import { SourcesHealth } from './SourcesHealth';
import { UnattributedCosts } from './UnattributedCosts';

/** More than a page can show. */
const MAX_ROWS = 2_000;

interface Asked {
  month: string;
  metric: CostMetric;
  today: string;
  /** Where a currency is asked for. */
  converter?: CurrencyConverter;
}

/** Says what everything costs that the caller may read. */
export class CostOverviews {
  readonly #access: CostAccess;
  readonly #health: SourcesHealth;
  readonly #metric: CostMetric;
  readonly #monthCosts: MonthCosts;
  readonly #months: CostReaderMonths;
  readonly #places: CostReaderPlaces;
  readonly #previous: PreviousCosts;
  readonly #rates: CurrencyRates;
  readonly #scope: CostScope;
  readonly #statuses: BudgetStatuses;
  readonly #unattributed: UnattributedCosts;

  constructor(options: {
    access: CostAccess;
    rates: CurrencyRates;
    health: SourcesHealth;
    metric: CostMetric;
    monthCosts: MonthCosts;
    months: CostReaderMonths;
    previous: PreviousCosts;
    scope: CostScope;
    statuses: BudgetStatuses;
    unattributed: UnattributedCosts;
    readPlaces: CostReaderPlaces;
  }) {
    this.#access = options.access;
    this.#health = options.health;
    this.#metric = options.metric;
    this.#monthCosts = options.monthCosts;
    this.#months = options.months;
    this.#places = options.readPlaces;
    this.#previous = options.previous;
    this.#rates = options.rates;
    this.#scope = options.scope;
    this.#statuses = options.statuses;
    this.#unattributed = options.unattributed;
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
    const converter = this.#rates.converterTo(query.currency);
    const asked: Asked = { month, metric, today, converter };
    const readable = {
      ...asked,
      entityRefs: await this.#scope.listReadable(query.owner, credentials),
    };
    const isOfEverything = canReadAll && query.owner === undefined;
    const [{ costs, isComplete }, sources, reconciliation, unattributed] =
      await Promise.all([
        this.#monthCosts.listLargest(readable, MAX_ROWS),
        this.#health.list({ nowMs, isForAll: canReadAll }),
        isOfEverything ? this.#reconcile(asked) : undefined,
        isOfEverything ? this.#unattributed.list(asked) : undefined,
      ]);
    const items = await this.#toRows(costs, asked);
    return {
      month,
      metric,
      ...(converter ? { conversion: converter.describe() } : {}),
      convertibleTo: this.#rates.targets,
      items,
      isComplete,
      sources,
      ...(isOfEverything ? { reconciliation, unattributed } : {}),
    };
  }

  async #toRows(costs: readonly EntityCost[], asked: Asked) {
    const entityRefs = [...new Set(costs.map(({ entityRef }) => entityRef))];
    const [places, previous, statuses] = await Promise.all([
      this.#places.listPlaces(entityRefs),
      this.#previous.read({ costs, ...asked }),
      this.#statuses.read({ entityRefs, ...asked }),
    ]);
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

  /** What the sources state beside what was booked, in their own currencies. */
  async #reconcile({ month, metric }: Asked) {
    const { start: from, end: to } = daysOfMonth(month);
    const [sums, totals] = await Promise.all([
      this.#months.listByKind({ month, metric }),
      this.#months.listTotals({ from, to, metric }),
    ]);
    return reconcileMonth(
      sums,
      totals.map(({ keys, amounts }) => ({ ...keys, amount: amounts[metric] })),
    );
  }
}

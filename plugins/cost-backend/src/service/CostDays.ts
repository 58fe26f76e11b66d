import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  costDaysQuerySchema,
  type CostDays as CostDaysAnswer,
} from '@plumbline/backstage-plugin-cost-common';
import { CostMetric } from '@plumbline/backstage-plugin-cost-formats';
import type { output } from 'zod';
import { buildDaySeries } from '../domain/daySeries';
import { CurrencyRates } from '../domain/CurrencyRates';
import { DayRetention } from '../domain/DayRetention';
import { dayOf, daysFrom, listDays } from '../domain/days';
import { CostReader } from '../store/CostReader';
import { CostAccess } from './CostAccess';
import { CostMembers } from './CostMembers';

const MAX_DAYS = 400;

/** Refuses days that are in no order, or more than a page can show. */
export function assertDays({ from, to }: { from: string; to: string }): void {
  if (to < from) {
    throw new InputError(`to: ${to} is before from, which is ${from}`);
  }
  if (daysFrom(from, to) > MAX_DAYS) {
    throw new InputError(
      `to: at most ${MAX_DAYS} days after from, which is ${from}`,
    );
  }
}

/** Says what entities cost day by day. */
export class CostDays {
  readonly #access: CostAccess;
  readonly #members: CostMembers;
  readonly #metric: CostMetric;
  readonly #rates: CurrencyRates;
  readonly #reader: CostReader;
  readonly #retention: DayRetention;

  constructor(options: {
    access: CostAccess;
    rates: CurrencyRates;
    members: CostMembers;
    metric: CostMetric;
    reader: CostReader;
    retention: DayRetention;
  }) {
    this.#access = options.access;
    this.#members = options.members;
    this.#metric = options.metric;
    this.#rates = options.rates;
    this.#reader = options.reader;
    this.#retention = options.retention;
  }

  async get(
    query: output<typeof costDaysQuerySchema>,
    credentials: BackstageCredentials,
  ): Promise<CostDaysAnswer> {
    await this.#access.getReadable(query.entity, credentials);
    assertDays(query);
    const { to, group, metric = this.#metric } = query;
    const firstDay = this.#retention.firstDay(dayOf(Date.now()));
    const isCut = query.from < firstDay;
    const from = isCut ? firstDay : query.from;
    const converter = this.#rates.converterTo(query.currency);
    const stated = await this.#reader.listByGroup({
      entityRefs: await this.#members.list(query.entity),
      from,
      to,
      metric,
      group,
    });
    const costs = converter?.convertAll(stated) ?? stated;
    const delivered = await this.#reader.listDelivered(
      [...new Set(costs.map(({ source }) => source))],
      listDays(from, to),
    );
    return {
      ...(isCut ? { daysKeptFrom: firstDay } : {}),
      ...buildDaySeries(costs, delivered),
      ...(converter ? { conversion: converter.describe() } : {}),
    };
  }
}

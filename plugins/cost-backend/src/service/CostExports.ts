import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { costExportQuerySchema } from '@plumbline/backstage-plugin-cost-common';
import {
  COST_METRICS,
  CostMetric,
} from '@plumbline/backstage-plugin-cost-formats';
import type { output } from 'zod';
import { DayRetention } from '../domain/DayRetention';
import { dayOf, listDays } from '../domain/days';
import { csvHeader, writeCostLine } from '../domain/writeCostCsv';
import { BOOKED_COLUMNS, CostReaderRows } from '../store/CostReaderRows';
import { CostAccess } from './CostAccess';
import { assertDays } from './CostDays';
import { CostMembers } from './CostMembers';

/** A file that comes piece by piece. */
export interface ExportFile {
  name: string;
  contentType: string;
  content: AsyncIterable<string>;
}

/** Writes daily costs into files. */
export class CostExports {
  readonly #access: CostAccess;
  readonly #members: CostMembers;
  readonly #retention: DayRetention;
  readonly #rows: CostReaderRows;

  constructor(options: {
    access: CostAccess;
    members: CostMembers;
    retention: DayRetention;
    rows: CostReaderRows;
  }) {
    this.#access = options.access;
    this.#members = options.members;
    this.#retention = options.retention;
    this.#rows = options.rows;
  }

  /** Every row of the days, with all that is known of it; all four costs unless one is asked for. */
  async open(
    query: output<typeof costExportQuerySchema>,
    credentials: BackstageCredentials,
  ): Promise<ExportFile> {
    const { entity, from, to, metric } = query;
    await this.#access.getReadable(entity, credentials);
    assertDays(query);
    const firstDay = this.#retention.firstDay(dayOf(Date.now()));
    if (from < firstDay) {
      // A file that lacks days looks like a whole one
      throw new InputError(`from: days before ${firstDay} are no longer kept`);
    }
    const entityRefs = await this.#members.list(entity);
    const about = parseEntityRef(entity).name.replace(/[^\w.-]/g, '_');
    return {
      name: `cost-${about}-${from}-${to}.csv`,
      contentType: 'text/csv; charset=utf-8',
      content: this.#write({
        entityRefs,
        days: listDays(from, to),
        metrics: metric ? [metric] : COST_METRICS,
      }),
    };
  }

  /** A day is held at a time. */
  async *#write(options: {
    entityRefs: readonly string[];
    days: readonly string[];
    metrics: readonly CostMetric[];
  }): AsyncIterable<string> {
    const { entityRefs, days, metrics } = options;
    yield csvHeader(BOOKED_COLUMNS, metrics);
    for (const day of days) {
      const rows = await this.#rows.listOfDay(entityRefs, day);
      if (rows.length > 0) {
        yield rows
          .map(({ columns, amounts }) =>
            writeCostLine({
              texts: BOOKED_COLUMNS.map(name => columns[name]),
              amounts,
              metrics,
            }),
          )
          .join('');
      }
    }
  }
}

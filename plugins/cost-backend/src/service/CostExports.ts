import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { costExportQuerySchema } from '@plumbline/backstage-plugin-cost-common';
import {
  COST_METRICS,
  SplitPolicies,
} from '@plumbline/backstage-plugin-cost-formats';
import type { output } from 'zod';
import { DayRetention } from '../domain/DayRetention';
import { dayOf, listDays } from '../domain/days';
import { hideNames } from '../domain/hideNames';
import { csvHeader, writeCostLine } from '../domain/writeCostCsv';
import { focusHeader, writeFocusLine } from '../domain/writeFocusCsv';
import { CostReaderPlaces } from '../store/CostReaderPlaces';
import {
  BOOKED_COLUMNS,
  BookedRow,
  CostReaderRows,
} from '../store/CostReaderRows';
import { CostAccess } from './CostAccess';
import { assertDays } from './CostDays';
import { CostMembers } from './CostMembers';

/** A file that comes piece by piece. */
export interface ExportFile {
  name: string;
  contentType: string;
  content: AsyncIterable<string>;
}

/** How rows are written. */
interface CostFormat {
  header: string;
  writeLine(row: BookedRow): string;
}

/** Writes daily costs into files. */
export class CostExports {
  readonly #access: CostAccess;
  readonly #members: CostMembers;
  readonly #places: CostReaderPlaces;
  readonly #policies: SplitPolicies;
  readonly #retention: DayRetention;
  readonly #rows: CostReaderRows;

  constructor(options: {
    access: CostAccess;
    members: CostMembers;
    policies: SplitPolicies;
    readPlaces: CostReaderPlaces;
    retention: DayRetention;
    rows: CostReaderRows;
  }) {
    this.#access = options.access;
    this.#members = options.members;
    this.#places = options.readPlaces;
    this.#policies = options.policies;
    this.#retention = options.retention;
    this.#rows = options.rows;
  }

  /**
   * Every row of the days, with all that is known of it; all four costs unless
   * one is asked for. FOCUS has always all four. Of entities whose costs the
   * caller may not read, only what the whole holds of them is told.
   */
  async open(
    query: output<typeof costExportQuerySchema>,
    credentials: BackstageCredentials,
  ): Promise<ExportFile> {
    const { entity, from, to } = query;
    await this.#access.getReadable(entity, credentials);
    assertDays(query);
    const firstDay = this.#retention.firstDay(dayOf(Date.now()));
    if (from < firstDay) {
      // A file that lacks days looks like a whole one
      throw new InputError(`from: days before ${firstDay} are no longer kept`);
    }
    const entityRefs = await this.#members.list(entity);
    const about = parseEntityRef(entity).name.replace(/[^\w.-]/g, '_');
    const suffix = query.format === 'focus' ? '.focus.csv' : '.csv';
    return {
      name: `cost-${about}-${from}-${to}${suffix}`,
      contentType: 'text/csv; charset=utf-8',
      content: this.#write({
        entityRefs,
        isNamed: await this.#access.readableAmong(entityRefs, credentials),
        days: listDays(from, to),
        format:
          query.format === 'focus'
            ? await this.#focus(entityRefs)
            : this.#plain(query),
      }),
    };
  }

  #plain({ metric }: output<typeof costExportQuerySchema>): CostFormat {
    const metrics = metric ? [metric] : COST_METRICS;
    return {
      header: csvHeader(BOOKED_COLUMNS, metrics),
      writeLine: ({ columns, amounts }) =>
        writeCostLine({
          texts: BOOKED_COLUMNS.map(name => columns[name]),
          amounts,
          metrics,
        }),
    };
  }

  async #focus(entityRefs: readonly string[]): Promise<CostFormat> {
    const places = await this.#places.listPlaces(entityRefs);
    let rowNumber = 0;
    return {
      header: focusHeader(),
      writeLine: row => {
        rowNumber += 1;
        return writeFocusLine(row, {
          place: places.get(row.columns.entity_ref),
          policies: this.#policies,
          rowNumber,
        });
      },
    };
  }

  /** A day is held at a time. */
  async *#write(options: {
    entityRefs: readonly string[];
    isNamed: (entityRef: string) => boolean;
    days: readonly string[];
    format: CostFormat;
  }): AsyncIterable<string> {
    const { entityRefs, isNamed, days, format } = options;
    yield format.header;
    for (const day of days) {
      const booked = await this.#rows.listOfDay(entityRefs, day);
      const rows = hideNames(booked, isNamed);
      if (rows.length > 0) {
        yield rows.map(row => format.writeLine(row)).join('');
      }
    }
  }
}

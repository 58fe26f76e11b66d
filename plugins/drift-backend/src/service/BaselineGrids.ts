import { ServiceUnavailableError } from '@backstage/errors';
import {
  BaselineProfile,
  MonitorDocument,
} from '@plumbline/backstage-plugin-drift-engine';
import { MonitorRecord } from '../domain/records';
import { redact } from '../domain/redact';
import { BaselineStore } from '../store/BaselineStore';
import { BaselineService } from './BaselineService';
import { decodeBaseline } from './Comparer';

const TIMEOUT_MS = 5 * 60_000;
/** Monitors whose grids are held in memory. */
const MAX_MONITORS = 50;

/** What rows are counted on. */
export interface Grids {
  baselineId: string;
  /** Without figures: grids, and names of categories. */
  profile: BaselineProfile;
}

/** The grids of the baselines that are active now. */
export class BaselineGrids {
  readonly #baselines: BaselineService;
  readonly #store: BaselineStore;
  readonly #known = new Map<string, Grids & { named: string }>();
  readonly #reading = new Map<string, Promise<Grids>>();

  constructor(options: {
    baselineService: BaselineService;
    baselines: BaselineStore;
  }) {
    this.#baselines = options.baselineService;
    this.#store = options.baselines;
  }

  /**
   * The grids of a monitor's baseline, which is taken now when there is none yet
   * or the document names another one. Throws a ServiceUnavailableError when it
   * cannot be read: it may be there in a moment.
   */
  async get(monitor: MonitorRecord, document: MonitorDocument): Promise<Grids> {
    const { baseline, columns } = document.spec;
    const named = JSON.stringify([baseline, columns]);
    const known = this.#known.get(monitor.id);
    if (
      known?.named === named &&
      known.baselineId === (await this.#store.getActiveId(monitor.id))
    ) {
      return known;
    }
    // Batches that come together wait for one reading
    const key = `${monitor.id} ${named}`;
    const reading =
      this.#reading.get(key) ??
      this.#read(monitor, document, named).finally(() =>
        this.#reading.delete(key),
      );
    this.#reading.set(key, reading);
    return reading;
  }

  async #read(
    monitor: MonitorRecord,
    document: MonitorDocument,
    named: string,
  ): Promise<Grids> {
    const record = await this.#baselines
      .ensure({ monitor, document, signal: AbortSignal.timeout(TIMEOUT_MS) })
      .catch(error => {
        throw new ServiceUnavailableError(
          `Nothing of it was taken: there is no baseline to count on. ${redact(error.message)}`,
        );
      });
    if (record.rows === 0) {
      throw new ServiceUnavailableError(
        `Nothing of it was taken: there is no baseline to count on. ${record.description} has no rows`,
      );
    }
    const grids = {
      baselineId: record.id,
      profile: withoutFigures(decodeBaseline(record)),
      named,
    };
    if (this.#known.size >= MAX_MONITORS) {
      this.#known.delete(this.#known.keys().next().value!);
    }
    this.#known.set(monitor.id, grids);
    return grids;
  }
}

function withoutFigures(baseline: BaselineProfile): BaselineProfile {
  const nothing = new Float64Array(0);
  return {
    ...baseline,
    columns: new Map(
      [...baseline.columns].map(([name, column]) => [
        name,
        column.profile?.kind === 'numeric'
          ? {
              ...column,
              profile: { ...column.profile, bins: nothing, sums: nothing },
            }
          : column,
      ]),
    ),
  };
}

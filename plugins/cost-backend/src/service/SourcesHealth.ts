import type { CostSourceHealth } from '@plumbline/backstage-plugin-cost-common';
import { describeHealth } from '../domain/sourceHealth';
import { CostReaderImports } from '../store/CostReaderImports';

/** Says how the configured sources stand. */
export class SourcesHealth {
  readonly #imports: CostReaderImports;
  readonly #sources: readonly { id: string; title: string }[];
  readonly #staleAfterMs: number;

  constructor(options: {
    imports: CostReaderImports;
    sources: readonly { id: string; title: string }[];
    staleAfterMs: number;
  }) {
    this.#imports = options.imports;
    this.#sources = options.sources;
    this.#staleAfterMs = options.staleAfterMs;
  }

  /** @param options - `isForAll`: what went wrong names files, which is for those who may read everything */
  async list(options: {
    nowMs: number;
    isForAll: boolean;
  }): Promise<CostSourceHealth[]> {
    const { nowMs, isForAll } = options;
    const readings = await this.#imports.listReadings(
      this.#sources.map(({ id }) => id),
    );
    return this.#sources.map(source => {
      const { message, ...health } = describeHealth({
        source,
        readings: readings.get(source.id),
        nowMs,
        staleAfterMs: this.#staleAfterMs,
      });
      return isForAll && message !== undefined
        ? { ...health, message }
        : health;
    });
  }
}

import type { CostSourceHealth } from '@plumbline/backstage-plugin-cost-common';
import { describeHealth, describeLeft } from '../domain/sourceHealth';
import { CostReaderImports } from '../store/CostReaderImports';
import { LeftSources } from './LeftSources';

/** Says how sources stand, be they configured or not. */
export class SourcesHealth {
  readonly #imports: CostReaderImports;
  readonly #leftSources: Pick<LeftSources, 'list'>;
  readonly #sources: readonly { id: string; title: string }[];
  readonly #staleAfterMs: number;

  constructor(options: {
    imports: CostReaderImports;
    leftSources: Pick<LeftSources, 'list'>;
    sources: readonly { id: string; title: string }[];
    staleAfterMs: number;
  }) {
    this.#imports = options.imports;
    this.#leftSources = options.leftSources;
    this.#sources = options.sources;
    this.#staleAfterMs = options.staleAfterMs;
  }

  /** @param options - `isForAll`: what went wrong names files, and sources that are left are nobody’s in particular: both is for those who may read everything */
  async list(options: {
    nowMs: number;
    isForAll: boolean;
  }): Promise<CostSourceHealth[]> {
    const { nowMs, isForAll } = options;
    const left = isForAll ? await this.#leftSources.list() : [];
    const readings = await this.#imports.listReadings([
      ...this.#sources.map(({ id }) => id),
      ...left,
    ]);
    const configured = this.#sources.map(source => {
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
    return [
      ...configured,
      ...left.map(source => describeLeft(source, readings.get(source))),
    ];
  }
}

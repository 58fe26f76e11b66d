import { SampleCounts } from '../samples/samples';
import { binOf, Grid } from './grid';
import { emptyNumericProfile, NumericProfile } from './NumericProfile';

/** Bins that are allocated together, so that few values need little memory. */
const PAGE_BITS = 6;
const PAGE_SIZE = 1 << PAGE_BITS;
const PAGE_MASK = PAGE_SIZE - 1;
/** A count and a sum for each bin. */
export const PAGE_BYTES = PAGE_SIZE * 2 * Float64Array.BYTES_PER_ELEMENT;

/** Counts numbers on a grid one by one. */
export class BinAccumulator {
  readonly #grid: Grid;
  readonly #pages: (Float64Array | undefined)[];
  #count = 0;
  #mean = 0;
  #squares = 0;
  #min = Infinity;
  #max = -Infinity;
  readonly #below = { count: 0, sum: 0 };
  readonly #above = { count: 0, sum: 0 };
  /** Pages that hold a value. */
  pages = 0;

  constructor(grid: Grid) {
    this.#grid = grid;
    this.#pages = new Array(Math.ceil(grid.bins / PAGE_SIZE)).fill(undefined);
  }

  /** Takes a finite number. */
  add(value: number): void {
    const bin = binOf(this.#grid, value);
    if (bin < 0 || bin >= this.#grid.bins) {
      const side = bin < 0 ? this.#below : this.#above;
      side.count += 1;
      side.sum += value;
    } else {
      const index = bin >> PAGE_BITS;
      let page = this.#pages[index];
      if (page === undefined) {
        page = new Float64Array(2 * PAGE_SIZE);
        this.#pages[index] = page;
        this.pages += 1;
      }
      const at = (bin & PAGE_MASK) << 1;
      page[at] += 1;
      page[at + 1] += value;
    }
    if (value < this.#min) {
      this.#min = value;
    }
    if (value > this.#max) {
      this.#max = value;
    }
    // Welford (1962)
    this.#count += 1;
    const distance = value - this.#mean;
    this.#mean += distance / this.#count;
    this.#squares += distance * (value - this.#mean);
  }

  /** What was taken so far, with the rows that were no number. */
  profile(missing: Omit<SampleCounts, 'rows'>): NumericProfile {
    const { nulls, nonFinite, mistyped } = missing;
    const profile = emptyNumericProfile(this.#grid);
    this.#pages.forEach((page, index) => {
      if (page) {
        const first = index << PAGE_BITS;
        const last = Math.min(PAGE_SIZE, this.#grid.bins - first);
        for (let bin = 0; bin < last; bin += 1) {
          profile.bins[first + bin] = page[2 * bin];
          profile.sums[first + bin] = page[2 * bin + 1];
        }
      }
    });
    return {
      ...profile,
      counts: { ...missing, rows: this.#count + nulls + nonFinite + mistyped },
      below: { ...this.#below },
      above: { ...this.#above },
      min: this.#count > 0 ? this.#min : undefined,
      max: this.#count > 0 ? this.#max : undefined,
      squares: this.#squares,
    };
  }
}

import { MonitorDocument } from '@plumbline/backstage-plugin-drift-engine';
import { OutcomeLog, OutcomeLogBuilder, numberOf } from './outcomeLog';
import { ID_RULE, readId } from './PredictionBatch';

/** Collects labels that came late, with the ids of their predictions. */
export class LabelBatch {
  readonly #areNumbers: boolean;
  readonly #idColumn: string;
  readonly #labelColumn: string;
  readonly #log: OutcomeLogBuilder;

  constructor(
    performance: NonNullable<MonitorDocument['spec']['performance']> & {
      id: string;
    },
  ) {
    this.#idColumn = performance.id;
    this.#labelColumn = performance.label;
    this.#areNumbers = performance.problem === 'regression';
    this.#log = new OutcomeLogBuilder({ areNumbers: this.#areNumbers });
  }

  get rows(): number {
    return this.#log.size;
  }

  /** Takes a row, or says why it cannot be taken. */
  take(row: Readonly<Record<string, unknown>>): string | undefined {
    const id = readId(row[this.#idColumn]);
    if (id === undefined) {
      return `has no id in '${this.#idColumn}': ${ID_RULE}`;
    }
    const value = row[this.#labelColumn];
    if (this.#areNumbers) {
      if (numberOf(value) === undefined) {
        return `has no number in '${this.#labelColumn}'`;
      }
    } else if (
      value === undefined ||
      value === null ||
      value === '' ||
      typeof value === 'object'
    ) {
      return `has no label in '${this.#labelColumn}'`;
    }
    this.#log.add({ id, value });
    return undefined;
  }

  log(): OutcomeLog {
    return this.#log.build();
  }
}

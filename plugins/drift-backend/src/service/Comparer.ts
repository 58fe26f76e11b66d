import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import {
  ColumnEvidence,
  ColumnVerdict,
  DataSet,
  DatasetVerdict,
  MonitorDocument,
  compareDataSets,
  findPolicy,
} from '@plumbline/backstage-plugin-drift-engine';
import { columnsOf, settingsOf } from '../domain/definition';
import { BaselineColumn, ColumnType } from '../domain/records';

/** Pairs larger than this are not kept: no policy needs the rows of so many values. */
const MAX_PAIR_VALUES = 50_000;
const MAX_VALUES = 20;
const MAX_PIECE_BYTES = 256 * 1024 * 1024;

/** What reference rows look like. */
export interface DataDescription {
  rows: number;
  columns: BaselineColumn[];
  warnings: string[];
}

/** The engine as a run needs it: column by column, so that a run can be taken up again. */
export interface Comparer {
  /** Columns that the document declares, or all with a proposed type. */
  describe(options: {
    data: DataSet;
    document: MonitorDocument;
    signal?: AbortSignal;
  }): Promise<DataDescription>;
  /** Some columns of a window against the baseline. */
  examine(options: {
    reference: DataSet;
    current: DataSet;
    columns: readonly { name: string; type: ColumnType }[];
    document: MonitorDocument;
    signal?: AbortSignal;
  }): Promise<ColumnEvidence[]>;
  judge(
    evidence: readonly ColumnEvidence[],
    document: MonitorDocument,
  ): { columns: ColumnVerdict[]; dataset: DatasetVerdict };
}

/** Evidence as bytes, to be kept until the run is judged; only this release reads them. */
export function encodeEvidence(evidence: ColumnEvidence): Buffer {
  const { pair } = evidence;
  const values =
    pair?.kind === 'numeric' ? pair.values.length : pair?.categories.length;
  const kept =
    values !== undefined && values > MAX_PAIR_VALUES
      ? { ...evidence, pair: undefined }
      : evidence;
  return deflateRawSync(serialize(kept), { level: 1 });
}

/** What {@link encodeEvidence} wrote. */
export function decodeEvidence(bytes: Buffer): ColumnEvidence {
  return deserialize(
    inflateRawSync(bytes, { maxOutputLength: MAX_PIECE_BYTES }),
  );
}

function describeColumn(evidence: ColumnEvidence): BaselineColumn {
  const { reference, moments, distribution } = evidence;
  const isKnown = moments && Number.isFinite(moments.reference.min);
  return {
    name: evidence.column,
    type: evidence.type,
    reason: evidence.typeReason,
    nullShare: reference.rows > 0 ? reference.nulls / reference.rows : 0,
    distinct: evidence.distinct?.reference,
    low: isKnown ? moments.reference.min : undefined,
    high: isKnown ? moments.reference.max : undefined,
    values:
      distribution?.kind === 'categorical' &&
      distribution.categories.length <= MAX_VALUES
        ? distribution.categories.map(category => category.name)
        : undefined,
  };
}

/** The {@link Comparer} of the drift engine. */
export class EngineComparer implements Comparer {
  async describe(options: {
    data: DataSet;
    document: MonitorDocument;
    signal?: AbortSignal;
  }): Promise<DataDescription> {
    const { data, document, signal } = options;
    const declared = columnsOf(document);
    const { rows, evidence } = await compareDataSets({
      reference: data,
      current: data,
      types:
        declared.length > 0
          ? new Map(declared.map(({ name, type }) => [name, type]))
          : undefined,
      tests: [],
      signal,
    });
    return {
      rows: rows.reference,
      columns: evidence
        .filter(column => column.failure === undefined)
        .map(describeColumn),
      warnings: evidence.flatMap(column => column.failure ?? []),
    };
  }

  async examine(options: {
    reference: DataSet;
    current: DataSet;
    columns: readonly { name: string; type: ColumnType }[];
    document: MonitorDocument;
    signal?: AbortSignal;
  }): Promise<ColumnEvidence[]> {
    const { reference, current, columns, document, signal } = options;
    const weights = new Map(
      columnsOf(document).map(({ name, weight }) => [name, weight]),
    );
    const { evidence } = await compareDataSets({
      reference,
      current,
      types: new Map(columns.map(({ name, type }) => [name, type])),
      weights,
      tests: document.spec.tests,
      policy: findPolicy(document.spec.policy.name),
      signal,
    });
    return evidence;
  }

  judge(evidence: readonly ColumnEvidence[], document: MonitorDocument) {
    return findPolicy(document.spec.policy.name).decide(
      evidence,
      settingsOf(document),
    );
  }
}

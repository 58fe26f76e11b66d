import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import {
  BaselineProfile,
  ColumnEvidence,
  ColumnVerdict,
  DataSet,
  DatasetVerdict,
  MonitorDocument,
  ProfileDocument,
  compareDataSets,
  createTestRegistry,
  evidenceOfProfiles,
  findPolicy,
  parseProfileDocument,
  profileDataSet,
  toBaselineProfile,
  writeProfileDocument,
} from '@plumbline/backstage-plugin-drift-engine';
import { columnsOf, settingsOf } from '../domain/definition';
import { describeColumns } from '../domain/describeColumns';
import { BaselineColumn, BaselineRecord, ColumnType } from '../domain/records';

/** Pairs larger than this are not kept: no policy needs the rows of so many values. */
const MAX_PAIR_VALUES = 50_000;
const MAX_BYTES = 512 * 1024 * 1024;

/** What reference rows look like, and what is kept of them. */
export interface DataDescription {
  rows: number;
  columns: BaselineColumn[];
  warnings: string[];
  /** Profiles of the columns on their grids. */
  payload: Buffer;
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
    baseline: Pick<BaselineRecord, 'payload' | 'description'>;
    /** Opens the rows of the baseline, for policies that need more than its profiles. */
    openReference: () => Promise<DataSet>;
    current: DataSet;
    columns: readonly { name: string; type: ColumnType }[];
    document: MonitorDocument;
    signal?: AbortSignal;
  }): Promise<ColumnEvidence[]>;
  /** Profiles of a window, on the grids of the baseline, against the baseline. */
  examineProfiles(options: {
    baseline: Pick<BaselineRecord, 'payload' | 'description'>;
    current: ProfileDocument;
    columns: readonly { name: string }[];
    document: MonitorDocument;
  }): ColumnEvidence[];
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
  return deserialize(inflateRawSync(bytes, { maxOutputLength: MAX_BYTES }));
}

/** The only policy that judges by profiles; the others look at rows as their models do. */
const PROFILE_POLICY = 'calibrated';

const weightsOf = (document: MonitorDocument) =>
  new Map(columnsOf(document).map(({ name, weight }) => [name, weight]));

/** The {@link Comparer} of the drift engine. */
export class EngineComparer implements Comparer {
  async describe(options: {
    data: DataSet;
    document: MonitorDocument;
    signal?: AbortSignal;
  }): Promise<DataDescription> {
    const { data, document, signal } = options;
    const declared = columnsOf(document);
    const present = new Set(data.columns.map(({ name }) => name));
    const found = declared.filter(({ name }) => present.has(name));
    const profiles = await profileDataSet({
      dataSet: data,
      types:
        declared.length > 0
          ? new Map(found.map(({ name, type }) => [name, type]))
          : undefined,
      signal,
    });
    const baseline = toBaselineProfile(profiles);
    return {
      rows: baseline.rows,
      columns: describeColumns(baseline),
      warnings: declared
        .filter(({ name }) => !present.has(name))
        .map(({ name }) => `${data.title} has no column '${name}'.`),
      payload: deflateRawSync(writeProfileDocument(baseline)),
    };
  }

  async examine(options: {
    baseline: Pick<BaselineRecord, 'payload' | 'description'>;
    openReference: () => Promise<DataSet>;
    current: DataSet;
    columns: readonly { name: string; type: ColumnType }[];
    document: MonitorDocument;
    signal?: AbortSignal;
  }): Promise<ColumnEvidence[]> {
    const { current, columns, document, signal } = options;
    const { name: policy } = document.spec.policy;
    if (policy === PROFILE_POLICY) {
      return this.#scan(options);
    }
    const reference = await options.openReference();
    const { evidence } = await compareDataSets({
      reference,
      current,
      types: new Map(columns.map(({ name, type }) => [name, type])),
      weights: weightsOf(document),
      tests: document.spec.tests,
      policy: findPolicy(policy),
      settings: settingsOf(document),
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

  /** One scan of the window; the baseline is as it was frozen. */
  async #scan(options: {
    baseline: Pick<BaselineRecord, 'payload' | 'description'>;
    current: DataSet;
    columns: readonly { name: string }[];
    document: MonitorDocument;
    signal?: AbortSignal;
  }): Promise<ColumnEvidence[]> {
    const { current, columns, signal } = options;
    const frozen = decodeBaseline(options.baseline);
    const present = new Set(current.columns.map(({ name }) => name));
    const shared = columns.filter(
      ({ name }) => present.has(name) && frozen.columns.has(name),
    );
    const profiles = await profileDataSet({
      dataSet: current,
      like: {
        ...frozen,
        columns: new Map(
          shared.map(({ name }) => [name, frozen.columns.get(name)!]),
        ),
      },
      signal,
    });
    return evidenceOf({
      ...options,
      frozen,
      profiles,
      present,
      title: current.title,
    });
  }

  examineProfiles(options: {
    baseline: Pick<BaselineRecord, 'payload' | 'description'>;
    current: ProfileDocument;
    columns: readonly { name: string }[];
    document: MonitorDocument;
  }): ColumnEvidence[] {
    const frozen = decodeBaseline(options.baseline);
    return evidenceOf({
      ...options,
      frozen,
      profiles: options.current,
      // A field that no row has is null in all of them, not missing
      present: new Set(frozen.columns.keys()),
      title: 'What was sent',
    });
  }
}

function evidenceOf(options: {
  baseline: Pick<BaselineRecord, 'description'>;
  columns: readonly { name: string }[];
  document: MonitorDocument;
  frozen: BaselineProfile;
  profiles: ProfileDocument;
  /** Columns that the window has. */
  present: ReadonlySet<string>;
  /** What to call the window's rows to a person. */
  title: string;
}): ColumnEvidence[] {
  const { columns, document, frozen, profiles, present, title } = options;
  const weights = weightsOf(document);
  const registry = createTestRegistry();
  const tests = [...registry.values()].filter(
    ({ id }) => document.spec.tests?.includes(id) ?? true,
  );
  const noRows = (rows: number) => ({
    rows,
    nulls: 0,
    nonFinite: 0,
    mistyped: 0,
  });
  return columns.map(({ name }): ColumnEvidence => {
    const declared = frozen.columns.get(name);
    const profile = profiles.columns.get(name)?.profile;
    const weight = weights.get(name);
    if (declared?.profile && profile && profile.kind !== 'sample') {
      return evidenceOfProfiles({
        column: name,
        declared,
        current: profile,
        tests,
        weight,
      });
    }
    const lacking = declared ? title : options.baseline.description;
    return {
      column: name,
      type: declared?.type ?? 'text',
      typeReason: declared?.typeReason,
      weight,
      reference: declared?.profile?.counts ?? noRows(frozen.rows),
      current: noRows(profiles.rows),
      tests: {},
      signals: [],
      failure:
        declared && present.has(name)
          ? undefined
          : `${lacking} has no column '${name}'.`,
    };
  });
}

/** The grids and profiles of a stored baseline. */
export function decodeBaseline(
  baseline: Pick<BaselineRecord, 'payload' | 'description'>,
): BaselineProfile {
  const text = inflateRawSync(baseline.payload, { maxOutputLength: MAX_BYTES });
  return toBaselineProfile(
    parseProfileDocument(text.toString('utf8'), 'The stored baseline'),
  );
}

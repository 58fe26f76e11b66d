import {
  Loose,
  asList,
  asObject,
  asText,
  at,
  objectsIn,
} from '../../read/loose';
import { ReportBuilder } from '../../report/ReportBuilder';
import { ReportRefused } from '../../report/ReportRefused';
import { ReportFormat } from '../ReportFormat';
import { imageRepository } from '../../locations/reportPath';
import { categoryOf, readRun, timeOf, toolOf } from './readRun';

const SCHEMA = /sarif/i;

/** Refuses the versions before 2.1, whose results have other shapes. */
function refuseOtherVersions(log: Loose, builder: ReportBuilder): void {
  const version = asText(log.version);
  if (version === undefined) {
    builder.warn('It does not say its version of SARIF; read as 2.1.0.');
  } else if (!/^2\.[1-9]/.test(version)) {
    throw new ReportRefused(
      /^[\d.]{1,10}/.test(version)
        ? `This is SARIF ${/^[\d.]{1,10}/.exec(version)![0]}, and 2.1.0 is read. Let the scanner write 2.1.0, or convert the file.`
        : 'Its version is none of SARIF; 2.1.0 is read.',
      'version',
    );
  }
}

/** The runs of a log; null says that there were none. */
function runsOf(log: Loose): unknown[] {
  if (log.runs === null) {
    return [];
  }
  if (!Array.isArray(log.runs)) {
    throw new ReportRefused(
      'SARIF lists its runs here, and this does not.',
      'runs',
    );
  }
  return log.runs;
}

function readRuns(runs: readonly Loose[], builder: ReportBuilder): void {
  let looked = 0;
  runs.forEach((run, index) => {
    looked += readRun(run, { place: `runs[${index}]`, builder }) ? 1 : 0;
  });
  builder.didNotRun = looked === 0;
}

/**
 * SARIF 2.1.0 of any tool. Nothing that it points at is opened or fetched.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html
 */
export const sarif: ReportFormat = {
  id: 'sarif',
  kinds: ['vulnerability', 'secret', 'misconfiguration', 'code', 'license'],
  matches: ({ values }) => {
    const log = values.length === 1 ? asObject(values[0]) : undefined;
    return (
      log !== undefined &&
      (SCHEMA.test(asText(log.$schema) ?? '') ||
        ('runs' in log &&
          ('version' in log || asList(log.runs).some(run => at(run, 'tool')))))
    );
  },
  read: ({ values: [value] }, builder) => {
    const log = asObject(value) ?? {};
    refuseOtherVersions(log, builder);
    const values = runsOf(log);
    const runs = objectsIn(values);
    if (runs.length < values.length) {
      builder.gap(`${values.length - runs.length} runs are no objects.`);
    }
    if (runs.length === 0) {
      builder.didNotRun = true;
      return;
    }
    const tools = runs.map(toolOf);
    const [first] = tools;
    const others = new Set(tools.map(({ name }) => name));
    if (others.size > 1) {
      builder.warn(
        `It holds runs of ${others.size} tools; it counts as a report of ${first.name}.`,
      );
    }
    readRuns(runs, builder);
    builder.tool = first.name;
    builder.toolVersion = first.version;
    builder.category = categoryOf(runs[0]);
    builder.scannedAt = timeOf(runs[0]);
    const image = asText(at(runs[0], 'properties', 'imageName'));
    builder.target = image === undefined ? undefined : imageRepository(image);
  },
};

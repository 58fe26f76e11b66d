import { Report, Severity } from '@plumbline/backstage-plugin-scans-formats';
import { EXIT, UnusableInput } from '../exitCodes';
import { GateVerdict, judgeGate } from './judgeGate';
import { readProof, sourceJson } from './readProof';
import { findingJson } from './reportJson';
import { findingLine } from './reportText';

/** Options of `scans gate`. */
export interface GateArguments {
  failOn: Severity;
  newOnly?: boolean;
  baseline?: string[];
  json?: boolean;
}

const MAX_LISTED = 50;

async function readAll(files: readonly string[]): Promise<Report[]> {
  const reports: Report[] = [];
  for (const file of files) {
    reports.push(await readProof(file));
  }
  return reports;
}

function verdictText(verdict: GateVerdict, options: GateArguments): string {
  const { failing, counts, passed, warnings } = verdict;
  const { failOn, newOnly } = options;
  const noun = failing.length === 1 ? 'finding' : 'findings';
  const which = `${newOnly ? 'new ' : ''}${noun} of severity ${failOn}${failOn === 'critical' ? '' : ' or worse'}`;
  const rest = [
    ...(newOnly ? [`${counts.known} already in the baseline`] : []),
    `${counts.below} less severe`,
  ].join(', ');
  return [
    `${passed ? '✔ No' : `✖ ${failing.length}`} ${which} (${rest}).`,
    ...failing.slice(0, MAX_LISTED).map(findingLine),
    ...(failing.length > MAX_LISTED
      ? [`  … and ${failing.length - MAX_LISTED} more (--json has all)`]
      : []),
    ...(counts.unrated > 0
      ? [
          `! ${counts.unrated} of unknown severity were not judged (--fail-on unknown judges all).`,
        ]
      : []),
    ...warnings.map(text => `! ${text}`),
    '',
  ].join('\n');
}

/** `plumbline scans gate`. */
export async function gate(
  files: string[],
  options: GateArguments,
): Promise<number> {
  if (Boolean(options.newOnly) !== (options.baseline !== undefined)) {
    throw new UnusableInput(
      options.newOnly
        ? '--new-only needs --baseline: the report that new ones are compared with'
        : '--baseline is used by --new-only only',
    );
  }
  const reports = await readAll(files);
  const baselines = options.baseline && (await readAll(options.baseline));
  const { failOn } = options;
  const verdict = judgeGate({ reports, baselines, failOn });
  process.stdout.write(
    options.json
      ? `${JSON.stringify(
          {
            passed: verdict.passed,
            failOn,
            newOnly: options.newOnly ?? false,
            reports: reports.map((report, index) =>
              sourceJson(files[index], report),
            ),
            baselines: (baselines ?? []).map((report, index) =>
              sourceJson(options.baseline![index], report),
            ),
            counts: verdict.counts,
            failing: verdict.failing.map(findingJson),
            warnings: verdict.warnings,
          },
          null,
          2,
        )}\n`
      : verdictText(verdict, options),
  );
  return verdict.passed ? EXIT.done : EXIT.failed;
}

import { imageRepository } from '../../locations/reportPath';
import {
  Loose,
  asNumber,
  asObject,
  asText,
  at,
  objectsIn,
} from '../../read/loose';
import { FindingKind } from '../../report/Finding';
import { FindingDraft } from '../../report/FindingDraft';
import { ReportBuilder } from '../../report/ReportBuilder';
import { Scanned, fileOf, withoutSystem } from './Scanned';
import { readLicense } from './readLicense';
import { readMisconfiguration } from './readMisconfiguration';
import { readSecret } from './readSecret';
import { ResultContext, readVulnerability } from './readVulnerability';

type Read = (
  found: Loose,
  context: ResultContext,
) => FindingDraft | 'passed' | undefined;

/** The lists of a result, and what they list. */
const LISTS: readonly {
  key: string;
  type: string;
  kind: FindingKind;
  word: string;
  read: Read;
}[] = [
  {
    key: 'Vulnerabilities',
    type: 'vulnerability',
    kind: 'vulnerability',
    word: 'A vulnerability',
    read: readVulnerability,
  },
  {
    key: 'Misconfigurations',
    type: 'misconfiguration',
    kind: 'misconfiguration',
    word: 'A check',
    read: readMisconfiguration,
  },
  {
    key: 'Secrets',
    type: 'secret',
    kind: 'secret',
    word: 'A secret',
    read: readSecret,
  },
  {
    key: 'Licenses',
    type: 'license',
    kind: 'license',
    word: 'A licence',
    read: readLicense,
  },
];

/** What the class of a result says that Trivy looked for. */
const KINDS_OF_CLASSES: ReadonlyMap<string, FindingKind> = new Map([
  ['os-pkgs', 'vulnerability'],
  ['lang-pkgs', 'vulnerability'],
  ['config', 'misconfiguration'],
  ['secret', 'secret'],
  ['license', 'license'],
  ['license-file', 'license'],
]);

/** A list of the report, empty where it is absent; what else stands in its place is missing data. */
export function listIn(
  parent: Loose,
  key: string,
  builder: ReportBuilder,
): unknown[] {
  const list = parent[key] ?? [];
  if (Array.isArray(list)) {
    return list;
  }
  builder.gap(`${key} of a result is no list.`);
  builder.ignore(`${key} that is no list`);
  return [];
}

function linesOf(result: Loose): Map<string, number> {
  const lines = new Map<string, number>();
  for (const { ID, Locations } of objectsIn(result.Packages)) {
    const id = asText(ID);
    const line = asNumber(objectsIn(Locations)[0]?.StartLine);
    if (id !== undefined && line !== undefined) {
      lines.set(id, line);
    }
  }
  return lines;
}

/** What was left out by a person's file or by VEX. */
function readModified(
  modified: Loose | undefined,
  context: ResultContext,
): FindingDraft | undefined {
  const list = LISTS.find(({ type }) => type === modified?.Type);
  const found = asObject(modified?.Finding);
  if (!modified || !list || !found) {
    return undefined;
  }
  // A check that was left out may be listed with the status of one that passed
  const draft = list.read(
    {
      ...found,
      Status: at(found, 'Status') === 'PASS' ? 'FAIL' : found.Status,
    },
    context,
  );
  const status = asText(modified.Status);
  return draft === undefined || draft === 'passed'
    ? undefined
    : {
        ...draft,
        suppression: {
          status: status === 'fixed' ? 'resolved' : status,
          reason: asText(modified.Statement) ?? asText(modified.Source),
        },
      };
}

function readResult(
  result: Loose,
  scanned: Scanned,
  builder: ReportBuilder,
): void {
  const target = asText(result.Target);
  const context: ResultContext = {
    scanned,
    target,
    file: fileOf(target),
    image:
      scanned.kind === 'workload' && result.Class === 'os-pkgs' && target
        ? imageRepository(withoutSystem(target))
        : undefined,
    type: asText(result.Type),
    lines: linesOf(result),
  };
  for (const { key, word, read } of LISTS) {
    for (const item of listIn(result, key, builder)) {
      const found = asObject(item);
      const draft = found && read(found, context);
      if (draft === undefined) {
        builder.misread(`${word} without an id`);
      } else if (draft !== 'passed') {
        builder.add(draft);
      }
    }
  }
  for (const item of listIn(result, 'ExperimentalModifiedFindings', builder)) {
    const draft = readModified(asObject(item), context);
    if (draft) {
      builder.add(draft);
    } else {
      builder.misread('A finding that was left out, of an unknown type');
    }
  }
  const custom = listIn(result, 'CustomResources', builder).length;
  if (custom > 0) {
    builder.ignore('A resource of an analyzer that is not Trivy’s own', custom);
  }
}

/** What a result proves to have been looked for: by its class, which older versions do not write, and by its lists. */
function kindsOf(result: Loose): FindingKind[] {
  const kind = KINDS_OF_CLASSES.get(asText(result.Class) ?? '');
  return [
    ...(kind ? [kind] : []),
    ...LISTS.filter(({ key }) => Array.isArray(result[key])).map(
      list => list.kind,
    ),
  ];
}

/**
 * Gives every finding of the results to the builder. What was looked for is only
 * what they show: Trivy does not say which of its scanners ran, and the run of
 * one of them closes nothing that another found.
 */
export function readResults(
  results: readonly unknown[],
  scanned: Scanned,
  builder: ReportBuilder,
): void {
  for (const item of results) {
    const result = asObject(item);
    if (result) {
      readResult(result, scanned, builder);
      builder.coverage.kinds = [
        ...new Set([...(builder.coverage.kinds ?? []), ...kindsOf(result)]),
      ];
    } else {
      builder.misread('A result that is no object');
    }
  }
}

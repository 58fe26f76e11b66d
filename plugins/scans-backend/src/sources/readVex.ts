import { InputError } from '@backstage/errors';
import { justificationSchema } from '@plumbline/backstage-plugin-scans-common';
import type { Decision } from '@plumbline/backstage-plugin-scans-common';
import {
  canonicalVulnerability,
  packageUrl,
  storableText,
  withoutVersion,
} from '@plumbline/backstage-plugin-scans-formats';
import { OPEN_STATES, STATUS_BY_STATE } from '../domain/vexStates';

const MAX_STATEMENTS = 5000;
const MAX_COMPONENTS = 100_000;
const MAX_ID = 100;
const MAX_PACKAGE = 500;
const MAX_DETAIL = 2000;
const MAX_WARNINGS = 20;

type Loose = Record<string, unknown>;

/** What a document says about one vulnerability in one package, or in every one. */
export interface VexStatement {
  vulnerability: string;
  package?: string;
  version?: string;
  /** Absent when something is to be done. */
  status?: Decision['status'];
  justification?: Decision['justification'];
  reason: string;
}

/** What a document says, and what of it was not understood. */
export interface VexDocument {
  statements: VexStatement[];
  ignored: number;
  warnings: string[];
}

const asObject = (value: unknown): Loose | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Loose)
    : undefined;
const asObjects = (value: unknown): Loose[] =>
  Array.isArray(value)
    ? value.flatMap((item: unknown): Loose[] => {
        const object = asObject(item);
        return object ? [object] : [];
      })
    : [];
const asText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Package URLs of the components, by their references; components may hold components. */
function readComponents(bom: Loose): Map<string, string> {
  const purls = new Map<string, string>();
  const waiting: Loose[] = [
    ...asObjects(bom.components),
    ...asObjects([asObject(bom.metadata)?.component]),
  ];
  for (let index = 0; index < waiting.length; index += 1) {
    if (index > MAX_COMPONENTS) {
      throw new InputError(
        `The document has more than ${MAX_COMPONENTS} components`,
      );
    }
    const component = waiting[index];
    const reference = asText(component['bom-ref']);
    const purl = asText(component.purl);
    if (reference !== undefined && purl !== undefined) {
      purls.set(reference, purl);
    }
    for (const inner of asObjects(component.components)) {
      waiting.push(inner);
    }
  }
  return purls;
}

/** The package URL that a reference stands for: one itself, of a component, or into another document. */
function purlOf(
  reference: string,
  purls: ReadonlyMap<string, string>,
): string | undefined {
  const [, fragment] = reference.startsWith('urn:cdx:')
    ? reference.split('#', 2)
    : [];
  let inner = fragment;
  try {
    inner = fragment && decodeURIComponent(fragment);
  } catch {
    // What is no encoding is meant as it stands
  }
  const known =
    purls.get(reference) ??
    (inner === undefined ? undefined : purls.get(inner));
  return (
    known ?? [reference, inner].find(text => text?.startsWith('pkg:') === true)
  );
}

/** The package and version that a package URL names. */
function packageOf(
  purl: string,
): Pick<VexStatement, 'package' | 'version'> | undefined {
  const whole = packageUrl({ purl, name: '' });
  if (whole === undefined || whole.length > MAX_PACKAGE) {
    return undefined;
  }
  const at = whole.lastIndexOf('@');
  const hasVersion = at > whole.lastIndexOf('/');
  return {
    package: withoutVersion(whole),
    version: hasVersion ? decodeURIComponent(whole.slice(at + 1)) : undefined,
  };
}

/** What a vulnerability of the document says, or why nothing was understood. */
function readVulnerability(
  vulnerability: Loose,
  purls: ReadonlyMap<string, string>,
): VexStatement[] | string {
  const id = asText(vulnerability.id);
  if (
    id === undefined ||
    id.length > MAX_ID ||
    storableText(id, MAX_ID) !== id
  ) {
    return 'A vulnerability has no id that could be compared';
  }
  const analysis = asObject(vulnerability.analysis);
  const state = asText(analysis?.state);
  if (analysis === undefined || state === undefined) {
    return `${id} has no analysis`;
  }
  const status = STATUS_BY_STATE.get(state);
  if (status === undefined && !OPEN_STATES.has(state)) {
    return `${id} has an analysis with an unknown state`;
  }
  const justification = justificationSchema.safeParse(analysis.justification);
  const detail = storableText(asText(analysis.detail) ?? '', MAX_DETAIL);
  if (status === 'not-affected' && !justification.success && detail === '') {
    return `${id} is said not to be affected, and not why`;
  }
  const common = {
    vulnerability: canonicalVulnerability(id, []).id,
    status,
    justification: justification.success ? justification.data : undefined,
    reason: detail === '' ? `The VEX document says ${state}.` : detail,
  };
  const references = asObjects(vulnerability.affects).flatMap(
    ({ ref }) => asText(ref) ?? [],
  );
  if (references.length === 0) {
    return [common];
  }
  const statements: VexStatement[] = [];
  for (const reference of references) {
    const purl = purlOf(reference, purls);
    const found = purl === undefined ? undefined : packageOf(purl);
    // What is said of something unknown is not said of everything
    if (found) {
      statements.push({ ...common, ...found });
    }
  }
  return statements.length > 0
    ? statements
    : `${id} affects what no package URL of the document names`;
}

/**
 * The statements of a CycloneDX VEX document in JSON. Hostile as everything from
 * outside: any value may be missing or of any type.
 *
 * @throws InputError when it is none
 */
export function readVex(document: unknown): VexDocument {
  const bom = asObject(document);
  if (asText(bom?.bomFormat)?.toLowerCase() !== 'cyclonedx' || !bom) {
    throw new InputError(
      'The document is no CycloneDX in JSON: bomFormat does not say so',
    );
  }
  if (!Array.isArray(bom.vulnerabilities)) {
    throw new InputError(
      'The document states nothing: it has no vulnerabilities',
    );
  }
  const purls = readComponents(bom);
  const bySubject = new Map<string, VexStatement>();
  const read: VexDocument = { statements: [], ignored: 0, warnings: [] };
  for (const item of bom.vulnerabilities) {
    const vulnerability = asObject(item);
    const said = vulnerability
      ? readVulnerability(vulnerability, purls)
      : 'A vulnerability is no object';
    if (typeof said === 'string') {
      read.ignored += 1;
      if (read.warnings.length < MAX_WARNINGS) {
        read.warnings.push(said);
      }
      continue;
    }
    for (const statement of said) {
      bySubject.set(subjectOf(statement), statement);
    }
    if (bySubject.size > MAX_STATEMENTS) {
      throw new InputError(
        `The document makes more than ${MAX_STATEMENTS} statements`,
      );
    }
  }
  read.statements = [...bySubject.values()];
  return read;
}

/** What a statement is about, as a key. */
export function subjectOf(
  statement: Pick<VexStatement, 'vulnerability' | 'package' | 'version'>,
): string {
  return JSON.stringify([
    statement.vulnerability,
    statement.package ?? null,
    statement.version ?? null,
  ]);
}

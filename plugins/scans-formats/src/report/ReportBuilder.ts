import { SecretKeeper } from '../secrets/SecretKeeper';
import { reportPath } from '../locations/reportPath';
import { packageUrl } from '../packages/packageUrl';
import { ReportLimits } from '../read/limits';
import { rateCvss } from '../severity/rateCvss';
import { oneLine, plainText } from '../texts/plainText';
import { reportTime } from '../texts/reportTime';
import { webLink } from '../texts/webLink';
import { canonicalVulnerability } from '../vulnerabilities/canonicalVulnerability';
import { cweNumbers } from '../vulnerabilities/cweNumbers';
import { identityParts, snippetHash } from '../identity/identify';
import {
  FINDING_KINDS,
  Finding,
  FindingKind,
  FindingLocation,
  SEVERITIES,
  Severity,
} from './Finding';
import { FindingDraft } from './FindingDraft';
import { Entry, mergeEntries } from './mergeEntries';
import { compareContent, compareTexts, severityRank } from './mergeFindings';
import { Coverage, Outcome, Report } from './Report';
import { ReportRefused } from './ReportRefused';

const MISREAD = 'It lists results that could not be read.';
const MAX_TITLE = 300;
const MAX_MESSAGE = 4000;
const MAX_ID = 500;
const MAX_REFERENCES = 10;
const MAX_OTHER_LOCATIONS = 20;
const MAX_WARNINGS = 50;
const MAX_ALIASES = 50;
const MAX_FIXED = 20;

const zeroes = <K extends string>(keys: readonly K[]) =>
  Object.fromEntries(keys.map(key => [key, 0])) as Record<K, number>;

/** Collects what a format reads in one report, and cleans, merges and counts it. */
export class ReportBuilder {
  tool = 'unknown';
  toolVersion: string | undefined;
  scannedAt: string | undefined;
  /** An image without its tag, a cluster. */
  target: string | undefined;
  category: string | undefined;
  /** Set where the tool did not look at anything. */
  didNotRun = false;
  readonly coverage: Coverage = { isComplete: true, gaps: [], skipped: [] };

  readonly #format: string;
  readonly #limits: ReportLimits;
  readonly #keeper: SecretKeeper;
  readonly #entries: Entry[] = [];
  readonly #rules = new Set<string>();
  readonly #packages = new Set<string>();
  readonly #listed = new Set<string>();
  readonly #ignored = new Map<string, number>();
  readonly #warnings: string[] = [];
  readonly #bySeverity = zeroes<Severity>(SEVERITIES);
  readonly #byKind = zeroes<FindingKind>(FINDING_KINDS);
  readonly #webLinks = new Map<string, string>();
  readonly #paths = new Map<string, string>();
  readonly #swept = new Map<string, string>();
  #raw = 0;
  #suppressed = 0;

  constructor(options: {
    format: string;
    limits: ReportLimits;
    secretKey: Uint8Array | string;
  }) {
    this.#format = options.format;
    this.#limits = options.limits;
    this.#keeper = new SecretKeeper(options.secretKey);
  }

  /** A package of a report that lists all of them, with or without findings; then those are counted. */
  listPackage(key: string): void {
    this.#listed.add(key);
  }

  /** Something that is listed and not understood; counted, and named once. */
  ignore(reason: string, count = 1): void {
    this.#ignored.set(reason, (this.#ignored.get(reason) ?? 0) + count);
  }

  /** A result that could not be read: it is missing here, and closes nothing by that. */
  misread(reason: string): void {
    this.ignore(reason);
    if (!this.coverage.gaps.includes(MISREAD)) {
      this.gap(MISREAD);
    }
  }

  /** Something that the reader of the report should know. */
  warn(text: string): void {
    this.#warnings.push(text);
  }

  /** Says that part of the scan is missing; nothing is closed by what was not looked at. */
  gap(reason: string): void {
    this.coverage.isComplete = false;
    const gap = oneLine(reason, MAX_TITLE);
    if (!this.coverage.gaps.includes(gap)) {
      this.coverage.gaps.push(gap);
    }
  }

  /** Text that must not appear anywhere, though it is no finding of its own. */
  hide(secret: string): void {
    this.#keeper.hide(secret);
  }

  /** A result of the report. */
  add(draft: FindingDraft): void {
    if (this.#entries.length >= this.#limits.maxFindings) {
      throw new ReportRefused(
        `It lists more than ${this.#limits.maxFindings.toLocaleString('en')} results.`,
      );
    }
    const occurrences = draft.occurrences ?? 1;
    const { severity } = draft.severity;
    if (!draft.isRuleDerived) {
      this.#rules.add(draft.rule);
    }
    draft.otherRules?.forEach(rule => this.#rules.add(rule));
    if (draft.suppression) {
      this.#suppressed += occurrences;
    } else {
      this.#raw += occurrences;
      this.#bySeverity[severity] += occurrences;
      this.#byKind[draft.kind] += occurrences;
    }
    this.#entries.push(this.#clean(draft, occurrences));
  }

  #clean(draft: FindingDraft, occurrences: number): Entry {
    const location = this.#place(draft.location);
    const secret =
      draft.secret === undefined ? undefined : this.#keeper.mark(draft.secret);
    const vulnerability =
      draft.vulnerability &&
      canonicalVulnerability(
        oneLine(draft.vulnerability.id, MAX_ID),
        (draft.vulnerability.aliases ?? [])
          .slice(0, MAX_ALIASES)
          .map(alias => oneLine(alias, MAX_ID)),
      );
    const found = draft.package && {
      purl: packageUrl(draft.package),
      name: oneLine(draft.package.name, MAX_ID),
      ...(draft.package.version
        ? { version: oneLine(draft.package.version, MAX_ID) }
        : {}),
      fixedVersions: (draft.package.fixedVersions ?? [])
        .slice(0, MAX_FIXED)
        .map(version => oneLine(version, MAX_ID)),
      ...(draft.package.fixState ? { fixState: draft.package.fixState } : {}),
    };
    if (found) {
      this.#packages.add(found.purl ?? found.name);
    }
    const snippet =
      draft.snippet === undefined ? undefined : snippetHash(draft.snippet);
    const cvss = draft.cvss && rateCvss(draft.cvss);
    const parts = identityParts({
      tool: this.tool,
      draft,
      vulnerabilityId: vulnerability?.id,
      purl: found?.purl,
      path: location?.path,
      secretHash: secret?.hash,
      evidence: draft.fingerprint ?? snippet,
    });
    const rule = oneLine(draft.rule, MAX_ID);
    const message =
      draft.message === undefined
        ? undefined
        : plainText(draft.message, MAX_MESSAGE).trim();
    return {
      parts,
      column: draft.location?.column,
      finding: {
        identity: '',
        group: '',
        kind: draft.kind,
        rule,
        severity: draft.severity.severity,
        severitySource: draft.severity.source,
        ...(draft.severity.raw
          ? { severityRaw: oneLine(draft.severity.raw, 100) }
          : {}),
        title: oneLine(draft.title ?? message ?? rule, MAX_TITLE) || rule,
        ...(message ? { message } : {}),
        ...(vulnerability ? { vulnerability } : {}),
        ...(found ? { package: found } : {}),
        ...(draft.target ? { target: oneLine(draft.target, MAX_ID) } : {}),
        ...(location ? { location } : {}),
        otherLocations: (draft.otherLocations ?? [])
          .slice(0, MAX_OTHER_LOCATIONS)
          .flatMap(other => this.#place(other) ?? []),
        cwe: draft.cwe?.length ? cweNumbers(draft.cwe) : [],
        ...(cvss ? { cvss } : {}),
        ...(draft.epss !== undefined && draft.epss >= 0 && draft.epss <= 1
          ? { epss: draft.epss }
          : {}),
        ...(draft.isExploited ? { isExploited: true } : {}),
        references: this.#links(draft.references ?? []),
        ...(secret ? { secret } : {}),
        evidence: {
          ...(draft.fingerprint
            ? { fingerprint: oneLine(draft.fingerprint, MAX_ID) }
            : {}),
          ...(snippet ? { snippet } : {}),
          ...(draft.kind === 'secret' && secret?.hash === undefined
            ? { isSecretHidden: true as const }
            : {}),
        },
        suppressed: draft.suppression !== undefined,
        ...(draft.suppression
          ? {
              suppression: {
                ...(draft.suppression.status
                  ? { status: oneLine(draft.suppression.status, 100) }
                  : {}),
                ...(draft.suppression.reason
                  ? { reason: plainText(draft.suppression.reason, MAX_TITLE) }
                  : {}),
              },
            }
          : {}),
        occurrences,
        ...(draft.seen ? { seen: draft.seen } : {}),
      },
    };
  }

  /** Links of a result; its rule's are the same every time. */
  #links(references: readonly string[]): string[] {
    const links = new Set<string>();
    for (const reference of references) {
      let link = this.#webLinks.get(reference);
      if (link === undefined) {
        link = webLink(reference) ?? '';
        this.#webLinks.set(reference, link);
      }
      if (link !== '' && links.size < MAX_REFERENCES) {
        links.add(link);
      }
    }
    return [...links];
  }

  /** A path of the report; results share files. */
  #path(given: string): string | undefined {
    let path = this.#paths.get(given);
    if (path === undefined) {
      path = reportPath(given) ?? '';
      this.#paths.set(given, path);
    }
    return path === '' ? undefined : path;
  }

  #place(location: FindingLocation | undefined): FindingLocation | undefined {
    const path =
      location?.path === undefined ? undefined : this.#path(location.path);
    const resource =
      location?.resource === undefined
        ? undefined
        : oneLine(location.resource, MAX_ID);
    if (!location || (path === undefined && !resource)) {
      return undefined;
    }
    const { line, endLine } = location;
    const isLine = (value: number | undefined) =>
      value !== undefined && Number.isSafeInteger(value) && value >= 1;
    return {
      ...(path === undefined ? {} : { path }),
      ...(isLine(line) ? { line } : {}),
      ...(isLine(endLine) && isLine(line) && endLine! >= line!
        ? { endLine }
        : {}),
      ...(resource ? { resource } : {}),
    };
  }

  /** The report, with nothing in it that is a secret. */
  build(): Report {
    const findings = mergeEntries(this.#entries);
    findings.forEach(finding => this.#sweep(finding));
    findings.sort(
      (a, b) =>
        severityRank(a.severity) - severityRank(b.severity) ||
        compareTexts(a.rule, b.rule) ||
        compareContent(a, b) ||
        compareTexts(a.identity, b.identity),
    );
    const ignored = [...this.#ignored.values()].reduce((a, b) => a + b, 0);
    const isEmpty = this.#raw === 0 && this.#suppressed === 0;
    let outcome: Outcome = isEmpty ? 'empty' : 'complete';
    if (isEmpty && this.didNotRun) {
      outcome = 'not-run';
    }
    return {
      tool: oneLine(this.tool, 100).toLowerCase(),
      ...(this.toolVersion
        ? { toolVersion: oneLine(this.toolVersion, 100) }
        : {}),
      format: this.#format,
      outcome,
      ...(this.scannedAt && reportTime(this.scannedAt) !== undefined
        ? { scannedAt: this.scannedAt }
        : {}),
      ...(this.target ? { target: this.#text(this.target) } : {}),
      ...(this.category ? { category: this.#text(this.category) } : {}),
      coverage: {
        ...this.coverage,
        isComplete: this.coverage.isComplete && outcome !== 'not-run',
        gaps: this.coverage.gaps.map(gap => this.#text(gap)),
        skipped: this.coverage.skipped.map(part => this.#text(part)),
      },
      counts: {
        raw: this.#raw,
        findings: findings.filter(({ suppressed }) => !suppressed).length,
        suppressed: this.#suppressed,
        ignored,
        bySeverity: this.#bySeverity,
        byKind: this.#byKind,
      },
      rules: this.#rules.size,
      packages: this.#listed.size || this.#packages.size,
      findings,
      warnings: [
        ...this.#warnings,
        ...[...this.#ignored].map(([reason, count]) =>
          count === 1 ? reason : `${reason} (${count} times)`,
        ),
      ]
        .slice(0, MAX_WARNINGS)
        .map(warning => this.#text(warning)),
    };
  }

  #text(text: string): string {
    return this.#keeper.sweep(oneLine(text, MAX_ID));
  }

  /** Takes what is secret out of the texts of a finding, which is the builder's own. */
  #sweep(finding: Finding): void {
    const { location, otherLocations, references, suppression } = finding;
    finding.rule = this.#sweepOften(finding.rule);
    finding.title = this.#keeper.sweep(finding.title);
    if (finding.message) {
      finding.message = this.#keeper.sweep(finding.message);
    }
    for (const place of location
      ? [location, ...otherLocations]
      : otherLocations) {
      if (place.path) {
        place.path = this.#sweepOften(place.path);
      }
      if (place.resource) {
        place.resource = this.#keeper.sweep(place.resource);
      }
    }
    if (references.length > 0) {
      finding.references = references.map(url => this.#sweepOften(url));
    }
    if (suppression?.reason) {
      suppression.reason = this.#keeper.sweep(suppression.reason);
    }
  }

  /** The same for texts that many findings share. */
  #sweepOften(text: string): string {
    let swept = this.#swept.get(text);
    if (swept === undefined) {
      swept = this.#keeper.sweep(text);
      this.#swept.set(text, swept);
    }
    return swept;
  }
}

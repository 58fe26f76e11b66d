import { ReportLimits } from '../read/limits';
import { SecretKeeper } from '../secrets/SecretKeeper';
import { oneLine } from '../texts/plainText';
import { reportTime } from '../texts/reportTime';
import { FINDING_KINDS, FindingKind, SEVERITIES, Severity } from './Finding';
import { Entry, FindingCleaner } from './FindingCleaner';
import { FindingDraft } from './FindingDraft';
import { mergeEntries } from './mergeEntries';
import { orderFindings } from './orderFindings';
import { Coverage, Outcome, Report } from './Report';
import { ReportRefused } from './ReportRefused';
import { shortenTitles } from './shortenTitles';
import { sweepFindings } from './sweepFindings';

const MISREAD = 'It lists results that could not be read.';
const MAX_TITLE = 300;
const MAX_ID = 500;
const MAX_WARNINGS = 50;

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
  readonly #cleaner: FindingCleaner;
  readonly #entries: Entry[] = [];
  readonly #rules = new Set<string>();
  readonly #packages = new Set<string>();
  readonly #listed = new Set<string>();
  readonly #ignored = new Map<string, number>();
  readonly #warnings: string[] = [];
  readonly #bySeverity = zeroes<Severity>(SEVERITIES);
  readonly #byKind = zeroes<FindingKind>(FINDING_KINDS);
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
    this.#cleaner = new FindingCleaner(this.#keeper);
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
  misread(reason: string, count = 1): void {
    this.ignore(reason, count);
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
    const { gaps } = this.coverage;
    if (gaps.length < MAX_WARNINGS && !gaps.includes(gap)) {
      gaps.push(gap);
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
    const entry = this.#cleaner.clean(draft, this.tool);
    const { package: found } = entry.finding;
    if (found) {
      this.#packages.add(found.purl ?? found.name);
    }
    this.#entries.push(entry);
  }

  /** The report, with nothing in it that is a secret. */
  build(): Report {
    const merged = mergeEntries(this.#entries);
    sweepFindings(merged, this.#keeper);
    shortenTitles(merged);
    const findings = orderFindings(merged);
    const ignored = [...this.#ignored.values()].reduce((a, b) => a + b, 0);
    // What is listed and could not be read is not nothing
    const isEmpty =
      this.#raw === 0 &&
      this.#suppressed === 0 &&
      !this.coverage.gaps.includes(MISREAD);
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
        ...[...this.#ignored]
          .map(([reason, count]) =>
            count === 1 ? reason : `${reason} (${count} times)`,
          )
          .sort(),
      ]
        .slice(0, MAX_WARNINGS)
        .map(warning => this.#text(warning)),
    };
  }

  #text(text: string): string {
    return this.#keeper.sweep(oneLine(text, MAX_ID));
  }
}

import { groupOf, identify, snippetHash } from '../identity/identify';
import { reportPath } from '../locations/reportPath';
import { packageUrl } from '../packages/packageUrl';
import { remembering } from '../remembering';
import { SecretKeeper, withoutForms } from '../secrets/SecretKeeper';
import { rateCvss } from '../severity/rateCvss';
import { oneLine, plainText } from '../texts/plainText';
import { webLink } from '../texts/webLink';
import { canonicalVulnerability } from '../vulnerabilities/canonicalVulnerability';
import { cweNumbers } from '../vulnerabilities/cweNumbers';
import { distinctPlaces } from './distinctPlaces';
import { Finding, FindingLocation, FindingPackage } from './Finding';
import { FindingDraft } from './FindingDraft';

const MAX_TITLE = 300;
const MAX_MESSAGE = 4000;
const MAX_ID = 500;
const MAX_WORD = 100;
const MAX_REFERENCES = 10;
/** Others may be the same place again. */
const MAX_OTHERS_READ = 100;
const MAX_ALIASES = 50;
const MAX_FIXED = 20;

/** A result that was read and cleaned. */
export interface Entry {
  /** Its identity is that of the first of its twins. */
  finding: Finding;
  column: number | undefined;
}

/** One for all findings that have none: a report has a hundred thousand of them. */
const NONE = Object.freeze([]) as unknown as never[];

const isLine = (value: number | undefined) =>
  value !== undefined && Number.isSafeInteger(value) && value >= 1;

// A form of a secret is looked for where a text was just read; every other secret
// when all of them are known

const line = (text: string, maxLength = MAX_ID) =>
  withoutForms(oneLine(text, maxLength));

const paragraphs = (text: string, maxLength: number) =>
  withoutForms(plainText(text, maxLength).trim());

/** Up to so many texts, once each and on one line. */
function lines(texts: readonly string[] | undefined, most: number): string[] {
  return texts && texts.length > 0
    ? [...new Set(texts.slice(0, most).map(text => line(text)))]
    : NONE;
}

/** Makes findings of the results of one report: cleaned and within limits, not yet without secrets. */
export class FindingCleaner {
  readonly #keeper: SecretKeeper;
  // Results share packages
  readonly #groupOf = remembering(groupOf);
  readonly #purls = new Map<string, string>();

  constructor(keeper: SecretKeeper) {
    this.#keeper = keeper;
  }

  clean(draft: FindingDraft, tool: string): Entry {
    const { severity } = draft;
    const location = this.#place(draft.location);
    const secret =
      draft.secret === undefined ? undefined : this.#keeper.mark(draft.secret);
    const vulnerability =
      draft.vulnerability &&
      canonicalVulnerability(
        line(draft.vulnerability.id),
        lines(draft.vulnerability.aliases, MAX_ALIASES),
      );
    const found = draft.package && this.#package(draft.package);
    const snippet =
      draft.snippet === undefined ? undefined : snippetHash(draft.snippet);
    const rule = line(draft.rule);
    const message =
      draft.message === undefined ? '' : paragraphs(draft.message, MAX_MESSAGE);
    const { id, group } = identify({
      tool,
      draft,
      vulnerabilityId: vulnerability?.id,
      purl: found?.purl,
      path: location?.path,
      secretHash: secret?.hash,
      evidence: draft.fingerprint ?? snippet,
      groupOf: this.#groupOf,
    });
    const finding: Finding = {
      identity: id,
      group,
      kind: draft.kind,
      rule,
      severity: severity.severity,
      severitySource: severity.source,
      title: line(draft.title ?? (message || rule), MAX_TITLE) || rule,
      otherLocations: NONE,
      cwe: draft.cwe && draft.cwe.length > 0 ? cweNumbers(draft.cwe) : NONE,
      references: this.#links(draft.references),
      evidence: {},
      suppressed: draft.suppression !== undefined,
      occurrences: draft.occurrences ?? 1,
    };
    // Assigned and not spread: a report has a hundred thousand of them
    if (severity.raw) {
      finding.severityRaw = line(severity.raw, MAX_WORD);
    }
    if (message !== '') {
      finding.message = message;
    }
    if (vulnerability) {
      finding.vulnerability = vulnerability;
    }
    if (found) {
      finding.package = found;
    }
    if (draft.target) {
      finding.target = line(draft.target);
    }
    if (location) {
      finding.location = location;
    }
    if (draft.otherLocations && draft.otherLocations.length > 0) {
      this.#placeOthers(finding, draft.otherLocations);
    }
    const cvss = draft.cvss && rateCvss(draft.cvss);
    if (cvss) {
      finding.cvss = cvss;
    }
    if (draft.epss !== undefined && draft.epss >= 0 && draft.epss <= 1) {
      finding.epss = draft.epss;
    }
    if (draft.isExploited) {
      finding.isExploited = true;
    }
    if (secret) {
      finding.secret = secret;
    }
    if (draft.fingerprint) {
      finding.evidence.fingerprint = line(draft.fingerprint);
    }
    if (snippet) {
      finding.evidence.snippet = snippet;
    }
    if (draft.kind === 'secret' && secret?.hash === undefined) {
      finding.evidence.isSecretHidden = true;
    }
    if (draft.suppression) {
      const { status, reason } = draft.suppression;
      finding.suppression = {
        ...(status ? { status: line(status, MAX_WORD) } : {}),
        ...(reason ? { reason: paragraphs(reason, MAX_TITLE) } : {}),
      };
    }
    if (draft.seen) {
      finding.seen = draft.seen;
    }
    return { finding, column: draft.location?.column };
  }

  #package(given: NonNullable<FindingDraft['package']>): FindingPackage {
    const key = `${given.purl}\u001f${given.ecosystem}\u001f${given.name}\u001f${given.version}`;
    let purl = this.#purls.get(key);
    if (purl === undefined) {
      purl = withoutForms(packageUrl(given) ?? '');
      this.#purls.set(key, purl);
    }
    const found: FindingPackage = {
      name: line(given.name),
      fixedVersions: lines(given.fixedVersions, MAX_FIXED),
    };
    if (purl !== '') {
      found.purl = purl;
    }
    if (given.version) {
      found.version = line(given.version);
    }
    if (given.fixState) {
      found.fixState = given.fixState;
    }
    return found;
  }

  #links(references: readonly string[] | undefined): string[] {
    if (!references || references.length === 0) {
      return NONE;
    }
    const links: string[] = [];
    for (const reference of references) {
      const link = webLink(reference);
      if (link !== undefined && !links.includes(link)) {
        links.push(withoutForms(link));
        if (links.length === MAX_REFERENCES) {
          break;
        }
      }
    }
    return links;
  }

  #placeOthers(finding: Finding, others: readonly FindingLocation[]): void {
    const [location, ...otherLocations] = distinctPlaces([
      ...(finding.location ? [finding.location] : []),
      ...others
        .slice(0, MAX_OTHERS_READ)
        .flatMap(other => this.#place(other) ?? []),
    ]);
    if (location) {
      finding.location = location;
    }
    finding.otherLocations = otherLocations;
  }

  #place(location: FindingLocation | undefined): FindingLocation | undefined {
    if (!location) {
      return undefined;
    }
    const path =
      location.path === undefined ? undefined : reportPath(location.path);
    const resource =
      location.resource === undefined ? '' : line(location.resource);
    if (path === undefined && resource === '') {
      return undefined;
    }
    const place: FindingLocation = {};
    if (path !== undefined) {
      place.path = withoutForms(path);
    }
    const { endLine } = location;
    if (isLine(location.line)) {
      place.line = location.line;
      if (isLine(endLine) && endLine! >= location.line!) {
        place.endLine = endLine;
      }
    }
    if (resource !== '') {
      place.resource = resource;
    }
    return place;
  }
}

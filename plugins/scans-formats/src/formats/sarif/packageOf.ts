import { imageRepository } from '../../locations/reportPath';
import { ecosystemOfFile } from '../../packages/ecosystemOfFile';
import { Loose, asObject, asText, asTexts, at } from '../../read/loose';
import { FindingDraft } from '../../report/FindingDraft';
import { RuleFacts } from './ruleFacts';

type PackageDraft = NonNullable<FindingDraft['package']>;

/** Texts that are longer name no package. */
const MAX_READ = 4000;

/** Ecosystems in the ids of Snyk, which number the releases of distributions. */
const SNYK: ReadonlyMap<string, string> = new Map([
  ['js', 'npm'],
  ['python', 'pypi'],
  ['java', 'maven'],
  ['ruby', 'gem'],
  ['golang', 'golang'],
  ['dotnet', 'nuget'],
  ['php', 'composer'],
  ['rust', 'cargo'],
  ['swift', 'swift'],
  ['cocoapods', 'cocoapods'],
  ['debian', 'debian'],
  ['ubuntu', 'ubuntu'],
  ['alpine', 'alpine'],
  ['wolfi', 'wolfi'],
  ['chainguard', 'chainguard'],
  ['rhel', 'redhat'],
  ['centos', 'centos'],
]);

const LINE =
  /^(?:[*\s]*)(Package|Installed Version|Version|Fixed Version|Fix Version|Type|Package Manager|Vulnerable module|Introduced through)[*\s]*: *([^\n]{1,500})$/gm;

/** `Package: x` and what follows, as Trivy writes its messages, Grype and Snyk their help. */
function labelled(text: string | undefined): Map<string, string> {
  const labels = new Map<string, string>();
  if (text === undefined || !/Package|module/.test(text)) {
    return labels;
  }
  for (const [, label, value] of text.slice(0, MAX_READ).matchAll(LINE)) {
    if (!labels.has(label)) {
      labels.set(label, value.trim());
    }
  }
  return labels;
}

const versions = (text: string | undefined) =>
  (text ?? '')
    .split(',')
    .map(version => version.trim())
    .filter(version => version !== '');

/** `name@version`, where the name may begin with `@`. */
function splitAt(text: string): { name: string; version?: string } {
  const at_ = text.lastIndexOf('@');
  return at_ > 0
    ? { name: text.slice(0, at_), version: text.slice(at_ + 1) }
    : { name: text };
}

function fromProperties(result: Loose): PackageDraft | undefined {
  const properties = asObject(result.properties);
  const purl = asText(properties?.purl) ?? asText(properties?.packageUrl);
  const name =
    asText(properties?.packageName) ??
    asText(properties?.component) ??
    asText(properties?.package) ??
    (purl === undefined ? undefined : splitAt(purl).name);
  if (name === undefined) {
    return undefined;
  }
  return {
    purl,
    ecosystem:
      asText(properties?.ecosystem) ?? asText(properties?.componentOrigin),
    name,
    version:
      asText(properties?.packageVersion) ??
      asText(properties?.installedVersion) ??
      asText(properties?.componentVersion),
    fixedVersions: asTexts(
      properties?.fixedVersions ?? properties?.fixedVersion,
    ),
  };
}

/** A package URL as logical location, as Dependency-Check writes it. */
function fromResource(resource: string | undefined): PackageDraft | undefined {
  return resource?.startsWith('pkg:')
    ? { purl: resource, name: splitAt(resource).name }
    : undefined;
}

/** The first message form that fits: OSV-Scanner, Grype since 0.40, Grype before. */
const FORMS: readonly RegExp[] = [
  /^Package '(?<name>[^'\s]+)@(?<version>[^'@\s]+)' is vulnerable/,
  /vulnerability in (?<type>[\w-]+) package: (?<name>[^,\s]+), version (?<version>\S+) was found/,
  / reports (?<name>\S+) at version (?<version>\S+) {1,2}which would result in a vulnerable \((?<type>[\w-]+)\) package/,
];

function fromSentence(message: string): PackageDraft | undefined {
  const short = message.slice(0, 1000);
  for (const form of FORMS) {
    const found = form.exec(short)?.groups;
    if (found) {
      const { name, version, type } = found;
      return { ecosystem: type, name, version };
    }
  }
  return undefined;
}

function fromSnyk(
  rule: string,
  given: { resource?: string; help: Map<string, string> },
): PackageDraft | undefined {
  const family = /^snyk-([a-z]+)/i.exec(rule)?.[1].toLowerCase();
  const named =
    given.resource !== undefined && /^\S+@\S+$/.test(given.resource)
      ? splitAt(given.resource)
      : undefined;
  const name = named?.name ?? given.help.get('Vulnerable module');
  return family === undefined || name === undefined
    ? undefined
    : {
        ecosystem: SNYK.get(family) ?? given.help.get('Package Manager'),
        name,
        version: named?.version,
      };
}

/**
 * The package that a result of a package scanner is about. SARIF has no field
 * for it: scanners put it into properties, into the message, or into the help of
 * the rule.
 */
export function packageOf(
  result: Loose,
  given: {
    rule: string;
    facts: RuleFacts;
    message: string | undefined;
    path?: string;
    resource?: string;
  },
): PackageDraft | undefined {
  const { rule, facts, message, path, resource } = given;
  const help = labelled(facts.helpText);
  const lines = labelled(message);
  const name = lines.get('Package');
  const found =
    fromProperties(result) ??
    (name === undefined
      ? undefined
      : { name, version: lines.get('Installed Version') }) ??
    fromResource(resource) ??
    fromSentence(message ?? '') ??
    fromSnyk(rule, { resource, help }) ??
    (help.has('Package')
      ? {
          name: help.get('Package')!,
          version: help.get('Installed Version') ?? help.get('Version'),
        }
      : undefined);
  if (found === undefined) {
    return undefined;
  }
  const isOfHelp = help.get('Package') === found.name;
  const fixedVersions = found.fixedVersions?.length
    ? found.fixedVersions
    : versions(
        lines.get('Fixed Version') ??
          (isOfHelp
            ? (help.get('Fixed Version') ?? help.get('Fix Version'))
            : undefined),
      );
  return {
    ...found,
    ecosystem:
      found.ecosystem ??
      (isOfHelp ? help.get('Type') : undefined) ??
      (path === undefined ? undefined : ecosystemOfFile(path)),
    fixedVersions,
    fixState: fixedVersions.length > 0 ? 'fixed' : 'unknown',
  };
}

const CVE = /cve[-_](\d{4})[-_](\d{4,})/i;
const GHSA = /ghsa(?:-[2-9a-z]{4}){3}/i;

/** The vulnerability that a rule stands for; scanners add names of packages and of advisories to its id. */
export function vulnerabilityOf(
  rule: string,
  aliases: readonly string[],
): NonNullable<FindingDraft['vulnerability']> {
  const short = rule.slice(0, 300);
  const cve = CVE.exec(short);
  const ids = [
    ...(cve ? [`CVE-${cve[1]}-${cve[2]}`] : []),
    ...(GHSA.exec(short) ?? []),
  ];
  const advisory = /^(bdsa-\d{4}-\d+|snyk-[a-z0-9-]+)/i.exec(short)?.[0];
  const [id, ...others] = ids.length > 0 ? ids : [advisory ?? rule];
  return {
    id,
    aliases: [
      ...others,
      ...(advisory !== undefined && advisory !== id ? [advisory] : []),
      ...aliases,
    ],
  };
}

/** What was scanned: the image of the run without its tag, or the file that lists the package. */
export function targetOf(
  run: Loose,
  path: string | undefined,
): string | undefined {
  const image = asText(at(run, 'properties', 'imageName'));
  if (image !== undefined) {
    return imageRepository(image);
  }
  return path !== undefined && ecosystemOfFile(path) !== undefined
    ? path
    : undefined;
}

import { Loose, asNumber, asText, asTexts, at } from '../../read/loose';
import { FindingDraft } from '../../report/FindingDraft';
import { rateWord } from '../../severity/rateSeverity';
import { fileOf } from '../trivy/Scanned';
import { checkKey } from '../trivy/checkKey';
import { readVulnerability } from '../trivy/readVulnerability';

/** Reads one entry of a report; `passed` for a check that did, undefined for what has no id. */
export type ReadListed = (
  found: Loose,
  report: {
    resource: Loose;
    /** The workload, or what else it is about. */
    subject: string | undefined;
    image: string | undefined;
  },
) => FindingDraft | 'passed' | undefined;

/** A vulnerability, which the operator writes under other names than Trivy. */
export const readListedVulnerability: ReadListed = (found, report) => {
  const id = asText(found.vulnerabilityID);
  if (id === undefined) {
    return undefined;
  }
  const isOfSystem = asText(found.class) === 'os-pkgs';
  const family = asText(at(report.resource, 'report', 'os', 'family'));
  const target = asText(found.target);
  const draft = readVulnerability(
    {
      VulnerabilityID: id,
      PkgName: found.resource,
      PkgPath: found.packagePath,
      PkgIdentifier: { PURL: found.packagePURL },
      InstalledVersion: found.installedVersion,
      FixedVersion: found.fixedVersion,
      Severity: found.severity,
      SeveritySource: found.cvsssource,
      Title: found.title,
      Description: found.description,
      CVSS: found.cvss,
      PrimaryURL: found.primaryLink,
      References: found.links,
    },
    {
      scanned: { kind: 'workload', name: report.subject },
      target,
      file: fileOf(target),
      image: report.image,
      type: asText(found.packageType) ?? (isOfSystem ? family : undefined),
      lines: new Map(),
    },
  );
  const score = asNumber(found.score);
  return (
    draft && {
      ...draft,
      cvss: draft.cvss ?? (score === undefined ? undefined : { score }),
    }
  );
};

/** A check of a resource, a role or a node. */
export const readListedCheck: ReadListed = (found, { subject }) => {
  if (found.success === true) {
    return 'passed';
  }
  const id = asText(found.checkID);
  const title = asText(found.title);
  const rule = id ?? title;
  return rule === undefined
    ? undefined
    : {
        kind: 'misconfiguration',
        rule,
        ruleKey: checkKey(rule),
        ...(id === undefined ? { isRuleDerived: true } : {}),
        title,
        message: [
          ...asTexts(found.messages),
          ...asTexts(found.description),
          ...asTexts(found.remediation),
        ].join('\n\n'),
        severity: rateWord(asText(found.severity)),
        target: subject,
        location: subject === undefined ? undefined : { resource: subject },
      };
};

/** A secret in an image, which the operator hides by stars. */
export const readListedSecret: ReadListed = (found, { image, subject }) => {
  const id = asText(found.ruleID);
  const rule = id ?? asText(found.title) ?? asText(found.category);
  return rule === undefined
    ? undefined
    : {
        kind: 'secret',
        rule,
        ...(id === undefined ? { isRuleDerived: true } : {}),
        title: `Secret: ${asText(found.title) ?? rule}`,
        severity: rateWord(asText(found.severity)),
        secret: asText(found.match),
        target: subject,
        location: {
          path: fileOf(asText(found.target)),
          resource: image,
        },
      };
};

import { Loose, asText, asTexts } from '../../read/loose';
import { FindingDraft } from '../../report/FindingDraft';
import { rateWord } from '../../severity/rateSeverity';
import { ResultContext } from './readVulnerability';

/** A licence of a package or of a file. */
export function readLicense(
  found: Loose,
  { scanned, target, file }: ResultContext,
): FindingDraft | undefined {
  const rule = asText(found.Name);
  if (rule === undefined) {
    return undefined;
  }
  const name = asText(found.PkgName);
  const path = asText(found.FilePath) ?? file;
  const category = asText(found.Category);
  return {
    kind: 'license',
    rule,
    title: `Licence ${rule} of ${name ?? path ?? 'an unnamed package'}`,
    message:
      category && `Trivy counts it among the licences that are ${category}.`,
    severity: rateWord(asText(found.Severity)),
    ...(name === undefined
      ? {}
      : {
          package: {
            name,
            ecosystem:
              target === 'OS Packages' ? scanned.distribution : undefined,
            version: asText(found.PkgVersion),
          },
        }),
    target: scanned.name ?? file,
    location: path ? { path } : undefined,
    references: asTexts(found.Link),
  };
}

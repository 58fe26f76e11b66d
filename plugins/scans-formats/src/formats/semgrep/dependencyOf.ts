import { ecosystemOfFile } from '../../packages/ecosystemOfFile';
import { Loose, asObject, asText, at, objectsIn } from '../../read/loose';
import { FindingDraft } from '../../report/FindingDraft';

/** Versions without the flaw, of the package that was found. */
function fixedVersions(metadata: Loose | undefined, name: string): string[] {
  return objectsIn(metadata?.['sca-fix-versions']).flatMap(
    fix => asText(fix[name]) ?? [],
  );
}

/** The vulnerability and the package of a rule for packages. */
export function dependencyOf(
  extra: Loose | undefined,
  rule: string,
): Partial<FindingDraft> {
  const metadata = asObject(extra?.metadata);
  const found = asObject(
    at(extra?.sca_info, 'dependency_match', 'found_dependency'),
  );
  const id =
    asText(metadata?.['sca-vuln-database-identifier']) ??
    asText(at(extra?.sca_info, 'sca_finding_schema', 'id')) ??
    rule;
  const file =
    asText(found?.lockfile_path) ??
    asText(at(extra?.sca_info, 'dependency_match', 'lockfile'));
  const name = asText(found?.package);
  const fixed = name === undefined ? [] : fixedVersions(metadata, name);
  return {
    vulnerability: { id },
    package:
      name === undefined
        ? undefined
        : {
            ecosystem:
              asText(found?.ecosystem) ?? (file && ecosystemOfFile(file)),
            name,
            version: asText(found?.version),
            fixedVersions: fixed,
            fixState: fixed.length > 0 ? 'fixed' : 'unknown',
          },
    target: file,
  };
}

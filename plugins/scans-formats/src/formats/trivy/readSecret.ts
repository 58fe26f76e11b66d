import { Loose, asNumber, asText } from '../../read/loose';
import { FindingDraft } from '../../report/FindingDraft';
import { rateWord } from '../../severity/rateSeverity';
import { ResultContext } from './readVulnerability';

/** A secret. Trivy hides it by stars; where it did not, the line around it is the secret. */
export function readSecret(
  found: Loose,
  { scanned, file }: ResultContext,
): FindingDraft | undefined {
  const id = asText(found.RuleID);
  const rule = id ?? asText(found.Title) ?? asText(found.Category);
  return rule === undefined
    ? undefined
    : {
        kind: 'secret',
        rule,
        ...(id === undefined ? { isRuleDerived: true as const } : {}),
        title: `Secret: ${asText(found.Title) ?? rule}`,
        severity: rateWord(asText(found.Severity)),
        secret: asText(found.Match),
        target: scanned.name,
        location: {
          path: file,
          line: asNumber(found.StartLine),
          endLine: asNumber(found.EndLine),
        },
      };
}

import {
  Loose,
  asNumber,
  asText,
  asTexts,
  at,
  objectsIn,
} from '../../read/loose';
import { FindingDraft } from '../../report/FindingDraft';
import { rateWord } from '../../severity/rateSeverity';
import { checkKey } from './checkKey';
import { namesIn } from './namesIn';
import { ResultContext } from './readVulnerability';

/** The lines that a check or a rule is about, for their hash; they may hold secrets. */
function codeOf(code: unknown): string | undefined {
  const lines = objectsIn(at(code, 'Lines'))
    .filter(({ IsCause }) => IsCause !== false)
    .flatMap(({ Content }) => asText(Content) ?? []);
  return lines.length === 0 ? undefined : lines.join('\n');
}

/** A check that failed; `passed` for one that did not, undefined for what is no check. */
export function readMisconfiguration(
  found: Loose,
  { scanned, file }: ResultContext,
): FindingDraft | 'passed' | undefined {
  const status = asText(found.Status)?.toUpperCase();
  if (status === 'PASS' || status === 'EXCEPTION') {
    return 'passed';
  }
  const id = asText(found.ID) ?? asText(found.AVDID);
  const title = asText(found.Title);
  const rule = id ?? title;
  if (rule === undefined) {
    return undefined;
  }
  const isWorkload = scanned.kind === 'workload';
  const resource = asText(at(found, 'CauseMetadata', 'Resource'));
  return {
    kind: 'misconfiguration',
    rule,
    ruleKey: checkKey(asText(found.AVDID) ?? rule),
    ...(id === undefined ? { isRuleDerived: true as const } : {}),
    title,
    message: [found.Message, found.Description, found.Resolution]
      .flatMap(text => asText(text) ?? [])
      .join('\n\n'),
    severity: rateWord(asText(found.Severity)),
    target: scanned.name,
    location: {
      path: isWorkload ? undefined : file,
      line: asNumber(at(found, 'CauseMetadata', 'StartLine')),
      endLine: asNumber(at(found, 'CauseMetadata', 'EndLine')),
      resource: resource ?? (isWorkload ? scanned.name : undefined),
    },
    detail: resource === undefined ? namesIn(asText(found.Message)) : undefined,
    references: [...asTexts(found.PrimaryURL), ...asTexts(found.References)],
    snippet: codeOf(at(found, 'CauseMetadata', 'Code')),
  };
}

import {
  Loose,
  asNumber,
  asObject,
  asText,
  asTexts,
  at,
} from '../../read/loose';
import { FindingKind, Severity } from '../../report/Finding';
import { FindingDraft } from '../../report/FindingDraft';
import { ReportBuilder } from '../../report/ReportBuilder';
import { rateWord } from '../../severity/rateSeverity';
import { cweNumbers } from '../../vulnerabilities/cweNumbers';
import { isFingerprint, withoutTwinNumber } from './fingerprint';
import { kindOfRuleOfSemgrep } from './kindOfRule';
import { dependencyOf } from './dependencyOf';
import { ruleName } from './ruleName';

/** `INFO` is the lowest of Semgrep's first three words. */
const WORDS: ReadonlyMap<string, Severity> = new Map([
  ['info', 'low'],
  ['inventory', 'info'],
  ['experiment', 'info'],
]);

/** Weaknesses of which the code itself is the secret. */
const SECRETS_IN_CODE = new Set([259, 321, 522, 540, 798]);
const MIN_HIDDEN = 8;
const MAX_HIDDEN = 10_000;
/** What stands for the code where nobody is logged in. */
const LOCKED = 'requires login';

function kindOf(rule: string, extra: Loose | undefined): FindingKind {
  if (asObject(extra?.sca_info)) {
    return 'vulnerability';
  }
  const validation = asText(extra?.validation_state);
  return validation !== undefined && validation !== 'NO_VALIDATOR'
    ? 'secret'
    : kindOfRuleOfSemgrep(rule);
}

/** The code that the variables of a rule stand for, of which messages repeat parts. */
function variablesOf(extra: Loose | undefined): string[] {
  return Object.values(asObject(extra?.metavars) ?? {})
    .flatMap(value => asText(at(value, 'abstract_content')) ?? [])
    .map(text => text.replace(/^["'`]|["'`]$/g, ''))
    .filter(({ length }) => length >= MIN_HIDDEN && length <= MAX_HIDDEN);
}

function secretOf(extra: Loose | undefined, code: string | undefined) {
  const named = asObject(extra?.metavars);
  const secret =
    asText(at(named?.$SECRET, 'abstract_content')) ??
    asText(at(named?.$1, 'abstract_content'));
  return secret?.replace(/^["'`]|["'`]$/g, '') || code;
}

/** What only the kind of a finding decides. */
function detailsOf(
  kind: FindingKind,
  extra: Loose | undefined,
  rule: string,
): Partial<FindingDraft> {
  const lines = asText(extra?.lines);
  const code = lines?.trim() === LOCKED ? undefined : lines;
  switch (kind) {
    case 'secret':
      return { secret: secretOf(extra, code) };
    case 'vulnerability':
      return dependencyOf(extra, rule);
    default: {
      const fingerprint = asText(extra?.fingerprint);
      return {
        fingerprint:
          fingerprint !== undefined && isFingerprint(fingerprint)
            ? withoutTwinNumber(fingerprint)
            : undefined,
        snippet: code,
      };
    }
  }
}

/** A result as a finding; undefined where it names no rule. */
export function readResult(
  result: Loose,
  builder: ReportBuilder,
): FindingDraft | undefined {
  const rule = asText(result.check_id);
  if (rule === undefined) {
    return undefined;
  }
  const extra = asObject(result.extra);
  const metadata = asObject(extra?.metadata);
  const cwe = cweNumbers(asTexts(metadata?.cwe));
  const kind = kindOf(rule, extra);
  const details = detailsOf(kind, extra, rule);
  if (kind === 'secret' || cwe.some(number => SECRETS_IN_CODE.has(number))) {
    const texts = [...variablesOf(extra), ...asTexts(extra?.lines)];
    texts
      .filter(({ length }) => length <= MAX_HIDDEN)
      .forEach(text => builder.hide(text));
  }
  const message = asText(extra?.message);
  return {
    ...details,
    kind,
    rule,
    ruleKey: ruleName(rule),
    title: kind === 'secret' ? `Secret: ${ruleName(rule)}` : message,
    message,
    severity: rateWord(asText(extra?.severity), WORDS),
    location: {
      path: asText(result.path),
      line: asNumber(at(result.start, 'line')),
      endLine: asNumber(at(result.end, 'line')),
      column: asNumber(at(result.start, 'col')),
    },
    cwe,
    references: [
      ...asTexts(metadata?.source),
      ...asTexts(metadata?.references),
    ],
    suppression:
      extra?.is_ignored === true
        ? { reason: 'Ignored by a comment in the code' }
        : undefined,
  };
}

import {
  Loose,
  asList,
  asNumber,
  asObject,
  asText,
  asTexts,
  at,
} from '../../read/loose';
import { FindingDraft } from '../../report/FindingDraft';
import { ReportRefused } from '../../report/ReportRefused';
import { ReportFormat } from '../ReportFormat';

/** Gitleaks rates nothing; a secret in a repository is a serious thing. */
const SEVERITY = { severity: 'high', source: 'default' } as const;

/** A leak of version 8 and of its successor, with capitals. */
function readLeak(leak: Loose): FindingDraft | undefined {
  const rule = asText(leak.RuleID) ?? asText(leak.Description);
  if (!rule) {
    return undefined;
  }
  return {
    kind: 'secret',
    rule,
    title: `Secret: ${asText(leak.Description) || rule}`,
    severity: SEVERITY,
    secret: asText(leak.Secret) ?? asText(leak.Match),
    location: {
      path: asText(leak.File) ?? asText(at(leak.Attributes, 'path')),
      line: asNumber(leak.StartLine),
      endLine: asNumber(leak.EndLine),
    },
    references: asTexts(leak.Link),
  };
}

/** A leak of versions 6 and 7, with small letters. */
function readOldLeak(leak: Loose): FindingDraft | undefined {
  const rule = asText(leak.rule);
  return rule === undefined
    ? undefined
    : {
        kind: 'secret',
        rule,
        title: `Secret: ${rule}`,
        severity: SEVERITY,
        secret: asText(leak.offender) ?? asText(leak.line),
        location: {
          path: asText(leak.file),
          line: asNumber(leak.lineNumber),
        },
        references: asTexts(leak.leakURL),
      };
}

const isLeak = (value: unknown): boolean => {
  const leak = asObject(value);
  return (
    leak !== undefined &&
    (('RuleID' in leak && ('Secret' in leak || 'Match' in leak)) ||
      ('rule' in leak && 'offender' in leak))
  );
};

/**
 * Gitleaks 6 to 8 and Betterleaks. Author, address and message of a commit are
 * personal data and are not read; the commits of one secret are its occurrences.
 *
 * @see https://github.com/gitleaks/gitleaks/blob/master/report/finding.go
 */
export const gitleaks: ReportFormat = {
  id: 'gitleaks-json',
  kinds: ['secret'],
  matches: ({ syntax, values: [value] }) =>
    syntax === 'json' &&
    (value === null ||
      (Array.isArray(value) && (value.length === 0 || value.some(isLeak)))),
  read: ({ values: [value] }, builder) => {
    if (value !== null && !Array.isArray(value)) {
      throw new ReportRefused('It is no list of leaks.');
    }
    builder.tool = 'gitleaks';
    builder.coverage.kinds = ['secret'];
    if (asList(value).length === 0) {
      builder.warn(
        'It lists nothing, as more than one scanner writes it; taken for Gitleaks.',
      );
    }
    for (const item of asList(value)) {
      const leak = asObject(item);
      const draft =
        leak && ('RuleID' in leak ? readLeak(leak) : readOldLeak(leak));
      if (draft) {
        for (const key of [
          'Match',
          'Secret',
          'Line',
          'line',
          'offender',
          'Fragment',
        ]) {
          const text = asText(leak[key]);
          if (text && text.length <= 10_000) {
            builder.hide(text);
          }
        }
        builder.add(draft);
      } else {
        builder.misread('A leak without a rule');
      }
    }
  },
};

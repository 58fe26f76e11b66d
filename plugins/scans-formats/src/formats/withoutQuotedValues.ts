import { FindingDraft } from '../report/FindingDraft';
import { cweNumbers } from '../vulnerabilities/cweNumbers';

/** Hard-coded passwords, keys and credentials in the Common Weakness Enumeration. */
const WEAKNESSES = new Set([259, 321, 798]);
const HARD_CODED = /hard[-_ ]?cod|entropy|no-secrets/i;
const QUOTED = /(^|[\s:=([,>])(['"`])([^\n]{1,500}?)\2(?=$|[\s.,;:!?)\]<])/g;
const MAX_READ = 4000;

function hide(text: string | undefined): string | undefined {
  return text?.slice(0, MAX_READ).replace(QUOTED, '$1$2***$2');
}

/**
 * A finding in code without the value that it is about. Scanners of code who
 * find a password that is written down repeat it in their sentence, as Bandit
 * and CodeQL do: `Possible hardcoded password: '…'`.
 */
export function withoutQuotedValues(draft: FindingDraft): FindingDraft {
  if (draft.kind !== 'code' && draft.kind !== 'secret') {
    return draft;
  }
  const isAboutValue =
    HARD_CODED.test(draft.rule) ||
    HARD_CODED.test(draft.title?.slice(0, MAX_READ) ?? '') ||
    HARD_CODED.test(draft.message?.slice(0, MAX_READ) ?? '') ||
    (draft.cwe !== undefined &&
      draft.cwe.length > 0 &&
      cweNumbers(draft.cwe).some(number => WEAKNESSES.has(number)));
  return isAboutValue
    ? {
        ...draft,
        rule: draft.isRuleDerived ? (hide(draft.rule) ?? '') : draft.rule,
        title: hide(draft.title),
        message: hide(draft.message),
      }
    : draft;
}

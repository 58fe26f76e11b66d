import { FindingKind } from '../../report/Finding';

/** Semgrep keeps its rules for secrets in folders of that name; `ssc-` are its rules for packages. */
export function kindOfRuleOfSemgrep(rule: string): FindingKind {
  if (/(^|\.)ssc-[0-9a-f]/.test(rule)) {
    return 'vulnerability';
  }
  return /(^|\.)secrets\./.test(rule) ? 'secret' : 'code';
}

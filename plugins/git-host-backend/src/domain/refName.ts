import { InputError } from '@backstage/errors';

const FULL_COMMIT_ID = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/** Whether a ref is a full commit id. */
export function isCommitId(ref: string): boolean {
  return FULL_COMMIT_ID.test(ref);
}

/** Whether a name is legal for a branch or tag; the rules of `git check-ref-format --branch`. */
export function isRefName(name: string): boolean {
  return (
    name !== '' &&
    name !== '@' &&
    name !== 'HEAD' &&
    Buffer.byteLength(name) <= 200 &&
    // eslint-disable-next-line no-control-regex
    !/[\x00-\x20\x7f~^:?*[\\\ud800-\udfff]/u.test(name) &&
    !name.includes('..') &&
    !name.includes('@{') &&
    !name.startsWith('-') &&
    !name.endsWith('.') &&
    name
      .split('/')
      .every(
        part => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'),
      )
  );
}

/** Refuses a branch that Git would refuse, or would read as something else. */
export function checkBranchName(name: string): string {
  if (!isRefName(name) || isCommitId(name)) {
    throw new InputError(
      `Branch name ${JSON.stringify(name)} is refused by Git (git check-ref-format)`,
    );
  }
  return name;
}

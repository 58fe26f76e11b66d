import { CiHost, isOwnRepository, readTrustedRun } from './trustedRun';

const read = (kind: CiHost, claims: Record<string, unknown>) =>
  readTrustedRun({ kind, issuer: `https://${kind}.example.com`, claims });

const GITHUB = {
  repository: 'shop/checkout',
  ref: 'refs/heads/main',
  event_name: 'push',
  sha: 'abcdef0123456789abcdef0123456789abcdef01',
};
const GITLAB = {
  project_path: 'shop/backend/checkout',
  ref: 'main',
  ref_type: 'branch',
  ref_protected: 'true',
  pipeline_source: 'push',
  sha: 'abcdef0123456789abcdef0123456789abcdef01',
};

describe('readTrustedRun', () => {
  it('reads who runs what', () => {
    expect(read('github', GITHUB)).toEqual({
      name: 'github.example.com shop/checkout',
      annotation: 'github.com/project-slug',
      repository: 'shop/checkout',
      branch: 'main',
      commit: GITHUB.sha,
      isPartial: false,
    });
    expect(read('gitlab', GITLAB)).toMatchObject({
      annotation: 'gitlab.com/project-slug',
      repository: 'shop/backend/checkout',
      branch: 'main',
      isPartial: false,
    });
  });

  it.each([
    { event_name: 'pull_request', ref: 'refs/pull/7/merge' },
    { event_name: 'pull_request_target' },
    { event_name: 'merge_group' },
    { event_name: 'something_new' },
    { event_name: undefined },
    { event_name: ['push'] },
    { ref: 'refs/tags/v1' },
    { ref: undefined },
  ])('takes a run of GitHub with %j as part of a scan', claims => {
    expect(read('github', { ...GITHUB, ...claims })?.isPartial).toBe(true);
  });

  it('takes a pull request as part of the branch that it is for', () => {
    expect(
      read('github', {
        ...GITHUB,
        event_name: 'pull_request',
        ref: 'refs/pull/7/merge',
        base_ref: 'main',
        head_ref: 'feature',
      }),
    ).toMatchObject({ branch: 'main', isPartial: true });
  });

  it.each([
    { ref_protected: 'false' },
    { ref_protected: undefined },
    { pipeline_source: 'merge_request_event' },
    { pipeline_source: 'external_pull_request_event' },
    { pipeline_source: undefined },
    { ref_type: 'tag' },
  ])('takes a run of GitLab with %j as part of a scan', claims => {
    expect(read('gitlab', { ...GITLAB, ...claims })?.isPartial).toBe(true);
  });

  it.each([undefined, '', 7, ['shop/checkout'], 'checkout', 'a b/c', '/x/y'])(
    'knows no repository %j',
    repository => {
      expect(read('github', { ...GITHUB, repository })).toBeUndefined();
    },
  );

  it('does not read the repository of one host in the claims of the other', () => {
    expect(read('gitlab', GITHUB)).toBeUndefined();
    expect(read('github', GITLAB)).toBeUndefined();
  });
});

describe('isOwnRepository', () => {
  const run = read('github', GITHUB)!;
  it.each([
    [true, { 'github.com/project-slug': 'shop/checkout' }],
    [true, { 'github.com/project-slug': 'Shop/Checkout' }],
    [false, { 'github.com/project-slug': 'shop/checkout-old' }],
    [false, { 'gitlab.com/project-slug': 'shop/checkout' }],
    [false, {}],
    [false, undefined],
  ])('is %s for %j', (expected, annotations) => {
    expect(isOwnRepository(run, annotations)).toBe(expected);
  });
});

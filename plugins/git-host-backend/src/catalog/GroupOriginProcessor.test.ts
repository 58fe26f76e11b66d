import { GroupOriginProcessor } from './GroupOriginProcessor';

const processor = new GroupOriginProcessor({
  baseUrls: ['http://localhost:7007'],
  gitopsRepository: { owner: 'platform-team', name: 'gitops' },
});

const BLOBS = 'http://localhost:7007/git/platform-team/gitops/blob';

function process(
  metadata: { name: string; namespace?: string },
  target: string,
  more: { kind?: string; type?: string } = {},
) {
  const { kind = 'Group', type = 'url' } = more;
  return processor.preProcessEntity(
    { apiVersion: 'backstage.io/v1alpha1', kind, metadata },
    { type, target },
  );
}

describe('GroupOriginProcessor', () => {
  const own = `${BLOBS}/main/teams/payments/catalog-info.yaml`;

  it('takes a team from its own file', async () => {
    await expect(process({ name: 'payments' }, own)).resolves.toBeDefined();
  });

  it.each([
    ['another team', { name: 'platform-team' }, own],
    [
      'the team in another namespace',
      { name: 'payments', namespace: 'x' },
      own,
    ],
    [
      'a team from another branch',
      { name: 'payments' },
      `${BLOBS}/side/teams/payments/catalog-info.yaml`,
    ],
    [
      'a team from another file',
      { name: 'payments' },
      `${BLOBS}/main/teams/payments/docs/catalog-info.yaml`,
    ],
    [
      'a team from another repository',
      { name: 'payments' },
      'http://localhost:7007/git/payments/churn/blob/main/teams/payments/catalog-info.yaml',
    ],
    [
      'a team behind a detour',
      { name: 'payments' },
      `${BLOBS}/main/teams/..\\..\\..\\..\\..\\..\\git\\payments\\churn\\blob\\main/catalog-info.yaml`,
    ],
  ])('refuses %s', async (_title, metadata, target) => {
    await expect(process(metadata, target)).rejects.toThrow(
      /is refused: a team is described by teams\/.+ of platform-team\/gitops/,
    );
  });

  it('asks nothing of other kinds and other hosts', async () => {
    const other = `${BLOBS}/main/teams/x/catalog-info.yaml`;
    await expect(
      process({ name: 'payments' }, other, { kind: 'Component' }),
    ).resolves.toBeDefined();
    await expect(
      process({ name: 'payments' }, 'https://example.com/groups.yaml'),
    ).resolves.toBeDefined();
    await expect(
      process({ name: 'payments' }, '/catalog/org.yaml', { type: 'file' }),
    ).resolves.toBeDefined();
  });
});

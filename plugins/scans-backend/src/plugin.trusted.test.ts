import { SignJWT, UnsecuredJWT } from 'jose';
import { grypeReport } from './__testUtils__/reports';
import {
  AUDIENCE,
  FakeIssuer,
  GITHUB_CLAIMS,
  GITLAB_CLAIMS,
  startFakeIssuer,
} from './__testUtils__/startFakeIssuer';
import {
  ADA,
  CART,
  CHECKOUT,
  PIPELINE,
  TestScans,
  startScans,
} from './__testUtils__/startScans';

jest.setTimeout(60_000);

const ZLIB = 'CVE-2026-0001 zlib 1.2.0 high 1.3.0';
const YAML = 'CVE-2026-0002 yaml 2.0.0 critical 2.0.1';
const day = (number: number) => `2026-03-0${number}T10:00:00Z`;
const NOT_TRUSTED = 'The token is not one that this portal trusts';

describe('uploads with the tokens of pipelines', () => {
  let scans: TestScans;
  let github: FakeIssuer;
  let gitlab: FakeIssuer;
  beforeEach(async () => {
    github = await startFakeIssuer();
    gitlab = await startFakeIssuer();
    scans = await startScans({
      scans: {
        trustedIssuers: [
          { issuer: github.issuer, audience: AUDIENCE, kind: 'github' },
          { issuer: gitlab.issuer, audience: AUDIENCE, kind: 'gitlab' },
        ],
      },
    });
  });
  afterEach(async () => {
    await scans.stop();
    await github.stop();
    await gitlab.stop();
  });

  const send = (
    token: string,
    query: Record<string, string> = {},
    report: object = grypeReport([ZLIB]),
  ) =>
    scans.call(
      undefined,
      'POST',
      `/trusted-uploads?${new URLSearchParams({ entity: CHECKOUT, ...query })}`,
      report,
      { Authorization: `Bearer ${token}` },
    );

  /** Waits until a scan was worked off, asking as the pipeline does. */
  async function finished(token: string, id: string) {
    for (;;) {
      const { body } = await scans.call(
        undefined,
        'GET',
        `/trusted-uploads/${id}`,
        undefined,
        { Authorization: `Bearer ${token}` },
      );
      if (!['queued', 'processing'].includes(body.status)) {
        return body;
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  async function upload(token: string, report: object) {
    const { status, body, text } = await send(token, {}, report);
    if (status !== 202) {
      throw new Error(`${status} ${text}`);
    }
    return finished(token, body.scan.id);
  }

  it('of GitHub and GitLab count for the repository of the entity', async () => {
    const scan = await upload(
      await github.sign(GITHUB_CLAIMS),
      grypeReport([ZLIB, YAML], { at: day(1) }),
    );
    expect(scan).toMatchObject({
      status: 'done',
      branch: 'main',
      commit: GITHUB_CLAIMS.sha,
      isPartial: false,
      changes: { new: 2 },
      uploadedBy: `oidc:${new URL(github.issuer).host} shop/checkout`,
    });
    const later = await upload(
      await gitlab.sign(GITLAB_CLAIMS),
      grypeReport([ZLIB], { at: day(2) }),
    );
    expect(later).toMatchObject({ isPartial: false, changes: { fixed: 1 } });
    expect(scans.audited).toEqual([
      'scan-upload succeeded',
      'scan-upload succeeded',
    ]);
  });

  it('of pull requests and unprotected branches close nothing', async () => {
    await upload(
      await github.sign(GITHUB_CLAIMS),
      grypeReport([ZLIB], { at: day(1) }),
    );
    const pullRequest = await github.sign({
      ...GITHUB_CLAIMS,
      event_name: 'pull_request',
      ref: 'refs/pull/7/merge',
      base_ref: 'main',
    });
    const answer = await send(
      pullRequest,
      { partial: 'false' },
      grypeReport([], { at: day(2) }),
    );
    expect(await finished(pullRequest, answer.body.scan.id)).toMatchObject({
      isPartial: true,
      branch: 'main',
      changes: { fixed: 0 },
    });
    const unprotected = await gitlab.sign({
      ...GITLAB_CLAIMS,
      ref_protected: 'false',
    });
    expect(
      await upload(unprotected, grypeReport([], { at: day(3) })),
    ).toMatchObject({ isPartial: true, changes: { fixed: 0 } });
    expect((await scans.findings()).total).toBe(1);
  });

  it('are refused for another branch than that of the run', async () => {
    const token = await github.sign({
      ...GITHUB_CLAIMS,
      ref: 'refs/heads/feature',
    });
    expect((await send(token, { branch: 'main' })).status).toBe(403);
    expect((await send(token, { branch: 'feature' })).status).toBe(202);
  });

  it('of another repository learn nothing about any entity', async () => {
    const token = await github.sign({
      ...GITHUB_CLAIMS,
      repository: 'mallory/checkout',
    });
    const answers = await Promise.all(
      [CHECKOUT, CART, 'component:default/unknown'].map(entity =>
        send(token, { entity }),
      ),
    );
    const [one, two, unknown] = answers.map(({ status, body }) => [
      status,
      body.error.message.replace(/component:\S+/, 'ENTITY'),
    ]);
    expect(one[0]).toBe(403);
    expect(two).toEqual(one);
    expect(unknown).toEqual(one);
    expect((await scans.findings()).total).toBe(0);
  });

  it('cannot ask for scans of others', async () => {
    const token = await github.sign(GITHUB_CLAIMS);
    const own = await upload(token, grypeReport([ZLIB], { at: day(1) }));
    const foreign = await github.sign({
      ...GITHUB_CLAIMS,
      repository: 'shop/cart',
    });
    const ask = (id: string) =>
      scans.call(undefined, 'GET', `/trusted-uploads/${id}`, undefined, {
        Authorization: `Bearer ${foreign}`,
      });
    const [known, unknown] = [await ask(own.id), await ask('nothing')];
    expect(known.status).toBe(404);
    expect(known.body.error.message.replace(own.id, 'nothing')).toBe(
      unknown.body.error.message,
    );
  });

  describe('are refused', () => {
    const refusals: [string, () => Promise<string>, string][] = [
      [
        'when the token has expired',
        () => github.sign(GITHUB_CLAIMS, { expiresIn: -120 }),
        'has expired',
      ],
      [
        'for another audience',
        () => github.sign({ ...GITHUB_CLAIMS, aud: 'https://other.test' }),
        'claim aud',
      ],
      [
        'without an audience',
        () => github.sign({ ...GITHUB_CLAIMS, aud: undefined }),
        'claim aud',
      ],
      [
        'without an end',
        () => github.sign({ ...GITHUB_CLAIMS, exp: undefined }),
        'claim exp',
      ],
      [
        'before their time',
        () =>
          github.sign({
            ...GITHUB_CLAIMS,
            nbf: Math.floor(Date.now() / 1000) + 600,
          }),
        'claim nbf',
      ],
      [
        'of another issuer',
        () => github.sign({ ...GITHUB_CLAIMS, iss: 'https://evil.test' }),
        NOT_TRUSTED,
      ],
      [
        'of one issuer in the name of the other',
        () => github.sign({ ...GITLAB_CLAIMS, iss: gitlab.issuer }),
        NOT_TRUSTED,
      ],
      [
        'signed with another key',
        () => github.sign(GITHUB_CLAIMS, { isForged: true }),
        NOT_TRUSTED,
      ],
      [
        'signed with an unknown key',
        () => github.sign(GITHUB_CLAIMS, { kid: 'k2' }),
        NOT_TRUSTED,
      ],
      [
        'with the algorithm none',
        async () =>
          new UnsecuredJWT({ ...GITHUB_CLAIMS })
            .setIssuer(github.issuer)
            .setAudience(AUDIENCE)
            .setIssuedAt()
            .setExpirationTime('5m')
            .encode(),
        NOT_TRUSTED,
      ],
      [
        'with a shared secret',
        () =>
          new SignJWT({ ...GITHUB_CLAIMS })
            .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
            .setIssuer(github.issuer)
            .setAudience(AUDIENCE)
            .setIssuedAt()
            .setExpirationTime('5m')
            .sign(new TextEncoder().encode('k1'.repeat(32))),
        NOT_TRUSTED,
      ],
      ['that are no tokens', async () => 'a.b.c', NOT_TRUSTED],
      ['that are very long', async () => 'x'.repeat(10_000), NOT_TRUSTED],
    ];
    it.each(refusals)('%s', async (_, makeToken, message) => {
      const { status, body } = await send(await makeToken());
      expect([status, body.error.message]).toEqual([
        401,
        expect.stringContaining(message),
      ]);
      expect((await scans.findings()).total).toBe(0);
    });

    it('without a token', async () => {
      const path = `/trusted-uploads?entity=${CHECKOUT}`;
      const answer = await scans.call(undefined, 'POST', path, {});
      expect(answer.status).toBe(401);
    });

    it('without a repository', async () => {
      const token = await github.sign({
        ...GITHUB_CLAIMS,
        repository: undefined,
      });
      expect((await send(token)).status).toBe(403);
    });
  });

  it('open no other route, and tokens of the portal open not this one', async () => {
    const token = await github.sign(GITHUB_CLAIMS);
    const other = await scans.call(
      undefined,
      'POST',
      `/uploads?entity=${CHECKOUT}`,
      grypeReport([ZLIB]),
      { Authorization: `Bearer ${token}` },
    );
    expect(other.status).toBe(401);
    for (const who of [ADA, PIPELINE]) {
      const { status } = await scans.call(
        who,
        'POST',
        `/trusted-uploads?entity=${CHECKOUT}`,
        grypeReport([ZLIB]),
      );
      expect(status).toBe(401);
    }
  });

  it('wait for an issuer that cannot be asked, which is not asked again at once', async () => {
    github.setDown(true);
    const token = await github.sign(GITHUB_CLAIMS);
    expect((await send(token)).status).toBe(503);
    expect((await send(token)).status).toBe(503);
    expect(github.requests).toHaveLength(1);
    expect((await send(await gitlab.sign(GITLAB_CLAIMS))).status).toBe(202);
  });

  it('make an issuer be asked once, however many come', async () => {
    const token = await github.sign(GITHUB_CLAIMS, { kid: 'k2' });
    await Promise.all(Array.from({ length: 10 }, () => send(token)));
    expect(github.requests.length).toBeLessThanOrEqual(3);
  });
});

describe('the configuration of issuers', () => {
  const issuer = {
    issuer: 'https://gitlab.com',
    audience: AUDIENCE,
    kind: 'gitlab',
  };
  it.each([
    ['kind', [{ ...issuer, kind: 'gitea' }]],
    ['issuer', [{ ...issuer, issuer: 'http://gitlab.com' }]],
    ['issuer', [{ ...issuer, issuer: 'gitlab.com' }]],
    [
      'one issuer of each kind',
      [issuer, { ...issuer, issuer: 'https://x.test' }],
    ],
    ['audience', [{ issuer: 'https://gitlab.com', kind: 'gitlab' }]],
  ])('names what is wrong: %s', async (name, trustedIssuers) => {
    await expect(startScans({ scans: { trustedIssuers } })).rejects.toThrow(
      name,
    );
  });

  it('is not needed: without it there is no such route', async () => {
    const scans = await startScans();
    const { status } = await scans.call(
      undefined,
      'POST',
      `/trusted-uploads?entity=${CHECKOUT}`,
      {},
    );
    expect(status).toBe(401);
    await scans.stop();
  });
});

import { Forgery, forgeToken } from './__testUtils__/forgeToken';
import { grypeReport } from './__testUtils__/reports';
import {
  AUDIENCE,
  GITHUB_CLAIMS,
  GITHUB_PULL_REQUEST_CLAIMS,
  GITLAB_CLAIMS,
  TokenIssuer,
  startTokenIssuer,
} from './__testUtils__/startTokenIssuer';
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
  let github: TokenIssuer;
  let gitlab: TokenIssuer;
  beforeAll(async () => {
    [github, gitlab] = await Promise.all([
      startTokenIssuer(),
      startTokenIssuer(),
    ]);
  });
  afterAll(async () => {
    await github.stop();
    await gitlab.stop();
  });
  beforeEach(async () => {
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
    jest.useRealTimers();
    await scans.stop();
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
      await github.issue(GITHUB_CLAIMS),
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
      await gitlab.issue(GITLAB_CLAIMS),
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
      await github.issue(GITHUB_CLAIMS),
      grypeReport([ZLIB], { at: day(1) }),
    );
    const pullRequest = await github.issue(GITHUB_PULL_REQUEST_CLAIMS);
    const answer = await send(
      pullRequest,
      { partial: 'false', lookedFor: 'vulnerability' },
      grypeReport([], { at: day(2) }),
    );
    expect(await finished(pullRequest, answer.body.scan.id)).toMatchObject({
      isPartial: true,
      lookedFor: ['vulnerability'],
      branch: 'main',
      changes: { fixed: 0 },
    });
    const unprotected = await gitlab.issue({
      ...GITLAB_CLAIMS,
      ref_protected: 'false',
    });
    expect(
      await upload(unprotected, grypeReport([], { at: day(3) })),
    ).toMatchObject({ isPartial: true, changes: { fixed: 0 } });
    expect((await scans.findings()).total).toBe(1);
  });

  it('are refused for another branch than that of the run', async () => {
    const token = await github.issue({
      ...GITHUB_CLAIMS,
      ref: 'refs/heads/feature',
    });
    expect((await send(token, { branch: 'main' })).status).toBe(403);
    expect((await send(token, { branch: 'feature' })).status).toBe(202);
  });

  it.each([
    ['of a fork', { repository: 'mallory/checkout' }],
    [
      'of a fork that asks to be merged',
      { ...GITHUB_PULL_REQUEST_CLAIMS, repository: 'mallory/checkout' },
    ],
    ['whose name begins alike', { repository: 'shop/checkout-old' }],
    ['whose name ends alike', { repository: 'my-shop/checkout' }],
    ['above the own one', { repository: 'shop' }],
    ['below the own one', { repository: 'shop/checkout/x' }],
    [
      'with another look of the same name',
      { repository: 'shop/chec\u212aout' },
    ],
    [
      'that is the own one on another host',
      { repository: 'shop/backend/checkout' },
    ],
  ])('of a repository %s learn nothing of any entity', async (_, claims) => {
    const token = await github.issue({ ...GITHUB_CLAIMS, ...claims });
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

  it('of a merge request from a fork of GitLab are the fork’s', async () => {
    // Its pipeline may run in the project that it asks; the claims name the fork all the same
    const token = await gitlab.issue({
      ...GITLAB_CLAIMS,
      sub: 'project_path:mallory/checkout:ref_type:branch:ref:main',
      project_path: 'mallory/checkout',
      namespace_path: 'mallory',
      pipeline_source: 'merge_request_event',
    });
    expect((await send(token)).status).toBe(403);
  });

  it('count however a host writes the name of the repository', async () => {
    // To both hosts names that differ in case alone are one
    const token = await github.issue({
      ...GITHUB_CLAIMS,
      repository: 'Shop/CheckOut',
      repository_owner: 'Shop',
    });
    expect((await send(token)).status).toBe(202);
  });

  it('cannot ask for scans of others', async () => {
    const token = await github.issue(GITHUB_CLAIMS);
    const own = await upload(token, grypeReport([ZLIB], { at: day(1) }));
    const foreign = await github.issue({
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
    const forged = async (by: Forgery, claims: Record<string, unknown> = {}) =>
      forgeToken({ genuine: await github.issue(GITHUB_CLAIMS), by, claims });
    const refusals: [string, () => Promise<string>, string][] = [
      [
        'when the token has expired',
        () => github.issue(GITHUB_CLAIMS, { expiresIn: -120 }),
        'has expired',
      ],
      [
        'for another audience',
        () => github.issue(GITHUB_CLAIMS, { audience: 'https://other.test' }),
        'claim aud',
      ],
      [
        'before their time',
        () =>
          github.issue({
            ...GITHUB_CLAIMS,
            nbf: Math.floor(Date.now() / 1000) + 600,
          }),
        'claim nbf',
      ],
      [
        'of an issuer that nobody configured',
        () => forged('strangers key', { iss: 'https://evil.test' }),
        NOT_TRUSTED,
      ],
      [
        'of one issuer in the name of the other',
        () => forged('claims changed', { iss: gitlab.issuer }),
        NOT_TRUSTED,
      ],
      [
        'signed with another key under the same name',
        () => forged('strangers key'),
        NOT_TRUSTED,
      ],
      ['signed with an unknown key', () => forged('unknown key'), NOT_TRUSTED],
      ['with the algorithm none', () => forged('none'), NOT_TRUSTED],
      [
        'with the public key for a shared secret',
        () => forged('public key as secret'),
        NOT_TRUSTED,
      ],
      ['with no signature', () => forged('signature cut off'), NOT_TRUSTED],
      [
        'with claims that were changed on the way',
        () => forged('claims changed', { run_id: '8' }),
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
      const { repository, ...claims } = GITHUB_CLAIMS;
      for (const more of [{}, GITLAB_CLAIMS]) {
        const token = await github.issue({ ...claims, ...more });
        expect((await send(token)).status).toBe(403);
      }
    });

    it.each([
      ['an issuer that is not configured', false],
      ['an issuer that says it is a configured one', true],
    ])('of %s, however genuine they are there', async (_, doesPretend) => {
      const evil = await startTokenIssuer(
        doesPretend ? { pretends: github.issuer } : {},
      );
      const { status, body } = await send(await evil.issue(GITHUB_CLAIMS));
      expect([status, body.error.message]).toEqual([401, NOT_TRUSTED]);
      await evil.stop();
    });
  });

  it('open no other route, and tokens of the portal open not this one', async () => {
    const token = await github.issue(GITHUB_CLAIMS);
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

  it('follow a host to its new keys, and leave the old ones', async () => {
    const old = await github.issue(GITHUB_CLAIMS);
    expect((await send(old)).status).toBe(202);
    await github.rotateKey();
    const next = await github.issue(GITHUB_CLAIMS);
    // An unknown key makes the host be asked again, though not all the time
    jest.useFakeTimers({
      now: Date.now() + 31_000,
      doNotFake: [
        'hrtime',
        'nextTick',
        'performance',
        'queueMicrotask',
        'setImmediate',
        'clearImmediate',
        'setInterval',
        'clearInterval',
        'setTimeout',
        'clearTimeout',
      ],
    });
    expect((await send(next, { target: 'next' })).status).toBe(202);
    expect((await send(old, { target: 'old' })).status).toBe(401);
  });

  it('wait for an issuer that cannot be asked, which is not asked again at once', async () => {
    const before = (await github.listRequests()).length;
    const token = await github.issue(GITHUB_CLAIMS);
    await github.setDown(true);
    try {
      expect((await send(token)).status).toBe(503);
      expect((await send(token)).status).toBe(503);
    } finally {
      await github.setDown(false);
    }
    expect(await github.listRequests()).toHaveLength(before + 1);
    const other = await gitlab.issue(GITLAB_CLAIMS);
    expect((await send(other)).status).toBe(202);
  });

  it('make an issuer be asked once, however many come', async () => {
    const before = (await github.listRequests()).length;
    const token = await forgeToken({
      genuine: await github.issue(GITHUB_CLAIMS),
      by: 'unknown key',
    });
    await Promise.all(Array.from({ length: 10 }, () => send(token)));
    const asked = (await github.listRequests()).slice(before);
    // Its configuration, its keys, and perhaps these once more
    expect(asked.length).toBeGreaterThanOrEqual(2);
    expect(asked.length).toBeLessThanOrEqual(3);
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

  it('is not needed: without it nobody is trusted, which it says whatever the token', async () => {
    const scans = await startScans();
    for (const headers of [undefined, { Authorization: 'Bearer a.b.c' }]) {
      const { status, body } = await scans.call(
        undefined,
        'POST',
        `/trusted-uploads?entity=${CHECKOUT}`,
        {},
        headers,
      );
      expect(status).toBe(401);
      expect(body.error.message).toBe(
        'This portal takes no tokens of pipelines: it trusts no issuer',
      );
    }
    await scans.stop();
  });
});

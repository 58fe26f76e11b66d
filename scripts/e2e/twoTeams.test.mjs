import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { findOptionalParts } from '../testing/optionalParts.mjs';
import { createApi } from './api.mjs';
import { takePicture } from './browser.mjs';
import { git, withToken } from './git.mjs';
import { openPortalFor } from './people.mjs';

const skip = findOptionalParts().chromium.at ? false : 'Chromium is missing';

const CORE = 'core-developer';
const DATA = 'data-engineer';

/** What core-team owns and data-team wants to change. */
const OWNER = 'core-team';
const NAME = 'ledger';
const REPOSITORY = `git-host/v1/repositories/${OWNER}/${NAME}`;

let opened;
let portal;
let folder;
let core;
let data;
let cloneUrl;

before(async () => {
  if (skip) {
    return;
  }
  folder = await mkdtemp(join(tmpdir(), 'plumbline-teams-'));
  opened = await openPortalFor([CORE, DATA], {
    unverified: {
      name: 'ml-engineer',
      email: 'ml-engineer@example.com',
      email_verified: false,
    },
  });
  ({ portal } = opened);
});
after(async () => {
  await opened?.close();
  if (folder) {
    await rm(folder, { recursive: true, force: true });
  }
});

test('an unverified e-mail address gets nobody in', { skip }, async () => {
  const { page } = await opened.knock('unverified');
  await page
    .getByText(/verified/i)
    .first()
    .waitFor();
});

test(
  'two people of different teams sign in with the identity provider',
  { skip },
  async () => {
    core = opened.people[CORE].api;
    data = opened.people[DATA].api;
    for (const name of [CORE, DATA]) {
      await takePicture(opened.people[name].page, `home-of-${name}`);
    }
    const me = api => api.mustRequest('GET', 'auth/v1/userinfo');
    assert.equal((await me(core)).claims.sub, 'user:default/core-developer');
    assert.equal((await me(data)).claims.sub, 'user:default/data-engineer');
  },
);

test('the first creates a service of their team', { skip }, async () => {
  const id = await core.startTemplate('service', {
    name: NAME,
    owner: `group:default/${OWNER}`,
    description: 'Keeps the books',
  });
  const task = await core.waitForTask(id);
  assert.equal(task.status, 'completed', task.log);
  await core.waitForEntity(`component:default/${NAME}`, ({ relations }) =>
    relations?.some(({ targetRef }) => targetRef === `group:default/${OWNER}`),
  );
  ({ cloneUrl } = await core.mustRequest('GET', REPOSITORY));
});

test(
  'the second reads it, so it is there to be attacked',
  { skip },
  async () => {
    assert.equal((await data.mustRequest('GET', REPOSITORY)).canWrite, false);
    const token = await data.createGitToken('data-team', 'read');
    const target = join(folder, 'read');
    await git(['clone', '--quiet', withToken(cloneUrl, token), target]);
    assert.match(await git(['log', '--oneline'], { cwd: target }), /ledger/);
  },
);

test(
  'the second can neither push to it, commit to it nor delete it',
  { skip },
  async () => {
    const before = await core.mustRequest('GET', REPOSITORY);
    const token = await data.createGitToken('data-team', 'write');
    const target = join(folder, 'attack');
    await git(['clone', '--quiet', withToken(cloneUrl, token), target]);
    await writeFile(join(target, 'README.md'), 'mine now\n');
    await git(['commit', '--quiet', '-am', 'take over'], { cwd: target });
    for (const refspec of [
      'main',
      'main:refs/heads/side',
      '--force main',
      '--delete main',
    ]) {
      await assert.rejects(
        git(['push', '--quiet', 'origin', ...refspec.split(' ')], {
          cwd: target,
        }),
        /403|not allowed|denied/i,
        refspec,
      );
    }
    const commit = await data.request('POST', `${REPOSITORY}/commits`, {
      message: 'take over',
      files: [{ path: 'README.md', content: 'mine now\n' }],
    });
    assert.equal(commit.status, 403, commit.text);
    assert.equal((await data.request('DELETE', REPOSITORY)).status, 403);
    const stolen = await data.request('POST', 'git-host/v1/tokens', {
      teamRef: `group:default/${OWNER}`,
      name: 'borrowed',
      access: 'write',
    });
    assert.equal(stolen.status, 403, stolen.text);
    assert.deepEqual(await core.mustRequest('GET', REPOSITORY), before);
  },
);

test(
  'the second can neither delete its entity nor its location',
  { skip },
  async () => {
    const entity = await core.waitForEntity(`component:default/${NAME}`);
    const removed = await data.request(
      'DELETE',
      `catalog/entities/by-uid/${entity.metadata.uid}`,
    );
    assert.equal(removed.status, 403, removed.text);
    const locations = await core.mustRequest('GET', 'catalog/locations');
    const location = locations.find(({ data: { target } }) =>
      target.includes(`/${OWNER}/${NAME}/`),
    );
    assert.ok(location, 'the location is registered');
    const unregistered = await data.request(
      'DELETE',
      `catalog/locations/${location.data.id}`,
    );
    assert.equal(unregistered.status, 403, unregistered.text);
    assert.equal(
      (await core.waitForEntity(`component:default/${NAME}`)).metadata.uid,
      entity.metadata.uid,
    );
  },
);

test(
  'the second cannot create something in the name of the other team',
  { skip },
  async () => {
    const id = await data.startTemplate('service', {
      name: 'smuggled',
      owner: `group:default/${OWNER}`,
    });
    const task = await data.waitForTask(id);
    assert.equal(task.status, 'failed');
    assert.match(task.log, /core-team/);
    assert.doesNotMatch(task.log, /^\s+at .*node_modules.*git-host/m);
    assert.equal(
      (await core.request('GET', `git-host/v1/repositories/${OWNER}/smuggled`))
        .status,
      404,
    );
  },
);

test(
  'the second cannot write to the other team in the GitOps repository, nor see its runs',
  { skip },
  async () => {
    const gitops = 'git-host/v1/repositories/platform-team/gitops';
    const head = (await core.mustRequest('GET', gitops)).head;
    for (const path of [
      `teams/${OWNER}/apps/${NAME}/prod.yaml`,
      'argocd/root.yaml',
      'teams/data-team/argocd/appproject.yaml',
      'teams/founded-by-hand/argocd/appproject.yaml',
    ]) {
      const answer = await data.request('POST', `${gitops}/commits`, {
        message: 'take over',
        files: [{ path, content: 'kind: Application\n' }],
      });
      assert.equal(answer.status, 403, `${path}: ${answer.text}`);
    }
    assert.equal((await core.mustRequest('GET', gitops)).head, head);

    const own = await core.mustRequest('GET', 'scaffolder/v2/tasks');
    assert.ok(own.tasks.length > 0);
    const foreign = await data.mustRequest('GET', 'scaffolder/v2/tasks');
    assert.deepEqual(
      foreign.tasks.filter(task => own.tasks.some(({ id }) => id === task.id)),
      [],
    );
    const detail = await data.request(
      'GET',
      `scaffolder/v2/tasks/${own.tasks[0].id}`,
    );
    assert.ok([403, 404].includes(detail.status), String(detail.status));
  },
);

test('without a sign-in nothing is answered', { skip }, async () => {
  const nobody = createApi(portal.url, 'no-token');
  for (const path of [
    'catalog/entities',
    REPOSITORY,
    'scaffolder/v2/tasks',
    'git-host/v1/tokens',
  ]) {
    assert.equal((await nobody.request('GET', path)).status, 401, path);
  }
  await assert.rejects(git(['ls-remote', cloneUrl]));
  const guest = await fetch(`${portal.url}/api/auth/guest/refresh`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  assert.ok(guest.status >= 400, 'guest sign-in is off');
});

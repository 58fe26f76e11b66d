import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { createApi, readGuestToken, waitFor } from './api.mjs';
import { git, withToken } from './git.mjs';
import { createPortal } from './portal.mjs';

const TEAM = 'ml-team';
let portal;

before(async () => {
  portal = await createPortal({
    // The test need not wait as long as an operator may want to
    config: 'scaffolder: { taskRecovery: { staleTimeout: { seconds: 10 } } }\n',
  });
  await portal.start();
});
after(() => portal?.remove());

async function guest() {
  return createApi(portal.url, await readGuestToken(portal.url));
}

// A step that has begun has not ended yet: the kill hits it at its start or on its way.
for (const step of ['code', 'publish', 'gitops', 'register']) {
  test(`a run killed in step "${step}" goes on after the restart and leaves one repository`, async () => {
    const name = `killed-in-${step}`;
    let api = await guest();
    const id = await api.startTemplate('service', {
      name,
      owner: `group:default/${TEAM}`,
      description: 'Survives a crash',
    });
    await waitFor(`step ${step} to begin`, 60_000, async () => {
      const { stepsBegun } = await api.readTask(id);
      return stepsBegun.includes(step) || undefined;
    });
    await portal.kill();
    await portal.start();

    api = await guest();
    const task = await api.waitForTask(id);
    assert.equal(task.status, 'completed', task.log);

    const { items } = await api.mustRequest(
      'GET',
      `git-host/v1/repositories?query=${name}`,
    );
    assert.deepEqual(
      items.map(item => `${item.owner}/${item.name}`),
      [`${TEAM}/${name}`],
    );
    const token = await api.createGitToken(TEAM, 'read');
    const remote = withToken(items[0].cloneUrl, token);
    const refs = await git(['ls-remote', remote]);
    assert.deepEqual(
      refs
        .trim()
        .split('\n')
        .map(line => line.split('\t')[1])
        .sort(),
      ['HEAD', 'refs/heads/main'],
    );
    const commits = await api.mustRequest(
      'GET',
      `git-host/v1/repositories/${TEAM}/${name}/commits?ref=main`,
    );
    assert.equal(commits.items.length, 1);

    const applications = await api.mustRequest(
      'GET',
      `git-host/v1/repositories/platform-team/gitops/commits?ref=main&path=${encodeURIComponent(`teams/${TEAM}/apps/${name}`)}`,
    );
    assert.equal(
      applications.items.length,
      1,
      'the GitOps folder was committed once',
    );
    await api.waitForEntity(`component:default/${name}`);
  });
}

test('Ctrl-C ends the portal cleanly and the data is there again', async () => {
  const api = await guest();
  const before = await api.mustRequest('GET', 'git-host/v1/repositories');
  assert.ok(before.items.length > 0);
  assert.equal(await portal.stop(), 0);
  assert.match(portal.output(), /Stopped\. Your data is kept/);
  await portal.start();
  const again = await (
    await guest()
  ).mustRequest('GET', 'git-host/v1/repositories');
  assert.deepEqual(
    again.items.map(item => item.name),
    before.items.map(item => item.name),
  );
});

for (const step of ['gitops', 'register']) {
  test(`a team whose run was killed in step "${step}" is there once, with its members`, async () => {
    const name = `team-killed-in-${step}`;
    let api = await guest();
    const id = await api.startTemplate('team', { name });
    await waitFor(`step ${step} to begin`, 60_000, async () => {
      const { stepsBegun } = await api.readTask(id);
      return stepsBegun.includes(step) || undefined;
    });
    await portal.kill();
    await portal.start();

    api = await guest();
    const task = await api.waitForTask(id);
    assert.equal(task.status, 'completed', task.log);
    const group = await api.waitForEntity(
      `group:default/${name}`,
      ({ relations }) => relations?.length > 0,
    );
    assert.deepEqual(group.spec.members, ['user:default/guest']);
    const commits = await api.mustRequest(
      'GET',
      `git-host/v1/repositories/platform-team/gitops/commits?ref=main&path=${encodeURIComponent(`teams/${name}`)}`,
    );
    assert.equal(commits.items.length, 1, 'the folder was committed once');
  });
}

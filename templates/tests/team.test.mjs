import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';

import { readManifests } from '../../scripts/checks/manifests/readManifests.mjs';
import { findOptionalParts } from '../../scripts/testing/optionalParts.mjs';
import {
  assertSound,
  makeScratch,
  renderParts,
  renderTemplate,
  writeGenerated,
} from './renderForTest.mjs';

const parts = findOptionalParts();
const withoutKustomize = !parts.kustomize.at && parts.kustomize.install;
const MINIMAL = {
  name: 'fraud',
  title: 'Fraud detection',
  budgetAmount: '800',
};
const GITOPS = {
  owner: 'platform-team',
  name: 'gitops',
  gitopsUrl: 'http://localhost:7007/api/git-host/platform-team/gitops.git',
};

const render = (parameters = {}) =>
  renderTemplate({
    template: 'team',
    parameters: { ...MINIMAL, ...parameters },
  });

let scratch;
before(() => {
  scratch = makeScratch('team');
});
after(() => rmSync(scratch, { recursive: true, force: true }));

/** The GitOps repository as it is born, with what a template adds to it. */
async function writeGitops(gitopsFiles) {
  const folder = mkdtempSync(join(scratch, 'gitops-'));
  const seed = await renderParts({
    templatesDirectory: resolve(import.meta.dirname, '..'),
    parts: ['_shared/gitops-seed'],
    values: GITOPS,
  });
  writeGenerated(
    folder,
    seed.map(file => [file.path, file]),
  );
  return writeGenerated(folder, gitopsFiles);
}

const textOf = (files, path) =>
  files.get(`teams/fraud/${path}`).content.toString('utf8');
const built = (folder, path) =>
  readManifests(folder).sets.find(({ source }) => source === path).documents;

describe('the manifests of a team', { skip: withoutKustomize }, () => {
  for (const size of ['S', 'M', 'L']) {
    test(`are sound in size ${size}, in the repository as it is born`, async () => {
      const { gitopsFiles } = await render({ size, gpus: 2 });
      assertSound(await writeGitops(gitopsFiles));
    });
  }

  for (const name of ['true', 'null', 'yes', 'e10', 'a'.repeat(40)]) {
    test(`are sound for the name ${name}`, async () => {
      const { gitopsFiles } = await render({ name });
      assertSound(await writeGitops(gitopsFiles));
    });
  }

  test('deny all traffic and then name every door', async () => {
    const { gitopsFiles } = await render();
    const policies = built(
      await writeGitops(gitopsFiles),
      'teams/fraud/namespaces/prod',
    ).filter(({ kind }) => kind === 'NetworkPolicy');
    const deny = policies.find(
      ({ metadata }) => metadata.name === 'default-deny',
    );
    assert.deepEqual(deny.spec, {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
    const peers = policies.flatMap(({ spec }) => [
      ...(spec.ingress ?? []).map(({ from }) => from),
      ...(spec.egress ?? []).map(({ to }) => to),
    ]);
    assert.ok(peers.length > 5);
    for (const peer of peers) {
      assert.ok(peer?.length > 0, 'a rule without a peer opens everything');
    }
  });

  test('give nobody a secret of production, and no right by wildcard', async () => {
    const { gitopsFiles } = await render();
    const folder = await writeGitops(gitopsFiles);
    const rules = environment =>
      built(folder, `teams/fraud/namespaces/${environment}`)
        .filter(({ kind }) => kind === 'Role')
        .flatMap(role => role.rules);
    for (const environment of ['dev', 'staging', 'prod']) {
      const text = JSON.stringify(rules(environment));
      assert.ok(!text.includes('"*"'), environment);
      assert.equal(text.includes('"secrets"'), environment === 'dev');
    }
    const verbs = new Set(rules('prod').flatMap(rule => rule.verbs));
    assert.deepEqual([...verbs].sort(), ['get', 'list', 'watch']);
  });

  test('make one namespace for each environment that was chosen', async () => {
    const { gitopsFiles } = await render({ environments: ['prod', 'dev'] });
    assertSound(await writeGitops(gitopsFiles));
    assert.ok(
      !gitopsFiles.has('teams/fraud/namespaces/staging/namespace.yaml'),
    );
    const { spec } = parse(textOf(gitopsFiles, 'argocd/applicationset.yaml'));
    assert.deepEqual(
      spec.generators[0].list.elements.map(({ environment }) => environment),
      ['prod', 'dev'],
    );
  });
});

test('the project admits the repositories and namespaces of the team, and nothing of the cluster', async () => {
  const { gitopsFiles } = await render();
  const { spec } = parse(textOf(gitopsFiles, 'argocd/appproject.yaml'));
  assert.deepEqual(spec.sourceRepos, [
    'http://localhost:7007/api/git-host/fraud/*',
    GITOPS.gitopsUrl,
  ]);
  assert.deepEqual(spec.sourceNamespaces, ['fraud-argocd']);
  assert.deepEqual(
    spec.destinations.map(({ namespace }) => namespace),
    ['fraud-argocd', 'fraud-dev', 'fraud-staging', 'fraud-prod'],
  );
  assert.deepEqual(spec.clusterResourceWhitelist, []);
});

test('whoever creates a team is in it, once', async () => {
  const { gitopsFiles } = await renderTemplate({
    template: 'team',
    user: 'user:default/ada',
    parameters: {
      ...MINIMAL,
      members: ['user:default/ben', 'user:default/ada'],
      contact: 'fraud@example.com',
      budgetAmount: '1250.50',
      budgetCurrency: 'CHF',
    },
  });
  const [group, namespaces] = parseAllDocuments(
    textOf(gitopsFiles, 'catalog-info.yaml'),
  ).map(document => document.toJS());
  assert.deepEqual(group.spec.members, [
    'user:default/ada',
    'user:default/ben',
  ]);
  assert.equal(group.spec.profile.email, 'fraud@example.com');
  assert.equal(
    group.metadata.annotations['plumbline.dev/budget'],
    '1250.50 CHF',
  );
  assert.equal(namespaces.spec.owner, 'group:default/fraud');
});

test('a name is all that a team needs, and no budget is not a budget of nothing', async () => {
  const render = async parameters => {
    const { gitopsFiles } = await renderTemplate({
      template: 'team',
      user: 'user:default/ada',
      parameters: { name: 'fraud', ...parameters },
    });
    return parseAllDocuments(textOf(gitopsFiles, 'catalog-info.yaml'))[0].toJS()
      .metadata;
  };
  const bare = await render({});
  assert.equal(bare.title, 'fraud');
  assert.ok(!('plumbline.dev/budget' in bare.annotations));
  const free = await render({ budgetAmount: '0' });
  assert.equal(free.annotations['plumbline.dev/budget'], '0 EUR');
});

describe('the form refuses', () => {
  for (const [what, parameters] of [
    ['a name that Kubernetes would not take', { name: 'Fraud_1' }],
    ['a display name of two lines', { title: 'Fraud\nkind: Secret' }],
    ['an amount with a currency in it', { budgetAmount: '800 EUR' }],
    ['a currency that there is not', { budgetCurrency: 'XXX' }],
    ['a team without any environment', { environments: [] }],
    ['a member that is no user', { members: ['group:default/ml-team'] }],
  ]) {
    test(what, async () => {
      await assert.rejects(render(parameters), /The form refuses/);
    });
  }
});

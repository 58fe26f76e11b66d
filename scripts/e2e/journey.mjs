import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { mustRun } from '../bootstrap/run.mjs';
import { findOptionalParts } from '../testing/optionalParts.mjs';
import { createApi } from './api.mjs';
import {
  launchBrowser,
  openVisitor,
  readToken,
  signInAsGuest,
  takePicture,
} from './browser.mjs';
import { createFromTemplate } from './createPages.mjs';
import { git, withToken } from './git.mjs';
import { createPortal } from './portal.mjs';

const TEAM = 'payments';
const SERVICE = 'checkout';
const PIPELINE = 'fraud-score';

/**
 * The first five minutes of somebody who has never seen this project, on a
 * portal with the given configuration: a team, a service and an ML pipeline
 * of that team, made in Chromium, then cloned and built.
 *
 * @param {{ createConfig?: () => Promise<string>, isBuilding: boolean, pictures?: boolean }} options
 *   isBuilding: whether the clones' own tests and training run too
 */
export function defineJourney({ createConfig, isBuilding, pictures = false }) {
  const parts = findOptionalParts();
  const skip = parts.chromium.at ? false : 'Chromium is missing';
  let portal;
  let browser;
  let visitor;
  let folder;
  let api;

  before(async () => {
    if (skip) {
      return;
    }
    folder = await mkdtemp(join(tmpdir(), 'plumbline-journey-'));
    portal = await createPortal({ config: await createConfig?.() });
    await portal.start();
    browser = await launchBrowser();
    visitor = await openVisitor(browser, { url: portal.url });
  });
  after(async () => {
    await browser?.close();
    await portal?.remove();
    if (folder) {
      await rm(folder, { recursive: true, force: true });
    }
  });

  const snap = async name => {
    if (pictures) {
      await takePicture(visitor.page, name);
    }
  };
  const clone = async (owner, name) => {
    const target = join(folder, `${owner}-${name}`);
    const token = await api.createGitToken(TEAM, 'read');
    const remote = withToken(
      `${portal.url}/api/git-host/${owner}/${name}.git`,
      token,
    );
    await git(['clone', '--quiet', remote, target]);
    return target;
  };
  const buildOverlays = async repository => {
    const [command, ...args] = parts.kustomize.at.split(' ');
    const overlays = await findKustomizations(repository);
    assert.ok(overlays.length >= 3, `overlays in ${repository}`);
    for (const overlay of overlays) {
      const yaml = await mustRun(command, [...args, overlay]);
      assert.match(yaml, /^kind: /m, overlay);
    }
    return overlays.length;
  };

  test('a guest enters and sees what is theirs', { skip }, async () => {
    const { page } = visitor;
    await signInAsGuest(page);
    await page.getByText('ML team').first().waitFor();
    await snap('home');
    api = createApi(portal.url, await readToken(page));
  });

  test('creates a team', { skip }, async () => {
    await createFromTemplate(visitor.page, {
      template: 'Team',
      fields: { Name: TEAM },
      picture: pictures ? 'team' : undefined,
    });
    const group = await api.waitForEntity(`group:default/${TEAM}`, entity =>
      entity.relations?.some(
        ({ targetRef }) => targetRef === 'user:default/guest',
      ),
    );
    assert.equal(group.spec.type, 'team');
  });

  for (const [template, name] of [
    ['Service', SERVICE],
    ['ML pipeline', PIPELINE],
  ]) {
    test(`creates the ${template} of that team`, { skip }, async () => {
      const picture = pictures
        ? template.toLowerCase().replace(' ', '-')
        : undefined;
      await createFromTemplate(visitor.page, {
        template,
        team: TEAM,
        fields: { Name: name },
        picture,
      });
      const entity = await api.waitForEntity(
        `component:default/${name}`,
        ({ relations }) =>
          relations?.some(relation => relation.type === 'ownedBy'),
      );
      assert.deepEqual(
        entity.relations
          .filter(({ type }) => type === 'ownedBy')
          .map(({ targetRef }) => targetRef),
        [`group:default/${TEAM}`],
      );
    });
  }

  test(
    'the catalog shows them under the team, with their docs',
    { skip },
    async () => {
      const { page } = visitor;
      for (const name of [SERVICE, PIPELINE]) {
        await page.goto(`/catalog/default/component/${name}`);
        await page.getByText(name).first().waitFor();
        await page
          .getByRole('link', { name: new RegExp(TEAM, 'i') })
          .first()
          .waitFor();
        await snap(`entity-${name}`);
      }
      await page.goto(`/catalog/default/group/${TEAM}`);
      await page.getByText(TEAM).first().waitFor();
      await snap('entity-team');
      if (parts.python.at) {
        await page.goto(`/docs/default/component/${SERVICE}`);
        await page.getByText('Owned by the team').waitFor({ timeout: 90_000 });
        await snap('docs');
        await page.goto('/docs/default/system/plumbline');
        await page
          .getByRole('link', { name: 'Architecture' })
          .first()
          .waitFor({ timeout: 90_000 });
        await snap('docs-of-the-portal');
      }
    },
  );

  test(
    'the Git pages show the repository, a file and the clone command',
    { skip },
    async () => {
      const { page } = visitor;
      await page.goto('/git');
      await page
        .getByText(`${TEAM}/${SERVICE}`)
        .or(page.getByText(SERVICE, { exact: true }))
        .first()
        .waitFor();
      await snap('git-list');
      await page.goto(`/git/${TEAM}/${SERVICE}`);
      await page
        .getByText(`/api/git-host/${TEAM}/${SERVICE}.git`)
        .first()
        .waitFor();
      await page.getByText('catalog-info.yaml').first().waitFor();
      await snap('git-repository');
      await page.goto(`/git/${TEAM}/${SERVICE}/blob/main/catalog-info.yaml`);
      await page.getByText('backstage.io/v1alpha1').first().waitFor();
      await snap('git-file');
    },
  );

  test(
    'every overlay of the clones and of the GitOps repository builds',
    {
      skip: skip || (parts.kustomize.at ? false : 'kustomize is missing'),
    },
    async () => {
      await buildOverlays(await clone(TEAM, SERVICE));
      await buildOverlays(await clone(TEAM, PIPELINE));
      const gitops = await clone('platform-team', 'gitops');
      await buildOverlays(gitops);
      for (const app of [SERVICE, PIPELINE]) {
        assert.deepEqual(
          (await readdir(join(gitops, 'teams', TEAM, 'apps', app))).sort(),
          ['dev.yaml', 'prod.yaml', 'staging.yaml'],
        );
      }
    },
  );

  if (isBuilding) {
    const skipPython =
      skip || (parts.python.at ? false : 'Python 3.11 is missing');

    test(
      "the service's own tests run green from its clone",
      { skip: skipPython },
      async () => {
        const output = await mustRun('make', ['test'], {
          cwd: join(folder, `${TEAM}-${SERVICE}`),
        });
        assert.match(output, /[1-9]\d* passed/);
      },
    );

    test(
      "the pipeline's training runs from its clone and registers a model",
      { skip: skipPython },
      async () => {
        const cwd = join(folder, `${TEAM}-${PIPELINE}`);
        await mustRun('make', ['train'], { cwd });
        const scored = await mustRun('make', ['score'], { cwd });
        assert.match(scored, /\d/);
      },
    );
  }

  test('the browser had nothing to complain about', { skip }, () => {
    assert.deepEqual(visitor.complaints, []);
  });
}

async function findKustomizations(repository) {
  const found = await readdir(repository, { recursive: true });
  return found
    .filter(
      path =>
        path.endsWith('/kustomization.yaml') && !path.includes('components/'),
    )
    .map(path => join(repository, path, '..'));
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';

import { findProgram, runProgram } from './programs.mjs';
import { listRepositoryFiles } from './repositoryFiles.mjs';

const PINNED = /^(\.\/|docker:\/\/.+@sha256:[0-9a-f]{64}$|[^@]+@[0-9a-f]{40}$)/;
/** Top-level words of a GitLab file that are no jobs. */
const GITLAB_WORDS = new Set([
  'default',
  'image',
  'include',
  'services',
  'spec',
  'stages',
  'variables',
  'workflow',
]);

function read(folder, source, problems) {
  const document = parseDocument(readFileSync(join(folder, source), 'utf8'), {
    merge: true,
  });
  for (const { message } of document.errors) {
    problems.push({ source, path: '', message });
  }
  return document.errors.length === 0 ? document.toJS() : undefined;
}

function* checkSteps(source, steps, path) {
  for (const [index, { uses, run }] of (steps ?? []).entries()) {
    const at = `${path}/steps/${index}`;
    if (uses && !PINNED.test(uses)) {
      yield {
        source,
        path: `${at}/uses`,
        message: `"${uses}" is not pinned to a commit`,
      };
    }
    if (run?.includes('${{')) {
      yield {
        source,
        path: `${at}/run`,
        message:
          '"${{" in a script lets its value become code: hand it over in env',
      };
    }
  }
}

function* checkWorkflow(source, workflow) {
  if (!workflow?.permissions) {
    yield {
      source,
      path: '/permissions',
      message: 'is missing: the token could do everything',
    };
  }
  for (const [name, job] of Object.entries(workflow?.jobs ?? {})) {
    yield* checkSteps(source, job.steps, `/jobs/${name}`);
  }
}

function* checkGitHub(folder, files) {
  const problems = [];
  const workflows = files.filter(path =>
    /^\.github\/workflows\/.*\.ya?ml$/.test(path),
  );
  for (const source of workflows) {
    const workflow = read(folder, source, problems);
    if (workflow) {
      yield* checkWorkflow(source, workflow);
    }
  }
  for (const source of files.filter(path =>
    /^\.github\/actions\/.*action\.ya?ml$/.test(path),
  )) {
    const action = read(folder, source, problems);
    yield* checkSteps(source, action?.runs?.steps, '/runs');
  }
  yield* problems;
  const actionlint = findProgram('actionlint');
  if (actionlint && workflows.length > 0) {
    const { stdout } = runProgram(
      actionlint,
      ['-format', '{{json .}}', '-shellcheck=', '-pyflakes=', ...workflows],
      { cwd: folder },
    );
    for (const { filepath, line, message } of JSON.parse(stdout || '[]') ??
      []) {
      yield { source: filepath, path: `line ${line}`, message };
    }
  }
}

function readGitLab(folder, problems) {
  const root = read(folder, '.gitlab-ci.yml', problems) ?? {};
  const included = [root.include ?? []].flat().flatMap(({ local }) => {
    if (local && existsSync(join(folder, local))) {
      return [read(folder, local, problems) ?? {}];
    }
    problems.push({
      source: '.gitlab-ci.yml',
      path: '/include',
      message: `"${local}" does not exist`,
    });
    return [];
  });
  return Object.assign({}, ...included, root);
}

function* checkImage(image, path) {
  const name = typeof image === 'string' ? image : image?.name;
  if (
    name &&
    !name.includes('$') &&
    !/(:(?!latest$)[^:/]+|@sha256:.+)$/.test(name)
  ) {
    yield { path, message: `"${name}" is not pinned to a version` };
  }
}

function* checkJob(name, job, all) {
  const parents = [job.extends ?? []].flat();
  for (const parent of parents.filter(one => !all[one])) {
    yield { path: `/${name}/extends`, message: `there is no "${parent}"` };
  }
  const inherit = (field, from = job) =>
    from[field] ??
    [from.extends ?? []]
      .flat()
      .map(parent => all[parent] && inherit(field, all[parent]))
      .find(value => value !== undefined);
  yield* checkImage(inherit('image'), `/${name}/image`);
  if (name.startsWith('.')) {
    return;
  }
  const stage = inherit('stage');
  if (!all.stages?.includes(stage)) {
    yield { path: `/${name}/stage`, message: `there is no stage "${stage}"` };
  }
  if (!inherit('script') && !inherit('trigger')) {
    yield { path: `/${name}/script`, message: 'is missing' };
  }
  for (const need of [inherit('needs') ?? []].flat()) {
    const other = typeof need === 'string' ? need : need.job;
    if (!all[other]) {
      yield { path: `/${name}/needs`, message: `there is no job "${other}"` };
    }
  }
  for (const [index, line] of [inherit('script') ?? []].flat().entries()) {
    if (typeof line !== 'string') {
      yield {
        path: `/${name}/script/${index}`,
        message: 'is not a text: a line that holds ": " needs quotes',
      };
    }
  }
}

function* checkGitLab(folder) {
  const source = '.gitlab-ci.yml';
  const problems = [];
  const all = readGitLab(folder, problems);
  yield* problems;
  for (const [name, job] of Object.entries(all)) {
    if (!GITLAB_WORDS.has(name)) {
      for (const problem of checkJob(name, job, all)) {
        yield { source, ...problem };
      }
    }
  }
}

/** What can be said against the pipeline files of a repository without running them. */
export function checkPipelines(folder) {
  const files = listRepositoryFiles(folder);
  const found = [
    ...checkGitHub(folder, files),
    ...(files.includes('.gitlab-ci.yml') ? checkGitLab(folder) : []),
  ];
  return found.map(problem => ({ ...problem, rule: 'pipeline' }));
}

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parseAllDocuments } from 'yaml';

import { findProgram, runProgram } from './programs.mjs';
import { listRepositoryFiles } from './repositoryFiles.mjs';

const KUSTOMIZATION = /(^|\/)kustomization\.ya?ml$/;
const YAML = /\.ya?ml$/;
/** Things with a kind that are not for Kubernetes. */
const OTHER_GROUPS =
  /^(backstage\.io|scaffolder\.backstage\.io|kustomize\.config\.k8s\.io|plumbline\.dev)\//;

function parseYaml(text, source, problems) {
  const documents = [];
  for (const document of parseAllDocuments(text)) {
    for (const error of document.errors) {
      problems.push({ source, rule: 'yaml', message: error.message });
    }
    if (document.errors.length === 0 && document.contents !== null) {
      documents.push(document.toJS());
    }
  }
  return documents;
}

function findKustomizations(folder, files, problems) {
  const found = new Map();
  for (const file of files.filter(path => KUSTOMIZATION.test(path))) {
    const [content] = parseYaml(
      readFileSync(join(folder, file), 'utf8'),
      file,
      problems,
    );
    found.set(posix.dirname(file), content ?? {});
  }
  return found;
}

/** Folders that another kustomization pulls in are built with it. */
function findRoots(kustomizations) {
  const used = new Set();
  for (const [folder, { resources, components, bases }] of kustomizations) {
    for (const entry of [resources, components, bases].flat()) {
      if (typeof entry === 'string') {
        used.add(posix.normalize(posix.join(folder, entry)));
      }
    }
  }
  return [...kustomizations]
    .filter(([folder, { kind }]) => kind !== 'Component' && !used.has(folder))
    .map(([folder]) => folder);
}

function build(folder, root, problems) {
  const kustomize = findProgram('kustomize');
  const kubectl = findProgram('kubectl');
  if (!kustomize && !kubectl) {
    throw new Error(
      'Neither kustomize nor kubectl is on PATH; one of them is needed to build the overlays.',
    );
  }
  const { code, stdout, stderr } = kustomize
    ? runProgram(kustomize, ['build', join(folder, root)])
    : runProgram(kubectl, ['kustomize', join(folder, root)]);
  if (code !== 0) {
    problems.push({
      source: root,
      rule: 'kustomize',
      message: stderr.trim().replaceAll(`${folder}/`, ''),
    });
    return [];
  }
  return parseYaml(stdout, root, problems);
}

function isInside(file, folders) {
  for (let at = posix.dirname(file); ; at = posix.dirname(at)) {
    if (folders.has(at)) {
      return true;
    }
    if (at === dirname(at)) {
      return false;
    }
  }
}

/**
 * What a repository would give to a cluster: one set of documents per
 * kustomization that stands for itself, and one per folder of plain manifests.
 */
export function readManifests(folder) {
  if (!existsSync(folder)) {
    throw new Error(`${folder} does not exist`);
  }
  const problems = [];
  const files = listRepositoryFiles(folder);
  const kustomizations = findKustomizations(folder, files, problems);
  const sets = findRoots(kustomizations).map(root => ({
    source: root,
    documents: build(folder, root, problems),
  }));

  const plain = new Map();
  for (const file of files) {
    if (
      !YAML.test(file) ||
      file.startsWith('.') ||
      isInside(file, new Set(kustomizations.keys()))
    ) {
      continue;
    }
    const documents = parseYaml(
      readFileSync(join(folder, file), 'utf8'),
      file,
      problems,
    ).filter(
      one =>
        typeof one?.apiVersion === 'string' &&
        typeof one?.kind === 'string' &&
        !OTHER_GROUPS.test(one.apiVersion),
    );
    if (documents.length > 0) {
      const at = posix.dirname(file);
      plain.set(at, [...(plain.get(at) ?? []), ...documents]);
    }
  }
  for (const [source, documents] of plain) {
    sets.push({ source, documents });
  }
  return { sets, problems };
}

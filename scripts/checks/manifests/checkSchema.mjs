import Ajv from 'ajv';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

import { findProgram, runProgram } from './programs.mjs';
import { schemaFileName } from './schemaFileName.mjs';

const FOLDER = resolve(import.meta.dirname, '../../../templates/schemas');
const validators = new Map();

function findValidator(apiVersion, kind) {
  const file = join(FOLDER, schemaFileName(apiVersion, kind));
  if (!validators.has(file)) {
    const ajv = new Ajv({
      allErrors: true,
      allowUnionTypes: true,
      strict: true,
      strictRequired: false,
      strictTypes: false,
      validateFormats: false,
    });
    validators.set(
      file,
      existsSync(file)
        ? ajv.compile(JSON.parse(readFileSync(file, 'utf8')))
        : undefined,
    );
  }
  return validators.get(file);
}

const noSchema = ({ apiVersion, kind }) =>
  `there is no schema of ${apiVersion} ${kind}: add it to scripts/checks/manifests/schemaSources.mjs`;

function explain({ keyword, params, message }) {
  if (keyword === 'additionalProperties') {
    return `unknown field "${params.additionalProperty}"`;
  }
  return params?.allowedValues
    ? `${message}: ${params.allowedValues.join(', ')}`
    : message;
}

function checkWithAjv(document) {
  const validate = findValidator(document.apiVersion, document.kind);
  if (!validate) {
    return [{ path: '', message: noSchema(document) }];
  }
  return validate(document)
    ? []
    : validate.errors.map(error => ({
        path: error.instancePath,
        message: explain(error),
      }));
}

/** Its list of errors stops where a schema refers to another; its message goes on. */
function readKubeconform(message, document) {
  if (message.startsWith('could not find schema')) {
    return [{ path: '', message: noSchema(document) }];
  }
  const found = [...message.matchAll(/- at '([^']*)': (.*?)(?= *- at '|$)/g)]
    .map(([, path, text]) => ({ path, message: text.trim() }))
    .filter(one => one.message !== 'validation failed');
  return found.length > 0 ? found : [{ path: '', message }];
}

/** One run for all; each document is a file, so that every answer is of a known one. */
function checkWithKubeconform(program, documents) {
  if (documents.length === 0) {
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'documents-'));
  try {
    documents.forEach((document, index) =>
      writeFileSync(join(folder, `${index}.json`), JSON.stringify(document)),
    );
    const { stdout, stderr } = runProgram(program, [
      '-strict',
      '-output',
      'json',
      '-schema-location',
      `${FOLDER}/{{ .ResourceKind }}{{ .KindSuffix }}.json`,
      folder,
    ]);
    if (!stdout) {
      throw new Error(`${program} gave no answer: ${stderr}`);
    }
    const answers = documents.map(() => []);
    for (const { filename, msg } of JSON.parse(stdout).resources ?? []) {
      const index = Number(basename(filename, '.json'));
      answers[index].push(...readKubeconform(msg, documents[index]));
    }
    return answers;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What the schemas say against the documents of one set. kubeconform judges when
 * it is on PATH, otherwise Ajv by the same schemas.
 */
export function checkSchemas(
  { source, documents },
  kubeconform = findProgram('kubeconform'),
) {
  const problems = [];
  const typed = documents.filter(document => {
    const isTyped =
      typeof document?.apiVersion === 'string' &&
      typeof document?.kind === 'string';
    if (!isTyped) {
      problems.push({
        source,
        rule: 'schema',
        message: 'a document has no apiVersion and kind',
      });
    }
    return isTyped;
  });
  const answers = kubeconform
    ? checkWithKubeconform(kubeconform, typed)
    : typed.map(checkWithAjv);
  typed.forEach((document, index) => {
    for (const { path, message } of answers[index]) {
      problems.push({
        source,
        kind: document.kind,
        name: document.metadata?.name,
        path,
        rule: 'schema',
        message,
      });
    }
  });
  return problems;
}

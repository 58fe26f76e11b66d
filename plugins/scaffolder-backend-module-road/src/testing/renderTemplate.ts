import {
  LoggerService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  SerializedFile,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RoadConfig } from '../config';
import { createRoadActions } from '../createRoadActions';
import { listWorkspace } from '../render/listWorkspace';
import { createOfflineRunner, findPageErrors } from './createOfflineRunner';
import { Template, readTemplate } from './readTemplate';

/** A generated file: its bytes and whether it is executable. */
export interface GeneratedFile {
  content: Buffer;
  isExecutable: boolean;
}

/** What a template made, without anything having been published. */
export interface RenderedTemplate {
  /** The repository that would be published, by path; empty when the template publishes none. */
  files: Map<string, GeneratedFile>;
  /** What would be committed to the GitOps repository, by path in that repository. */
  gitopsFiles: Map<string, GeneratedFile>;
  /** The output of the template. */
  output: JsonObject;
}

/** Other hosts that a form can name, so that every choice of the form renders. */
const INTEGRATIONS = {
  github: [{ host: 'github.com', token: 'unused' }],
  gitlab: [
    {
      host: 'gitlab.com',
      token: 'unused',
      apiBaseUrl: 'https://gitlab.com/api/v4',
    },
  ],
  gitea: [{ host: 'gitea.example.com', username: 'u', password: 'unused' }],
};

const PORTAL = 'http://localhost:7007';
const DEFAULT_USER = 'user:default/guest';

const ignore = () => {};
const silentLogger: LoggerService = {
  error: ignore,
  warn: ignore,
  info: ignore,
  debug: ignore,
  child: () => silentLogger,
};

function unavailable(what: string): any {
  return new Proxy(
    {},
    {
      get: (_target, name) => () => {
        throw new Error(`${what}.${String(name)} is not there offline`);
      },
    },
  );
}

/** Checks parameters the way the scaffolder's API does, page by page. */
export function findParameterErrors(
  template: Template,
  parameters: JsonObject,
): string[] {
  return template.parameters.flatMap(page => findPageErrors(parameters, page));
}

function toGenerated(files: SerializedFile[], prefix = '') {
  return files.map(
    file =>
      [
        prefix + file.path,
        { content: file.content, isExecutable: file.executable ?? false },
      ] as const,
  );
}

/** The real actions, with an ear at those that would write to a repository. */
function createActions(
  templatesDirectory: string,
  result: RenderedTemplate,
): TemplateAction<any, any, any>[] {
  const config = offlineConfig();
  const road: RoadConfig = {
    templatesDirectory,
    gitops: { owner: 'platform-team', name: 'gitops' },
    appBaseUrl: PORTAL,
    gitHostBaseUrl: `${PORTAL}/api/git-host`,
  };
  const actions = createRoadActions({
    auth: unavailable('auth'),
    catalog: unavailable('catalog'),
    discovery: unavailable('discovery'),
    teamMembership: unavailable('teamMembership'),
    config,
    road,
  });
  return actions.map((action): TemplateAction<any, any, any> => ({
    ...action,
    handler: async ctx => {
      if (action.id === 'road:publish') {
        const files = await listWorkspace(ctx.workspacePath);
        toGenerated(files).forEach(([path, file]) =>
          result.files.set(path, file),
        );
      }
      if (action.id === 'road:gitops:commit') {
        const { sourcePath, path } = ctx.input;
        const files = await listWorkspace(join(ctx.workspacePath, sourcePath));
        toGenerated(files, `${path}/`).forEach(([target, file]) =>
          result.gitopsFiles.set(target, file),
        );
      }
      await action.handler(ctx);
    },
  }));
}

function offlineConfig() {
  return new ConfigReader({
    app: { baseUrl: PORTAL },
    integrations: INTEGRATIONS,
  });
}

/**
 * Runs a template without a portal: the parameters are checked against its
 * form, then its steps run in the scaffolder's own dry runner with the real
 * actions. Nothing leaves the machine.
 */
export async function renderTemplate(options: {
  /** Folder name below the templates folder. */
  template: string;
  parameters: JsonObject;
  /** Entity ref of the user who runs it. */
  user?: string;
  /** The templates folder; default is that of this repository. */
  templatesDirectory?: string;
}): Promise<RenderedTemplate> {
  const templatesDirectory =
    options.templatesDirectory ??
    resolvePackagePath(
      '@plumbline/backstage-plugin-scaffolder-backend-module-road',
      '../../templates',
    );
  const template = await readTemplate(templatesDirectory, options.template);
  const errors = findParameterErrors(template, options.parameters);
  if (errors.length > 0) {
    throw new InputError(`The form refuses: ${errors.join('; ')}`);
  }

  const result: RenderedTemplate = {
    files: new Map(),
    gitopsFiles: new Map(),
    output: {},
  };
  const workingDirectory = await fs.mkdtemp(join(tmpdir(), 'plumbline-road-'));
  try {
    const run = createOfflineRunner({
      actions: createActions(templatesDirectory, result),
      config: offlineConfig(),
      logger: silentLogger,
      workingDirectory,
    });
    const userRef = options.user ?? DEFAULT_USER;
    const { output } = await run({
      spec: {
        apiVersion: 'scaffolder.backstage.io/v1beta3',
        steps: template.steps,
        output: template.output,
        parameters: options.parameters,
        user: { ref: userRef },
      },
      templateInfo: {
        entityRef: `template:default/${template.metadata.name}`,
        entity: { metadata: template.metadata },
        baseUrl: pathToFileURL(
          join(workingDirectory, 'contents', 'template.yaml'),
        ).toString(),
      },
      directoryContents: [],
      secrets: {},
      credentials: { principal: { type: 'user', userEntityRef: userRef } },
    });
    return { ...result, output };
  } finally {
    await fs.rm(workingDirectory, { recursive: true, force: true });
  }
}

import { MlflowClient } from './MlflowClient';
import { MlflowError } from './MlflowError';
import { parseArtifactPath } from './parseArtifactPath';

/** One file of one run; which version of which model it belongs to, where the address says so. @public */
export interface ResolvedArtifact {
  runId: string;
  path: string;
  version?: { model: string; version: string; alias?: string };
}

/**
 * The run that an address means now: an alias may mean another one tomorrow.
 *
 * @public
 */
export async function resolveArtifact(options: {
  client: Pick<MlflowClient, 'findVersionByAlias' | 'getVersion'>;
  /** `runs:/<run>/<file>`, `models:/<name>/<version>/<file>` or `models:/<name>@<alias>/<file>`. */
  address: string;
  signal?: AbortSignal;
}): Promise<ResolvedArtifact> {
  const { client, signal } = options;
  const address = parseArtifactPath(options.address);
  const { path } = address;
  if ('runId' in address) {
    return { runId: address.runId, path };
  }
  const { model } = address;
  const alias = 'alias' in address ? address.alias : undefined;
  const version =
    'alias' in address
      ? await client.findVersionByAlias(model, address.alias, { signal })
      : await client.getVersion(model, address.version, { signal });
  if (!version?.run_id) {
    throw new MlflowError(
      alias !== undefined && !version
        ? `The model "${model}" has no version with the alias "${alias}"`
        : `That version of "${model}" was not made by a run`,
    );
  }
  return {
    runId: version.run_id,
    path,
    version: { model, version: version.version, alias },
  };
}

/** A file of a run: named by the run, or by a version of a model that the run made. */
export type ArtifactPath =
  | { runId: string; path: string }
  | { model: string; version: string; path: string }
  | { model: string; alias: string; path: string };

const FORMS =
  'runs:/<run>/<file>, models:/<name>/<version>/<file> or models:/<name>@<alias>/<file>';

/** Reads the address of an artifact as MLflow writes it. */
export function parseArtifactPath(text: string): ArtifactPath {
  const run = /^runs:\/([0-9a-zA-Z-]{1,64})\/(.+)$/.exec(text);
  if (run) {
    return { runId: run[1], path: run[2] };
  }
  const version = /^models:\/([^/@]+)\/(\d{1,18})\/(.+)$/.exec(text);
  if (version) {
    return { model: version[1], version: version[2], path: version[3] };
  }
  const alias = /^models:\/([^/@]+)@([^/@]+)\/(.+)$/.exec(text);
  if (alias) {
    return { model: alias[1], alias: alias[2], path: alias[3] };
  }
  throw new Error(`${JSON.stringify(text)} is not of the form ${FORMS}`);
}

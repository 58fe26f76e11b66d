import { BaselineRequest } from '@plumbline/backstage-plugin-drift-common';

/** The fields of the form, as typed. */
export interface BaselineForm {
  name: string;
  kind: BaselineRequest['from']['kind'];
  /** Empty for the repository of the entity. */
  source: string;
  path: string;
  start: string;
  end: string;
  /** Empty for the only registry. */
  instance: string;
  runId: string;
  artifact: string;
}

/** What the form asks for, or the sentence that says what is missing. */
export function buildRequest(
  form: BaselineForm,
): { request: BaselineRequest } | { problem: string } {
  const name = form.name.trim();
  if (!name) {
    return { problem: 'Give the baseline a name.' };
  }
  switch (form.kind) {
    case 'document':
      return { request: { name, from: { kind: 'document' } } };
    case 'files': {
      const path = form.path.trim();
      const source = form.source || undefined;
      return path
        ? { request: { name, from: { kind: 'files', source, path } } }
        : { problem: 'Name the file or folder.' };
    }
    case 'window': {
      // Date fields carry no zone; days of this portal are days in UTC.
      const start = Date.parse(`${form.start}T00:00:00Z`);
      const end = Date.parse(`${form.end}T00:00:00Z`);
      if (Number.isNaN(start) || Number.isNaN(end)) {
        return { problem: 'Choose the first day and the day after the last.' };
      }
      if (end <= start) {
        return { problem: 'The period ends before it begins.' };
      }
      return {
        request: {
          name,
          from: {
            kind: 'window',
            start: new Date(start).toISOString(),
            end: new Date(end).toISOString(),
          },
        },
      };
    }
    default: {
      const runId = form.runId.trim();
      const artifact = form.artifact.trim();
      const instance = form.instance || undefined;
      return runId && artifact
        ? {
            request: {
              name,
              from: { kind: 'mlflow', instance, runId, artifact },
            },
          }
        : { problem: 'Name the training run and its artifact.' };
    }
  }
}

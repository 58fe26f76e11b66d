import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { promises as fs } from 'node:fs';
import { dirname } from 'node:path';
import { PROVENANCE_PATH, buildProvenance } from '../render/buildProvenance';
import { listWorkspace } from '../render/listWorkspace';

/** `road:provenance`: says in the workspace how it was made. */
export function createProvenanceAction() {
  return createTemplateAction({
    id: 'road:provenance',
    description: `Writes ${PROVENANCE_PATH}: the template, its version, the inputs, and the SHA-256 of every file in the workspace.`,
    supportsDryRun: true,
    schema: {
      input: {
        template: z => z.string().min(1).describe('Name of the template'),
        version: z => z.string().min(1).describe('Its version, semver'),
        inputs: z =>
          z.record(z.any()).describe('What was chosen in the form; no secrets'),
      },
    },
    async handler(ctx) {
      const { template, version, inputs } = ctx.input;
      const text = buildProvenance({
        template,
        version,
        inputs,
        files: await listWorkspace(ctx.workspacePath),
        secrets: Object.values(ctx.secrets ?? {}),
      });
      const path = resolveSafeChildPath(ctx.workspacePath, PROVENANCE_PATH);
      await fs.mkdir(dirname(path), { recursive: true });
      await fs.writeFile(path, text);
    },
  });
}

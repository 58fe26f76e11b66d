import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { promises as fs } from 'node:fs';
import { renderParts } from '../render/renderParts';
import { writeFiles } from '../render/writeFiles';

/** `road:render`: renders parts of the templates folder into the workspace. */
export function createRenderAction(options: { templatesDirectory: string }) {
  return createTemplateAction({
    id: 'road:render',
    description:
      'Renders folders of the templates folder into the workspace. Files that end in .njk are rendered, all others copied; every value must pass an escaping filter or be a plain name.',
    supportsDryRun: true,
    schema: {
      input: {
        parts: z =>
          z
            .array(z.string())
            .min(1)
            .max(50)
            .describe('Folders below the templates folder, rendered in order'),
        values: z =>
          z.record(z.any()).describe('What the skeletons know as `values`'),
        targetPath: z =>
          z
            .string()
            .optional()
            .describe('Folder in the workspace; default is the workspace'),
      },
    },
    async handler(ctx) {
      const target = resolveSafeChildPath(
        ctx.workspacePath,
        ctx.input.targetPath ?? '.',
      );
      const files = await renderParts({
        templatesDirectory: options.templatesDirectory,
        parts: ctx.input.parts,
        values: ctx.input.values,
      });
      await fs.mkdir(target, { recursive: true });
      await writeFiles(target, files);
      ctx.logger.info(
        `Rendered ${files.length} files from ${ctx.input.parts.join(', ')}`,
      );
    },
  });
}

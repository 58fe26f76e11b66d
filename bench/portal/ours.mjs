import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureFrontend } from '../../scripts/bootstrap/frontend.mjs';
import { root } from '../../scripts/bootstrap/paths.mjs';

/** This repository's portal as `npm start` runs it, with a data folder of its own. */
export async function prepareOurs({ node, env, folder, port }) {
  await ensureFrontend({ node, env });
  const data = join(folder, 'data');
  await mkdir(join(data, 'work'), { recursive: true });
  return {
    name: 'Plumbline',
    port,
    start: {
      node,
      cwd: root,
      port,
      log: join(folder, 'plumbline.log'),
      env: {
        ...env,
        NODE_ENV: 'production',
        PLUMBLINE_DATA: data,
        PLUMBLINE_PORT: String(port),
      },
      args: [
        '--enable-source-maps',
        '--require',
        join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
        'packages/backend/src/index.ts',
        '--config',
        'app-config.yaml',
      ],
    },
    pages: {
      first: {
        url: `http://localhost:${port}/`,
        text: 'Newest repositories',
      },
      entity: {
        url: `http://localhost:${port}/catalog/default/component/ml-backend`,
        text: 'About',
      },
    },
  };
}

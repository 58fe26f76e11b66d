import './bootstrap/requireNode.mjs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { bootstrap } from './bootstrap/all.mjs';
import { listConfigs } from './bootstrap/configuration.mjs';
import { startBackend } from './bootstrap/backend.mjs';
import { claimDataFolder } from './bootstrap/dataFolder.mjs';
import { ensureCostSamples } from './bootstrap/costSamples.mjs';
import { ensureDriftSamples } from './bootstrap/driftSamples.mjs';
import {
  isSampleUsageConfigured,
  startSampleUsage,
} from './bootstrap/sampleUsage.mjs';
import { ensureScanSamples } from './bootstrap/scanSamples.mjs';
import { main } from './bootstrap/failure.mjs';
import { root } from './bootstrap/paths.mjs';
import { readPort, requireFreePort } from './bootstrap/port.mjs';
import { ensureTechDocs } from './bootstrap/techdocs.mjs';

const FRONTEND_PORT = 3000;

/** Live reload: the frontend's development server on :3000, the backend restarted when its sources change. */
await main(async () => {
  const port = readPort();
  await requireFreePort(port);
  await requireFreePort(FRONTEND_PORT);
  const release = await claimDataFolder();
  const { node, env } = await bootstrap();
  await ensureCostSamples();
  await ensureDriftSamples();
  await ensureScanSamples();
  const techdocs = await ensureTechDocs();
  const configs = listConfigs([]);
  const sampleUsage = (await isSampleUsageConfigured(configs))
    ? await startSampleUsage()
    : undefined;
  const devEnv = {
    ...env,
    ...sampleUsage?.env,
    NODE_ENV: 'development',
    PLUMBLINE_PORT: String(port),
    APP_CONFIG_app_baseUrl: `http://localhost:${FRONTEND_PORT}`,
    APP_CONFIG_backend_cors_credentials: 'true',
    APP_CONFIG_backend_cors_origin: `http://localhost:${FRONTEND_PORT}`,
  };
  const backend = await startBackend({
    node,
    env: devEnv,
    techdocsBin: techdocs.bin,
    port,
    isVerbose: true,
    configs,
    isWatching: true,
  });
  const frontend = spawn(
    node,
    [
      join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'package',
      'start',
      '--config',
      '../../app-config.yaml',
    ],
    { cwd: join(root, 'packages/app'), env: devEnv, stdio: 'inherit' },
  );
  const stop = async () => {
    frontend.kill('SIGTERM');
    await backend.stop();
    await sampleUsage?.stop();
    await release();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  await backend.exited;
  frontend.kill('SIGTERM');
  await sampleUsage?.stop();
  await release();
});

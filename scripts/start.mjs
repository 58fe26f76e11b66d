import './bootstrap/requireNode.mjs';

const { main } = await import('./bootstrap/failure.mjs');
const { bootstrap } = await import('./bootstrap/all.mjs');
const { startBackend } = await import('./bootstrap/backend.mjs');
const { checkConfiguration, listConfigs } =
  await import('./bootstrap/configuration.mjs');
const { claimDataFolder } = await import('./bootstrap/dataFolder.mjs');
const { ensureCostSamples } = await import('./bootstrap/costSamples.mjs');
const { ensureDriftSamples } = await import('./bootstrap/driftSamples.mjs');
const { ensureScanSamples } = await import('./bootstrap/scanSamples.mjs');
const { isSampleUsageConfigured, startSampleUsage } =
  await import('./bootstrap/sampleUsage.mjs');
const { ensureFrontend } = await import('./bootstrap/frontend.mjs');
const { waitForLandscape } = await import('./bootstrap/landscape.mjs');
const { readPort, requireFreePort } = await import('./bootstrap/port.mjs');
const { step } = await import('./bootstrap/progress.mjs');
const { ensureTechDocs } = await import('./bootstrap/techdocs.mjs');
const { Failure } = await import('./bootstrap/failure.mjs');

/** Options after `npm start --`. */
const isVerbose = process.argv.includes('--verbose');
const extraConfigs = process.argv.flatMap((argument, index, all) =>
  argument === '--config' ? [all[index + 1]] : [],
);

await main(async () => {
  const port = readPort();
  process.stdout.write('\nPlumbline\n');
  await requireFreePort(port);
  const release = await claimDataFolder();

  let backend;
  let sampleUsage;
  let isStopping = false;
  const stop = async () => {
    if (isStopping) {
      return;
    }
    isStopping = true;
    process.stdout.write('\n  Stopping …\n');
    await backend?.stop();
    await sampleUsage?.stop();
    await release();
    process.stdout.write(
      '  Stopped. Your data is kept; `npm start` brings it back.\n',
    );
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);

  try {
    const { node, env } = await bootstrap();
    const configs = listConfigs(extraConfigs);
    await checkConfiguration({ node, env, configs });
    await ensureCostSamples();
    await ensureDriftSamples();
    await ensureScanSamples();
    await ensureFrontend({ node, env });
    const techdocs = await ensureTechDocs();
    if (await isSampleUsageConfigured(configs)) {
      sampleUsage = await startSampleUsage();
    }
    await step('Starting the backend', async () => {
      backend = await startBackend({
        node,
        env: { ...env, ...sampleUsage?.env },
        techdocsBin: techdocs.bin,
        port,
        isVerbose,
        configs,
      });
      await backend.waitUntilReady();
    });
    await step('Reading the catalog', () =>
      waitForLandscape(`http://localhost:${port}`),
    );
    process.stdout.write(
      `\n  Plumbline is ready:  http://localhost:${port}\n\n` +
        `  Log:  ${backend.logPath}\n` +
        `  Stop: Ctrl-C\n` +
        (techdocs.isAvailable
          ? ''
          : '  Docs pages need Python 3.10 or newer; everything else works.\n'),
    );
  } catch (error) {
    await backend?.stop();
    await sampleUsage?.stop();
    await release();
    if (isStopping) {
      return;
    }
    throw error;
  }

  const { code, signal } = await backend.exited;
  if (!isStopping) {
    await sampleUsage?.stop();
    await release();
    throw new Failure(
      `The backend ended by itself (${signal ?? `exit code ${code}`}).`,
      `Its log is ${backend.logPath}; the last lines were:\n${backend.lastLines()}`,
    );
  }
});

import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

import { localDir } from '../bootstrap/paths.mjs';
import { findOptionalParts } from '../testing/optionalParts.mjs';

const execute = promisify(execFile);

/** Chromium as installed on this machine; it calls nobody. */
export async function launchBrowser() {
  const { at } = findOptionalParts().chromium;
  return chromium.launch({
    executablePath: await resolveOnPath(at),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
}

async function resolveOnPath(program) {
  if (program.includes('/')) {
    return program;
  }
  const { stdout } = await execute('which', [program]);
  return stdout.trim();
}

/**
 * A page of one visitor. What is wrong with it (page errors, failed
 * requests of the portal, requests to anybody else) is collected, so that a test can say there was none.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {{ url: string, width?: number, theme?: 'light' | 'dark' }} options
 */
export async function openVisitor(browser, options) {
  const context = await browser.newContext({
    baseURL: options.url,
    viewport: {
      width: options.width ?? 1280,
      height: options.width && options.width < 600 ? 844 : 900,
    },
    colorScheme: options.theme ?? 'light',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', error =>
    complaints.push(`page error: ${error.message}`),
  );
  page.on('request', request => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== 'localhost') {
      complaints.push(`asked ${request.url()}`);
    }
  });
  page.on('response', response => {
    if (response.status() >= 500 && !isEmptyDocsIndex(response.url())) {
      complaints.push(`${response.status()} ${response.url()}`);
    }
  });
  return { context, page, complaints };
}

/** The framework's search answers 500 for docs until its first docs page is indexed; nobody sees it. */
function isEmptyDocsIndex(url) {
  const { pathname, searchParams } = new URL(url);
  return (
    pathname === '/api/search/query' &&
    searchParams.get('types[0]') === 'techdocs'
  );
}

/** Guest sign-in, as the sign-in page of local mode offers it. */
export async function signInAsGuest(page) {
  await page.goto('/');
  const enter = page.getByRole('button', { name: 'Enter' });
  const home = page.getByRole('main').first();
  await enter.or(home).first().waitFor();
  if (await enter.isVisible()) {
    await enter.click();
  }
  await home.waitFor();
}

/** The Backstage token that the page itself uses, for asking the API as that visitor. */
export async function readToken(page) {
  return page.evaluate(async () => {
    const response = await fetch('/api/auth/guest/refresh', {
      headers: { 'x-requested-with': 'XMLHttpRequest' },
      credentials: 'include',
    });
    return (await response.json()).backstageIdentity.token;
  });
}

/** Keeps a picture below `.local/screenshots`, for people to look at. */
export async function takePicture(page, name) {
  const folder = join(localDir, 'screenshots');
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

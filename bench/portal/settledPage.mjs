/**
 * How long a page takes until it stops changing, and what it cost to send.
 *
 * The same rule for every portal: the clock runs from the navigation to the
 * last change of the document before a second of silence, with the awaited
 * text on the page, no spinner left and no request under way.
 */
const QUIET_MS = 1_000;
const TIMEOUT_MS = 60_000;

/** Notes inside the page when its document last changed. */
function observeChanges() {
  globalThis.lastChange = 0;
  new MutationObserver(() => {
    globalThis.lastChange = performance.now();
  }).observe(document, {
    childList: true,
    characterData: true,
    subtree: true,
  });
}

/** Counts requests under way and bytes received, headers and compression included. */
async function watchNetwork(page) {
  const session = await page.context().newCDPSession(page);
  const open = new Set();
  const counted = { bytes: 0, requests: 0, open };
  await session.send('Network.enable');
  session.on('Network.requestWillBeSent', ({ requestId, type }) => {
    counted.requests += 1;
    if (type !== 'WebSocket' && type !== 'EventSource') {
      open.add(requestId);
    }
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    open.delete(requestId);
    counted.bytes += encodedDataLength;
  });
  session.on('Network.loadingFailed', ({ requestId }) =>
    open.delete(requestId),
  );
  return counted;
}

/**
 * Opens an address in a new page of the context.
 *
 * @param {import('playwright-core').BrowserContext} context
 * @param {{ url: string, text: string }} target `text` must be on the page in the end
 * @returns {Promise<{ ms: number, bytes: number, requests: number }>}
 */
export async function measurePage(context, { url, text }) {
  const page = await context.newPage();
  await page.addInitScript(observeChanges);
  const network = await watchNetwork(page);
  await page.goto(url, { waitUntil: 'commit' });
  await page
    .getByText(text, { exact: false })
    .first()
    .waitFor({ timeout: TIMEOUT_MS });
  const until = Date.now() + TIMEOUT_MS;
  for (;;) {
    const { sinceChange, lastChange, isLoading } = await page.evaluate(() => ({
      sinceChange: performance.now() - globalThis.lastChange,
      lastChange: globalThis.lastChange,
      isLoading: document.querySelector('[role=progressbar]') !== null,
    }));
    if (sinceChange > QUIET_MS && !isLoading && network.open.size === 0) {
      await page.close();
      return {
        ms: lastChange,
        bytes: network.bytes,
        requests: network.requests,
      };
    }
    if (Date.now() > until) {
      throw new Error(
        `${url} does not come to rest within ${TIMEOUT_MS / 1000} s`,
      );
    }
    await page.waitForTimeout(100);
  }
}

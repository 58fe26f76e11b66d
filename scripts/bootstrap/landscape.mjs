const PATIENCE_MS = 60_000;
const PAUSE_MS = 400;

/**
 * Waits until the catalog has read the sample landscape, so that the first
 * page shows it. Gives up quietly after a minute, and asks nothing where guest
 * sign-in is off: the portal works while the catalog goes on reading.
 *
 * @param {string} url of the portal
 */
export async function waitForLandscape(url) {
  const token = await readGuestToken(url);
  if (!token) {
    return;
  }
  const until = Date.now() + PATIENCE_MS;
  let before = -1;
  while (Date.now() < until) {
    const count = await countEntities(url, token);
    if (count > 0 && count === before) {
      return;
    }
    before = count;
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
}

async function readGuestToken(url) {
  const response = await fetch(`${url}/api/auth/guest/refresh`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  if (!response.ok) {
    return undefined;
  }
  return (await response.json()).backstageIdentity?.token;
}

async function countEntities(url, token) {
  const response = await fetch(
    `${url}/api/catalog/entities/by-query?limit=1&fields=kind`,
    { headers: { authorization: `Bearer ${token}` } },
  );
  return response.ok ? (await response.json()).totalItems : -1;
}

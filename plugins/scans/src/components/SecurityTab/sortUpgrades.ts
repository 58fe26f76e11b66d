import { Upgrade } from '@plumbline/backstage-plugin-scans-common';

/** What attackers use comes first, then what closes the most. */
export function sortUpgrades(upgrades: readonly Upgrade[]): Upgrade[] {
  return [...upgrades].sort(
    (a, b) =>
      Number(b.isExploited) - Number(a.isExploited) || b.closes - a.closes,
  );
}

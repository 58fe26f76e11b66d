/** The middle value; the mean of the two middle ones for an even count. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? sorted[Math.floor(middle)]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Everything that is compared: lower is better in every line. */
export const MEASURES = [
  { key: 'readyMs', label: 'start to readiness', unit: 's', scale: 1e3 },
  {
    key: 'memoryBytes',
    label: 'memory, after the pages',
    unit: 'MB',
    scale: 1e6,
  },
  { key: 'firstMs', label: 'first page', unit: 's', scale: 1e3 },
  {
    key: 'firstBytes',
    label: 'first page, bytes sent',
    unit: 'MB',
    scale: 1e6,
  },
  { key: 'entityMs', label: 'entity page', unit: 's', scale: 1e3 },
  {
    key: 'entityBytes',
    label: 'entity page, bytes sent',
    unit: 'MB',
    scale: 1e6,
  },
];

/**
 * Medians of both portals, and the median of the ratios of the pairs, ours over
 * the peer's: the two of a pair ran one after the other, so that what the
 * machine did besides hit both.
 *
 * @param {Record<string, number>[]} ours one record per run
 * @param {Record<string, number>[]} peer the same number of runs
 */
export function summarise(ours, peer) {
  return MEASURES.map(({ key, label, unit, scale }) => ({
    key,
    label,
    unit,
    ours: median(ours.map(run => run[key])) / scale,
    peer: median(peer.map(run => run[key])) / scale,
    ratio: median(ours.map((run, index) => run[key] / peer[index][key])),
  }));
}

/** The summary as lines for a terminal; `aim` is the ratio that each line should stay under. */
export function format(summary, { names, aim }) {
  const width = Math.max(...summary.map(({ label }) => label.length));
  const number = (value, unit) => `${value.toFixed(2)} ${unit}`.padStart(15);
  return [
    `${''.padEnd(width)}  ${names.ours.padStart(15)}  ${names.peer.padStart(15)}   ratio`,
    ...summary.map(
      ({ label, unit, ours, peer, ratio }) =>
        `${label.padEnd(width)}  ${number(ours, unit)}  ${number(peer, unit)}   ${ratio.toFixed(2)}${ratio > aim ? `  over the aim of ${aim}` : ''}`,
    ),
  ];
}

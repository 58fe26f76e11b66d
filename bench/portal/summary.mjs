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
 * Medians of both portals and their ratio, ours over the peer's.
 *
 * @param {Record<string, number>[]} ours one record per run
 * @param {Record<string, number>[]} peer
 */
export function summarise(ours, peer) {
  return MEASURES.map(({ key, label, unit, scale }) => {
    const [a, b] = [ours, peer].map(
      runs => median(runs.map(run => run[key])) / scale,
    );
    return { key, label, unit, ours: a, peer: b, ratio: a / b };
  });
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

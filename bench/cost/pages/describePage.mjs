const MB = 1e6;

export function percentile(times, share) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

const ms = number => `${number.toFixed(1)} ms`.padStart(9);
const pair = ({ p50, p95, cpu }) =>
  `${ms(p50)} ${ms(p95)} ${cpu === undefined ? '' : ms(cpu)}`;

function describeBrowser({ name, ms: took, bytes, requests, answers }) {
  return [
    `${name.padEnd(38)}${ms(took)}  ${requests} requests, ${Math.round(bytes / 1000)} kB`,
    ...answers
      .sort((a, b) => b.ms - a.ms)
      .slice(0, 6)
      .map(answer => `  ${answer.path.padEnd(36)}${ms(answer.ms)}`),
  ];
}

/** The result as lines of text. */
export function describePage(result) {
  const { entities, days, rows, writtenMs, peakBytes, sizes, pages, machine } =
    result;
  const lines = [
    `${entities} entities × ${days} days: ${rows.toLocaleString('en')} rows, written in ${(writtenMs / 1000).toFixed(0)} s (${Math.round(rows / (writtenMs / 1000)).toLocaleString('en')} rows/s), ${Math.round(peakBytes / MB)} MB of memory at most`,
    ...sizes
      .filter(({ heap }) => Number(heap) > MB)
      .map(
        ({ table, heap, indexes }) =>
          `  ${table.padEnd(20)} ${Math.round(heap / MB)} MB and ${Math.round(indexes / MB)} MB of indexes`,
      ),
    `${machine.cpus} × ${machine.model}, load ${machine.load.map(load => load.toFixed(1)).join(' ')}`,
    '',
    `${''.padEnd(38)}${'p50'.padStart(9)} ${'p95'.padStart(9)} ${'CPU'.padStart(9)}`,
  ];
  for (const { name, aim, ours, bare, nothing, alone, bytes } of pages) {
    const floor = bare.p50 + nothing.p50;
    lines.push(
      `${name.padEnd(38)}${pair(ours)}  aim ${aim} ms: ${ours.p95 <= aim ? 'met' : 'MISSED'}; ${(ours.p50 / floor).toFixed(1)} × the floor; ${Math.round(bytes / 1000)} kB`,
      ...alone.map(one => `  ${one.path.padEnd(36)}${pair(one)}`),
      `  ${'floor: bare SQL'.padEnd(36)}${pair(bare)}`,
      `  ${'floor: HTTP that does nothing'.padEnd(36)}${pair(nothing)}`,
    );
  }
  return [...lines, ...result.browserPages.flatMap(describeBrowser)];
}

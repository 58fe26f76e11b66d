const MIB = 1024 * 1024;

/** What is aimed at, and on which side of it a ratio is good. */
const AIMS = [
  {
    name: 'SciPy : ours, baseline cached',
    over: 'scipy',
    under: 'cached',
    least: 30,
  },
  {
    name: 'SciPy : ours, with the baseline',
    over: 'scipy',
    under: 'both',
    least: 12,
  },
  { name: 'SciPy : ours, exact', over: 'scipy', under: 'exact' },
  {
    name: 'Evidently : ours, baseline cached',
    over: 'evidently',
    under: 'cached',
  },
  {
    name: 'ours, baseline cached : floor',
    over: 'cached',
    under: 'floor',
    most: 4,
  },
];
const MEMORY_AIM_MIB = 300;

const CONTENDERS = {
  start: 'ours, start: two files of one row',
  floor: 'floor: sums of the current columns',
  profile: 'ours, profile of the baseline',
  cached: 'ours, baseline cached',
  both: 'ours, with the baseline',
  exact: 'ours, exact',
  scipy: 'pandas + SciPy',
  evidently: 'Evidently',
};

const OURS = new Set(['profile', 'cached', 'both', 'exact']);

/**
 * CPU seconds of the check without the start of the program: of the peers what
 * they compute once the data is in memory, of ours all that two files of one
 * row do not cost, reading included.
 */
function workSeconds(name, results) {
  const measured = results[name];
  if (!measured || measured.failure) {
    return undefined;
  }
  if (OURS.has(name)) {
    return results.start?.failure
      ? undefined
      : measured.cpuSeconds - results.start.cpuSeconds;
  }
  return (
    measured.answer?.scanSeconds ??
    measured.answer?.testSeconds ??
    measured.cpuSeconds
  );
}

/** The same with the start of ours, and of nobody else. */
function strictSeconds(name, results) {
  return OURS.has(name) && !results[name]?.failure
    ? results[name]?.cpuSeconds
    : workSeconds(name, results);
}

function verdict(ratio, { least, most }) {
  if (least !== undefined) {
    return `(aim ≥ ${least}: ${ratio >= least ? 'met' : 'MISSED'})`;
  }
  return most === undefined
    ? ''
    : `(aim ≤ ${most}: ${ratio <= most ? 'met' : 'MISSED'})`;
}

/**
 * The results as a person reads them.
 *
 * @param {object[]} results
 */
export function summarise(results) {
  const lines = [];
  for (const result of results) {
    lines.push(
      '',
      `${result.shape}, ${result.rows.toLocaleString('en')} + ${result.rows.toLocaleString('en')} rows`,
    );
    for (const [name, title] of Object.entries(CONTENDERS)) {
      const measured = result[name];
      if (measured?.failure) {
        lines.push(`  ${title.padEnd(36)} failed: ${measured.failure}`);
      } else if (measured) {
        const all = `${measured.cpuSeconds.toFixed(2)} s with start and reading`;
        lines.push(
          `  ${title.padEnd(36)} ${workSeconds(name, result).toFixed(2).padStart(8)} s CPU  ${Math.round(
            measured.peakBytes / MIB,
          )
            .toString()
            .padStart(6)} MiB  (${all})`,
        );
      }
    }
    for (const aim of AIMS) {
      const ratios = [workSeconds, strictSeconds].map(seconds => {
        const over = seconds(aim.over, result);
        const under = seconds(aim.under, result);
        return over !== undefined && under !== undefined
          ? `${(over / under).toFixed(1).padStart(6)} × ${verdict(over / under, aim)}`.trimEnd()
          : undefined;
      });
      if (ratios[0]) {
        lines.push(
          `  ${aim.name.padEnd(36)} ${ratios[0].padEnd(26)}  with our start: ${ratios[1].trim()}`.trimEnd(),
        );
      }
    }
    const peak = Math.max(
      ...['profile', 'cached', 'both'].map(
        name => result[name]?.peakBytes ?? 0,
      ),
    );
    lines.push(
      `  ${'largest memory of ours'.padEnd(36)} ${Math.round(peak / MIB)
        .toString()
        .padStart(
          8,
        )} MiB    aim ≤ ${MEMORY_AIM_MIB}: ${peak <= MEMORY_AIM_MIB * MIB ? 'met' : 'MISSED'}`,
    );
  }
  return `${lines.join('\n').trimStart()}\n`;
}

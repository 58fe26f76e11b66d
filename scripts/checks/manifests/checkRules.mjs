import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

import { findProgram, runProgram } from './programs.mjs';

/** What promtool says against the rules of each PrometheusRule; nothing when it is not on PATH. */
export function checkRules({ source, documents }) {
  const promtool = findProgram('promtool');
  const rules = documents.filter(({ kind }) => kind === 'PrometheusRule');
  if (!promtool || rules.length === 0) {
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'rules-'));
  try {
    return rules.flatMap(({ kind, metadata, spec }) => {
      const file = join(folder, 'rules.yaml');
      writeFileSync(file, stringify({ groups: spec?.groups ?? [] }));
      const { code, stdout, stderr } = runProgram(promtool, [
        'check',
        'rules',
        file,
      ]);
      return code === 0
        ? []
        : [
            {
              source,
              kind,
              name: metadata?.name,
              path: '/spec/groups',
              rule: 'promtool',
              message: `${stdout}${stderr}`.replaceAll(file, '').trim(),
            },
          ];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

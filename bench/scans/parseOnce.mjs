/**
 * Reads one report as `parse.mjs` asks for, in a process of its own:
 * `node parseOnce.mjs <parseReport.cjs> <file> json|report <times>`.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';

const [library, file, what, times] = process.argv.slice(2);
const { parseReport } = createRequire(import.meta.url)(library);
const bytes = readFileSync(file);
const before = process.resourceUsage().maxRSS;

const read = {
  json: () => JSON.parse(new TextDecoder().decode(bytes)),
  report: () => parseReport(bytes, { secretKey: 'bench' }),
}[what];

const seconds = [];
let findings;
for (let run = 0; run < Number(times); run += 1) {
  const start = process.cpuUsage();
  const answer = read();
  const { user, system } = process.cpuUsage(start);
  seconds.push((user + system) / 1e6);
  findings = answer.findings?.length;
}
console.log(
  JSON.stringify({
    seconds,
    findings,
    memoryMiB: (process.resourceUsage().maxRSS - before) / 1024,
  }),
);

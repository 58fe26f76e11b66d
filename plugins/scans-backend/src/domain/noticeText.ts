/** What happened to findings of one entity and severity since its owners were told last. */
export interface NoticeCounts {
  new: number;
  overdue: number;
  lapsed: number;
}

/** What owners are told, without a word about any finding: notifications travel far. */
export function noticeText(options: {
  name: string;
  severity: string;
  counts: NoticeCounts;
}): { title: string; description: string } {
  const { name, severity, counts } = options;
  const kind = severity === 'unknown' ? 'unrated' : severity;
  const findings = (count: number) =>
    `${count === 1 ? '1' : count.toLocaleString('en-US')} ${kind} ${count === 1 ? 'finding' : 'findings'}`;
  const is = (count: number) => (count === 1 ? 'is' : 'are');
  const sentences = [
    [counts.new, `${findings(counts.new)} ${is(counts.new)} new`],
    [
      counts.overdue,
      `${findings(counts.overdue)} ${is(counts.overdue)} overdue`,
    ],
    [
      counts.lapsed,
      `${findings(counts.lapsed)} ${is(counts.lapsed)} open again: what was decided has ended`,
    ],
  ].flatMap(([count, sentence]) => (Number(count) > 0 ? [sentence] : []));
  return {
    title: `${name}: ${sentences[0]}`,
    description: `${sentences.join('. ')}.`,
  };
}

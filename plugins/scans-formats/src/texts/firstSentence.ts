/** Enough for a row of a table to be told from the next. */
const MAX_LENGTH = 120;
/** What ends sooner is an abbreviation or a number, such as "No. 5". */
const MIN_LENGTH = 20;
/** The words that begin the next sentence. */
const SENTENCE_END = /[.!?](?= +["'(`]?[A-Z])/g;

/** Where the first sentence of a line ends. */
function endOf(line: string): number {
  for (const { index } of line.matchAll(SENTENCE_END)) {
    if (index >= MIN_LENGTH) {
      return index;
    }
  }
  return line.length;
}

/** The first sentence of a line, and of a long one the first words. */
export function firstSentence(line: string): string {
  const end = endOf(line);
  if (end <= MAX_LENGTH) {
    return line.slice(0, end);
  }
  const space = line.lastIndexOf(' ', MAX_LENGTH - 1);
  // A text without spaces is cut where it must, yet not within a character
  const words =
    space >= MIN_LENGTH
      ? line.slice(0, space)
      : line.slice(0, MAX_LENGTH - 1).replace(/[\ud800-\udbff]$/, '');
  return `${words.replace(/[\s,;:.-]+$/, '')}…`;
}

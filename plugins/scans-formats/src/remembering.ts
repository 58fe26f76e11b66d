const MOST = 20_000;
const LONGEST = 1000;

/**
 * A function that remembers its answers for texts which come again and again in
 * one report. It forgets all of them when they become too many, and keeps no long
 * text.
 */
export function remembering<T>(
  answer: (text: string) => T,
): (text: string) => T {
  const answers = new Map<string, T>();
  return text => {
    if (text.length > LONGEST) {
      return answer(text);
    }
    let known = answers.get(text);
    if (known === undefined) {
      known = answer(text);
      if (answers.size >= MOST) {
        answers.clear();
      }
      answers.set(text, known);
    }
    return known;
  };
}

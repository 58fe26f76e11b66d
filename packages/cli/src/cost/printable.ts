const MAX_LENGTH = 2_000;

/** Somebody else's text on one line of a terminal: nothing in it moves the cursor, changes colours or turns letters round. */
export function printable(text: string, maxLength = MAX_LENGTH): string {
  // Cut before cleaning, so that a long text costs nothing
  const cut = text.slice(0, maxLength);
  const clean = cut.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '�');
  return cut.length < text.length ? `${clean}…` : clean;
}

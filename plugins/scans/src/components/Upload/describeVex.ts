import { VexReceipt } from '@plumbline/backstage-plugin-scans-common';
import { counted } from '../words/words';

/** What became of the statements of a VEX document, in short sentences. */
export function describeVex(receipt: VexReceipt): string[] {
  const { statements, created, proposed, ended, unchanged, ignored } = receipt;
  // These hide nothing
  const others = statements - created - unchanged;
  const decided = created - proposed;
  return [
    `${counted(statements, 'statement')} understood.`,
    decided > 0 ? `${counted(decided, 'decision')} in force.` : '',
    proposed > 0
      ? `${counted(proposed, 'decision waits', 'decisions wait')} for an approver: about findings so severe nobody decides alone.`
      : '',
    unchanged > 0
      ? `${unchanged} as before: the document, or a person after it, said so already.`
      : '',
    others > 0
      ? `${others} ${others === 1 ? 'says' : 'say'} that something is affected or still looked into: nothing is hidden by that.`
      : '',
    ended > 0
      ? `${counted(ended, 'earlier decision')} of a document ended.`
      : '',
    ignored > 0 ? `${counted(ignored, 'entry', 'entries')} not taken.` : '',
  ].filter(Boolean);
}

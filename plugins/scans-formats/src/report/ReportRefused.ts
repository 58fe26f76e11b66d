/** A report that cannot be read; the message says where and why and repeats nothing of its content. @public */
export class ReportRefused extends Error {
  /**
   * @param reason - one sentence, without the file's name
   * @param place - `line 3, column 14` or `runs[0].results`
   */
  constructor(
    readonly reason: string,
    readonly place?: string,
  ) {
    super(place === undefined ? reason : `${place}: ${reason}`);
    this.name = 'ReportRefused';
  }
}

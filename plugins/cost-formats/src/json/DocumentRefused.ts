/** A document that is not read, with the place and the reason. @public */
export class DocumentRefused extends Error {
  /** Where in the document, such as `data[0].kube-system.cpuCost`. */
  readonly place?: string;
  /** The message without the place. */
  readonly reason: string;

  constructor(reason: string, place?: string) {
    super(place === undefined ? reason : `${place}: ${reason}`);
    this.name = 'DocumentRefused';
    this.place = place;
    this.reason = reason;
  }
}

/** A JSON document that states no costs at all, such as the list of files that an export comes with. @public */
export class OtherDocument extends DocumentRefused {}

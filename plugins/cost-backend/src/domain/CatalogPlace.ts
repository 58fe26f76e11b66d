/** Where an entity stands in the catalog. */
export interface CatalogPlace {
  entityRef: string;
  ownerRef?: string;
  systemRef?: string;
  /** Its own, or that of its system. */
  domainRef?: string;
}

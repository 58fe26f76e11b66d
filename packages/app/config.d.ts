export interface Config {
  auth?: {
    /**
     * Which of a provider's environments the sign-in page uses.
     * @visibility frontend
     */
    environment?: string;
    providers?: {
      guest?: {
        /**
         * The user that a guest signs in as. That the key is there makes the
         * sign-in page offer guest sign-in: for local mode only.
         * @visibility frontend
         */
        userEntityRef?: string;
      };
    };
  };
}

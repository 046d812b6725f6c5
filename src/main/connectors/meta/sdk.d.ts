/** The SDK has no types of its own; this is what we use of it. */
declare module 'facebook-nodejs-business-sdk' {
  export class FacebookAdsApi {
    constructor(accessToken: string, locale: string, crashLog: false);
    call(method: 'GET' | 'POST', path: readonly string[], params: object): Promise<unknown>;
  }
  const sdk: { readonly FacebookAdsApi: typeof FacebookAdsApi };
  export default sdk;
}

/** The very module that the SDK requires; its ESM twin would be another one, with settings of its own. */
declare module 'axios/dist/node/axios.cjs' {
  import type { AxiosStatic } from 'axios';

  const axios: AxiosStatic;
  export default axios;
}

import { AppError } from '../../contract/index.ts';
import type { AdAccountPort } from '../ports.ts';

const refuse = async (): Promise<never> => {
  throw new AppError('NOT_CONNECTED', 'No ad account is connected.');
};

/** The ad account where there is none. */
export const notConnected: AdAccountPort = { account: refuse, read: refuse, apply: refuse };
